import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { dataUseOf } from "../../common/model/data-use.ts";
import { failed } from "../../common/model/failure.ts";
import { isOver } from "../../common/model/pack.ts";
import { openPins } from "../adapters/files/pins.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import { openPack, type OpenedPack } from "../adapters/packs/open-pack.ts";
import type { Redactor } from "../logs/redactor.ts";
import type { Station } from "../../common/model/station.ts";
import { otherKeys, pinPacked } from "../station/pack-keys.ts";
import { definitionOf, withPack } from "../station/packed-station.ts";
import type { Chosen } from "./chosen.ts";
import type { WizardState } from "./wizard-state.ts";

interface Typed {
  readonly path: string;
  readonly passphrase: string;
}

/** The station's pack, opened: where the station comes out of it, and for the station that is open. */
export class StationPack {
  readonly #state: WizardState;
  /** Of this account, where host keys are remembered. */
  readonly #folder: string;
  readonly #chosen: Chosen;
  readonly #redactor: Redactor;
  #pack: OpenedPack | undefined;

  constructor(
    state: WizardState,
    folder: string,
    chosen: Chosen,
    redactor: Redactor,
  ) {
    this.#state = state;
    this.#folder = folder;
    this.#chosen = chosen;
    this.#redactor = redactor;
  }

  /** A station that was closed takes its pack along out of the snapshot. Throws `aborted` where there is none. */
  opened(): OpenedPack {
    if (this.#pack === undefined || this.#state.now.pack === null)
      throw failed("aborted");
    return this.#pack;
  }

  /** For the station that is open. Throws what opening throws, and `pack-other-station`. */
  async open(typed: Typed): Promise<void> {
    this.close();
    const opened = await this.#read(typed);
    withPack(this.#chosen.stationNow(), opened);
    await this.#take(opened);
  }

  /**
   * Makes the pack's definition the station. Throws what opening throws, and `pack-station-differs` where this
   * laptop knows the station otherwise and nobody said which it is.
   */
  async openStation({
    use,
    ...typed
  }: Typed & { readonly use: "pack" | "laptop" | null }): Promise<void> {
    const opened = await this.#read(typed);
    const folder = dirname(typed.path);
    const packed = this.#chosen.asHere(definitionOf(opened.content), folder);
    const here = await this.#chosen.known(packed.id);
    const differs = here !== undefined && !isAlike(here.station, packed);
    if (differs && use === null)
      throw failed("pack-station-differs", {
        data: {
          station: packed.id,
          pack: hostsText(packed),
          here: hostsText(here.station),
        },
      });
    if (differs && use === "laptop") await this.#chosen.openStation(here.path);
    else await this.#chosen.saveStation(packed);
    await pinPacked(
      this.#chosen.stationNow().hosts,
      opened.content.hostKeys,
      openPins(this.#folder, packed.id),
    );
    await this.#take(opened);
  }

  /** What it says depends on the bundle and on who was signed in to. */
  async refresh(): Promise<void> {
    if (this.#pack !== undefined && this.#state.now.pack !== null)
      await this.#tell(this.#pack);
  }

  close(): void {
    this.#pack = undefined;
    this.#state.change({ pack: null });
  }

  async #read({ path, passphrase }: Typed): Promise<OpenedPack> {
    this.#redactor.add(passphrase);
    return openPack(
      path,
      () => Promise.resolve(passphrase),
      (secret) => this.#redactor.add(secret),
    );
  }

  async #take(opened: OpenedPack): Promise<void> {
    this.#pack = opened;
    this.#chosen.usesPack(opened.prepared.path);
    await this.#tell(opened);
  }

  async #tell({ content, prepared }: OpenedPack): Promise<void> {
    const { bundle, hosts } = this.#state.now;
    const others = await otherKeys(
      this.#chosen.stationNow(),
      content.hostKeys,
      openPins(this.#folder, content.station.id),
      (host) => hosts.find(({ name }) => name === host)?.fingerprint,
    );
    this.#state.change({
      pack: {
        path: prepared.path,
        rancher: content.rancher.url,
        version: content.rancher.version,
        cluster: content.rancher.clusterName,
        created: content.created,
        validity: content.validity,
        over: isOver(content.validity, systemClock.now()),
        otherKeys: others.map(({ host }) => host),
        ...dataUseOf(bundle !== null && bundle.rancher !== ""),
      },
    });
  }
}

/** But for host keys, which are compared apart, and for where it registers, which the pack says. */
function isAlike(one: Station, other: Station): boolean {
  const plain = ({ rancher: _, hosts, ...rest }: Station) => ({
    ...rest,
    hosts: hosts.map((host) => ({ ...host, hostKey: undefined })),
  });
  return isDeepStrictEqual(plain(one), plain(other));
}

function hostsText({ hosts }: Station): string {
  return hosts.map(({ name, address }) => `${name} (${address})`).join(", ");
}
