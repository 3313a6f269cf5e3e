import type { Api } from "../../common/ipc/faces.ts";

type Terminal = Pick<Api["terminal"], "read" | "onGrown">;
type Grown = Parameters<Terminal["onGrown"]>[0];

/** Behind every end there is: only how much there is is answered. */
const nowhere = Number.MAX_SAFE_INTEGER;

/** What hosts' commands had said at a moment of the recording, as a terminal reads it; the moment may go back. */
export class ReplayOutput implements Terminal {
  readonly #replay: Pick<Api["replay"], "output">;
  readonly #listeners = new Set<Grown>();
  #until = 0;
  #asking = false;
  #hosts: readonly string[] = [];

  constructor(replay: Pick<Api["replay"], "output">) {
    this.#replay = replay;
  }

  readonly read: Terminal["read"] = ({ host, from }) =>
    this.#replay.output({ host, from, until: this.#until });

  readonly onGrown: Terminal["onGrown"] = (listener) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The moment that is shown now, in milliseconds since 1970. */
  show(until: number, hosts: readonly string[]): void {
    this.#until = until;
    this.#hosts = hosts;
    if (!this.#asking) void this.#tell();
  }

  async #tell(): Promise<void> {
    this.#asking = true;
    let told: number;
    do {
      told = this.#until;
      for (const host of this.#hosts) {
        const answer = await this.#replay
          .output({ host, from: nowhere, until: told })
          .catch(() => ({ ok: false as const }));
        if (!answer.ok) continue;
        for (const listener of this.#listeners)
          listener({ host, end: answer.value.end });
      }
    } while (told !== this.#until);
    this.#asking = false;
  }
}
