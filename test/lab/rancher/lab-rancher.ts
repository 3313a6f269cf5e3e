import { caChecksum as caChecksumOf } from "../../rancher-standin/ca-checksum.ts";
import {
  startRancher,
  type RancherStandin,
} from "../../rancher-standin/standin.ts";
import type { LabHost } from "../lab.ts";
import { labRancher } from "../lab-bundle.ts";
import { givenRancher, pemOf, type GivenRancher } from "./given.ts";
import { Line } from "./line.ts";
import { forgetMade, leftBehind, noteMade } from "./made.ts";
import { RancherRecords, shownByRancher } from "./records.ts";

/** Where a station finds it: for a station file, or the template of many. */
export interface StationRancherPart {
  readonly url: string;
  readonly address?: string;
  readonly ca?: string;
  readonly caChecksum?: string;
}

/**
 * The central Rancher of a test: a stand-in of its own, or the reader's (docs/real-rancher.md). What tests do with
 * it is the same for both: the lab's hosts reach it over a line that can be cut, what is in it is asked over its API,
 * and what was made there is taken away at the end. Only `standin` tells them apart.
 */
export class LabRancher {
  readonly url: string;
  /** Of an account with `user-base` and `clusters-create`. */
  readonly token: string;
  /** The same account with a password; undefined where the reader gave none. */
  readonly user: { readonly name: string; readonly password: string } | undefined; // prettier-ignore
  /** sha256 of its `cacerts`; "" for one that is publicly trusted. */
  readonly caChecksum: string;
  readonly version: string;
  /** Whether this computer believes it without being told a CA or a checksum. */
  readonly publiclyTrusted: boolean;
  readonly station: StationRancherPart;
  readonly records: RancherRecords;
  readonly #standin: RancherStandin | undefined;
  readonly #line: Line | undefined;
  readonly #names = new Set<string>();

  private constructor(
    parts: Pick<
      LabRancher,
      "url" | "token" | "user" | "caChecksum" | "version" | "publiclyTrusted" | "station" | "records" // prettier-ignore
    >,
    line: Line | undefined,
    standin?: RancherStandin,
  ) {
    this.url = parts.url;
    this.token = parts.token;
    this.user = parts.user;
    this.caChecksum = parts.caChecksum;
    this.version = parts.version;
    this.publiclyTrusted = parts.publiclyTrusted;
    this.station = parts.station;
    this.records = parts.records;
    this.#line = line;
    this.#standin = standin;
  }

  /** `bridge`: the lab's address, where its hosts are to find it; without, nobody but this computer does. */
  static async open(bridge?: string): Promise<LabRancher> {
    const given = givenRancher();
    if (given === undefined) return LabRancher.#standingIn(bridge);
    const opened = await LabRancher.#given(given, bridge);
    await opened.#takeAwayLeftBehind();
    return opened;
  }

