import { RunEvent } from "../../common/model/events.ts";
import { answerFailure } from "../../common/model/script-failure.ts";
import { staleSeconds } from "../engine/hold.ts";
import { assignments } from "../../common/model/shell.ts";
import type { RunStore } from "../adapters/files/run-store.ts";
import type { RemoteHost } from "../ports/remote-host.ts";
import type { RemoteScripts } from "../ports/scripts.ts";
import { serverWork } from "../steps/remote-work.ts";
import type { OpenStation } from "./open-station.ts";

/** At its end a run waits so long for hosts that do not answer. */
const mostWait = 10_000;

/**
 * A copy of the journal on each host, without progress. It never keeps the run waiting and never makes
 * it fail: the laptop's own journal is the one that counts.
 */
export class HostJournals {
  readonly #copies: readonly HostCopy[];

  constructor(
    hosts: readonly { readonly remote: RemoteHost }[],
    scripts: RemoteScripts,
    run: string,
  ) {
    this.#copies = hosts.map(
      ({ remote }) => new HostCopy(remote, scripts, run),
    );
  }

  take(event: RunEvent): void {
    if (event.type === "step-progress") return;
    for (const copy of this.#copies) copy.take(`${JSON.stringify(event)}\n`);
  }

  /** Waits until the hosts have all of it, but not for long. */
  async flush(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, mostWait);
    });
    await Promise.race([
      Promise.all(this.#copies.map((copy) => copy.idle())),
      enough,
    ]);
    clearTimeout(timer);
  }
}

class HostCopy {
  readonly #remote: RemoteHost;
  readonly #scripts: RemoteScripts;
  readonly #run: string;
  #waiting: string[] = [];
  #sending: Promise<void> | undefined;

  constructor(remote: RemoteHost, scripts: RemoteScripts, run: string) {
    this.#remote = remote;
    this.#scripts = scripts;
    this.#run = run;
  }

  take(line: string): void {
    this.#waiting.push(line);
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
  }

  async idle(): Promise<void> {
    while (this.#sending !== undefined) await this.#sending;
  }

  async #send(): Promise<void> {
    while (this.#waiting.length > 0) {
      const lines = this.#waiting;
      this.#waiting = [];
      await this.#remote
        .ask({
          label: "journal append",
          script: script(this.#scripts, "append", this.#run),
          input: lines.join(""),
        })
        .catch(() => undefined);
    }
  }
}

/**
 * Takes over what the server remembers of its last run, where this laptop knows less of it.
 * Throws `host-busy` while somebody is at it.
 */
export async function adoptFromHosts(
  { work }: Pick<OpenStation, "work">,
  runs: RunStore,
): Promise<void> {
  const { id } = work.station;
  const found = await lastRunOn(serverWork(work).remote, work.scripts);
  const [first] = found?.events ?? [];
  if (
    found !== undefined &&
    first?.type === "run-started" &&
    first.plan.station === id
  )
    await runs.adopt(id, found.run, found.events);
}

/** The last run on a host, as its copy tells it: numbered anew, as progress is not in it. Throws `host-busy`. */
export async function lastRunOn(
  remote: RemoteHost,
  scripts: RemoteScripts,
): Promise<{ run: string; events: RunEvent[] } | undefined> {
  const label = "journal read";
  const answer = await remote.ask({
    label,
    script: script(scripts, "read", ""),
    // It would be a journal in a transcript.
    secret: true,
  });
  if (answer.code !== 0) throw answerFailure(remote.name, label, answer);
  const [run = "", ...lines] = answer.stdout.split("\n");
  const events = eventsIn(lines);
  const [first] = events;
  return first?.type === "run-started" && first.run === run
    ? { run, events }
    : undefined;
}

/**
 * Lines may be there twice; what is torn or no event ends it. Their numbers do not count: each laptop
 * that goes on with the run has its own.
 */
function eventsIn(lines: readonly string[]): RunEvent[] {
  const events: RunEvent[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    if (line === "" || seen.has(line)) continue;
    const event = parsed(line);
    if (event === undefined) break;
    seen.add(line);
    events.push({ ...event, seq: events.length + 1 });
  }
  return events;
}

function parsed(line: string): RunEvent | undefined {
  try {
    return RunEvent.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function script(scripts: RemoteScripts, verb: string, run: string): string {
  return [
    scripts("lib.sh"),
    assignments({ VERB: verb, RUN: run, STALE: String(staleSeconds) }),
    scripts("journal.sh"),
  ].join("\n");
}
