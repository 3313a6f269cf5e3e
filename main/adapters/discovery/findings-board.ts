import {
  compareFound,
  foundId,
  type FoundHost,
} from "../../../common/model/discovery.ts";

type News = Pick<FoundHost, "address" | "port" | "reason"> &
  Partial<Omit<FoundHost, "after">>;

/** What a search has found so far; tells a host again whenever more is known of it. */
export class Board {
  readonly #hosts = new Map<string, FoundHost>();
  readonly #tell: (host: FoundHost) => void;
  readonly #started = performance.now();

  constructor(tell: (host: FoundHost) => void) {
    this.#tell = tell;
  }

  get took(): number {
    return Math.round(performance.now() - this.#started);
  }

  put(news: News): void {
    const id = foundId({ ...news, names: [], after: 0 });
    const before = this.#hosts.get(id);
    const names = new Set([...(before?.names ?? []), ...(news.names ?? [])]);
    const host: FoundHost = {
      ...before,
      ...news,
      names: [...names],
      after: before?.after ?? this.took,
    };
    if (JSON.stringify(host) === JSON.stringify(before)) return;
    this.#hosts.set(id, host);
    this.#tell(host);
  }

  /** Adds to what is told of an address already. */
  add(address: string, more: Pick<News, "mac" | "vendor" | "names">): void {
    for (const host of this.at(address)) this.put({ ...host, ...more });
  }

  at(address: string): FoundHost[] {
    return [...this.#hosts.values()].filter((one) => one.address === address);
  }

  /** The likeliest first. */
  all(): FoundHost[] {
    return [...this.#hosts.values()].toSorted(compareFound);
  }
}