  static async #standingIn(bridge: string | undefined): Promise<LabRancher> {
    const version = `v${labRancher}`;
    // The line's port is part of its URL, so the line is there first.
    let behind = 0;
    const line = await Line.lay(
      () => ({ host: "127.0.0.1", port: behind }),
      bridge ?? "127.0.0.1",
    );
    const url = `https://${bridge ?? "127.0.0.1"}:${line.port}`;
    const standin = await startRancher({
      version,
      serverUrl: url,
      certificateFor: ["127.0.0.1", ...(bridge === undefined ? [] : [bridge])],
    });
    behind = Number(new URL(standin.url).port);
    const { token, caChecksum, technician } = standin;
    const door = {
      host: "127.0.0.1",
      port: behind,
      ca: standin.caCerts,
      token,
    };
    return new LabRancher(
      {
        url,
        token,
        user: { name: technician.name, password: technician.password },
        caChecksum,
        version,
        publiclyTrusted: false,
        station: { url, caChecksum },
        records: new RancherRecords(door),
      },
      line,
      standin,
    );
  }

  /** The lab's hosts have no way out: what they send to its name comes to `bridge`, and from there to it. */
  static async #given(
    given: GivenRancher,
    bridge: string | undefined,
  ): Promise<LabRancher> {
    const { url, token, user, ca, caChecksum } = given;
    const host = url.hostname;
    const port = Number(url.port || 443);
    const shown = await shownByRancher(host, port);
    const checksum = caChecksumOf(shown.caCerts);
    if (caChecksum !== undefined && caChecksum !== checksum)
      throw new Error(
        `FORECOURT_RANCHER_CA_CHECKSUM is ${caChecksum}, and ${url.origin} shows ${checksum || "no cacerts"}`,
      );
    const pem = caChecksum === undefined ? pemOf(given) : shown.caCerts;
    const line =
      bridge === undefined
        ? undefined
        : await Line.lay(() => ({ host, port }), bridge, port);
    return new LabRancher(
      {
        url: url.origin,
        token,
        user,
        caChecksum: checksum,
        version: shown.version,
        publiclyTrusted: pem === undefined,
        station: {
          url: url.origin,
          ...(bridge !== undefined && { address: bridge }),
          ...(ca !== undefined && { ca }),
          ...(caChecksum !== undefined && { caChecksum }),
        },
        records: new RancherRecords({ host, port, ca: pem, token }),
      },
      line,
    );
  }

  /** What only a stand-in can do; see `itWithStandin`. */
  get standin(): RancherStandin {
    if (this.#standin === undefined)
      throw new Error("this is a Rancher of the reader's own");
    return this.#standin;
  }

  /** Options of commands that ask for it without a station. */
  get options(): string[] {
    const { ca, caChecksum } = this.station;
    return [
      `--url=${this.url}`,
      ...(ca === undefined ? [] : [`--ca=${ca}`]),
      ...(caChecksum === undefined ? [] : [`--ca-checksum=${caChecksum}`]),
    ];
  }

  /** A name for a cluster that no other run has; what is made under it is taken away at the end. */
  async newName(beginning: string): Promise<string> {
    const name = `${beginning}-${Date.now().toString(36)}`;
    const [taken] = await this.records.named(name);
    if (taken !== undefined)
      throw new Error(`Rancher has ${name} already: ${taken.id}`);
    this.#names.add(name);
    if (this.#standin === undefined) noteMade(this.url, name);
    return name;
  }

  /** The station's uplink is gone, and comes back. This computer's own way to a reader's Rancher stays. */
  async cut(): Promise<void> {
    await this.#hostsLine().cut();
  }

  async mend(): Promise<void> {
    await this.#hostsLine().mend();
  }

  /** Where hosts connect. */
  get near(): { readonly address: string; readonly port: number } {
    const { url, address = new URL(url).hostname } = this.station;
    return { address, port: this.#hostsLine().port };
  }

  /** One host's way there is refused by its own firewall, or let again; nobody else's is. */
  async refuseFrom(host: LabHost, refused: boolean): Promise<void> {
    const { address, port } = this.near;
    const { code, stderr } = await host.exec(
      `iptables -${refused ? "I" : "D"} OUTPUT -d ${address} -p tcp --dport ${port} -j REJECT`,
    );
    if (code !== 0) throw new Error(stderr);
  }

  /** Takes away what was made under its names, and nothing else; throws where Rancher keeps any of it. */
  async close(): Promise<void> {
    try {
      if (this.#standin === undefined) await this.#takeAway([...this.#names]);
      await this.records.close();
    } finally {
      await this.#line?.cut();
      await this.#standin?.close();
    }
  }

  async #takeAway(names: readonly string[]): Promise<void> {
    const ids: string[] = [];
    for (const name of names)
      for (const { id } of await this.records.named(name)) ids.push(id);
    await this.records.delete(ids);
    for (const name of names) forgetMade(this.url, name);
  }

  async #takeAwayLeftBehind(): Promise<void> {
    const names = leftBehind(this.url);
    if (names.length === 0) return;
    process.stderr.write(
      `taken away of a run that was killed: ${names.join(", ")}\n`,
    );
    await this.#takeAway(names);
  }

  #hostsLine(): Line {
    if (this.#line === undefined) throw new Error("no hosts have a line to it");
    return this.#line;
  }
}
