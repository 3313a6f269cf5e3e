import type { Language } from "../../common/messages/language.ts";
import { failureText, word } from "../../common/messages/sentence.ts";
import {
  compareFound,
  foundId,
  type DiscoveryEvent,
  type FoundHost,
} from "../../common/model/discovery.ts";
import type { Station } from "../../common/model/station.ts";
import { harmless, isLively, LiveLines, type Screen } from "./paint.ts";
import { table } from "./table.ts";

const paintEvery = 100;

/** The station's hosts that a search from the laptop does not see, a line for each. */
export function behindLines(
  { hosts }: Pick<Station, "hosts">,
  language: Language,
): string[] {
  return hosts.flatMap(({ name, jump }) =>
    jump === undefined
      ? []
      : [word("discover.behind", language, { host: name, jump })],
  );
}

/** A search for a person: on a terminal what was found so far, the likeliest first; else once at the end. */
export class DiscoverView {
  readonly #screen: Screen;
  readonly #language: Language;
  readonly #live: LiveLines | undefined;
  readonly #hosts = new Map<string, FoundHost>();
  #searched = "";
  #timer: NodeJS.Timeout | undefined;

  constructor(screen: Screen, language: Language) {
    this.#screen = screen;
    this.#language = language;
    if (isLively(screen)) this.#live = new LiveLines(screen);
  }

  show(event: DiscoveryEvent): void {
    const language = this.#language;
    if (event.type === "search-started")
      this.#screen.write(
        `${word("discover.searching", language, { ranges: event.ranges.join(", ") || "…" })}\n`,
      );
    else if (event.type === "found")
      this.#hosts.set(foundId(event.host), event.host);
    else if (event.type === "searched")
      this.#searched = word("discover.searched", language, event);
    else if (event.outcome !== "failed") this.#conclude(event);
    if (event.type !== "search-ended") this.#paintSoon();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #paintSoon(): void {
    if (this.#live === undefined) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#live?.paint([], [...this.#lines(), this.#searched]);
    }, paintEvery);
  }

  #conclude(end: Extract<DiscoveryEvent, { type: "search-ended" }>): void {
    this.end();
    const language = this.#language;
    const lines = [
      ...(this.#hosts.size === 0
        ? [word("discover.none", language)]
        : this.#lines(true)),
      ...end.ways.flatMap(({ where, problem }) =>
        problem === undefined
          ? []
          : [
              word("discover.untried", language, {
                where,
                problem: harmless(problem),
              }),
            ],
      ),
      word("discover.done", language, { hosts: end.hosts, took: end.took }),
    ];
    this.#live?.paint([], []);
    this.#screen.write(`${lines.join("\n")}\n`);
  }

  #lines(withAdvice = false): string[] {
    const language = this.#language;
    const found = [...this.#hosts.values()].toSorted(compareFound);
    if (found.length === 0) return [];
    const heading = [
      "address",
      "found",
      "card",
      "key",
    ] as const satisfies readonly string[];
    const rows = table([
      heading.map((name) => word(`column.${name}`, language)),
      ...found.map((host) => [
        host.port === 22 ? host.address : `${host.address} : ${host.port}`,
        foundText(host, language),
        [host.vendor, host.mac].filter((part) => part !== undefined).join(" "),
        host.key?.fingerprint ?? "",
      ]),
    ])
      .trimEnd()
      .split("\n");
    if (!withAdvice) return rows;
    return rows.flatMap((row, index) => {
      const host = found[index - 1];
      if (host?.failure === undefined || host.reason !== "no-ssh") return [row];
      const { what } = failureText(
        {
          code: host.failure,
          host: host.address,
          data: { address: host.address, port: host.port },
        },
        language,
      );
      return [row, `  ${what}`];
    });
  }
}

/** Why it is in the list, with what it calls itself. */
function foundText(host: FoundHost, language: Language): string {
  const { known, names, banner } = host;
  const text = word(`found.${host.reason}`, language, {
    host: known?.host,
    station: known?.station,
    was: known?.address,
  });
  const software = banner?.replace(/^SSH-[\d.]+-/, "");
  const more = [...names, ...(software === undefined ? [] : [software])];
  return more.length === 0 ? text : `${text} (${harmless(more.join(", "))})`;
}
