import { z } from "zod";
import type { Handlers, Teller } from "../../common/ipc/faces.ts";
import type { DiscoveryEvent } from "../../common/model/discovery.ts";
import { failureOf } from "../../common/model/failure.ts";
import { discovery } from "../adapters/discovery/search.ts";
import { changeHostKey } from "../station/host-key-change.ts";
import { knownHosts, rememberCards } from "../station/known-hosts.ts";

/** Finding hosts, and what is done about a host that shows another key. One search at a time. */
export class WizardSearch {
  readonly #folder: string;
  readonly #tell: Teller;
  /** The station that is open. */
  readonly #stationFile: () => string | undefined;
  /** Another key is pinned: what was signed in to with the old one is left. */
  readonly #onKeyChanged: (stationFile: string) => Promise<unknown>;
  #stop = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    folder: string,
    tell: Teller,
    stationFile: () => string | undefined,
    onKeyChanged: (stationFile: string) => Promise<unknown>,
  ) {
    this.#folder = folder;
    this.#tell = tell;
    this.#stationFile = stationFile;
    this.#onKeyChanged = onKeyChanged;
  }

  get handlers(): Omit<Handlers["discovery"], "replaceHostKey"> {
    return {
      networks: () => Promise.resolve().then(() => discovery.networks()),
      start: async (how) => {
        await this.stop();
        await this.#start(how);
        return null;
      },
      stop: async () => {
        await this.stop();
        return null;
      },
    };
  }

  /** Pins another key for a host that was set up anew, and leaves what was signed in to with the old one. */
  async replaceHostKey({
    host,
    was,
    becomes,
  }: {
    host: string;
    was: string;
    becomes: string;
  }): Promise<void> {
    const file = this.#station();
    await changeHostKey(this.#folder, file, host, { was, becomes });
    await this.#onKeyChanged(file);
  }

  /** Ends when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  #station(): string {
    return z.string().parse(this.#stationFile());
  }

  /** Resolves once it has started: what keeps it from that is the answer, everything later an event. */
  async #start(how: {
    ranges: string[] | null;
    ports: number[];
    confirmed: boolean;
  }): Promise<void> {
    const { signal } = (this.#stop = new AbortController());
    const known = await knownHosts(this.#folder, this.#stationFile());
    await new Promise<void>((resolve, reject) => {
      const onEvent = (event: DiscoveryEvent) => {
        this.#tell.discovery.event(event);
        resolve();
      };
      this.#running = discovery
        .search({
          ...(how.ranges === null ? {} : { ranges: how.ranges }),
          ports: how.ports,
          confirmed: how.confirmed,
          known,
          signal,
          onEvent,
        })
        .then((found) => rememberCards(this.#folder, found))
        .catch((error: unknown) => {
          reject(error instanceof Error ? error : new Error(String(error)));
          // After the start it stands in the search's last event.
          if (failureOf(error) === undefined) throw error;
        });
    });
  }
}
