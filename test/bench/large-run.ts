// A run's folder as the program leaves it, only much larger than any real one.
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { NewRunEvent, RunEvent } from "../../common/model/events.ts";
import type { Plan } from "../../common/model/plan.ts";

export const station = "s-large";
export const run = "20261126-140000-ab12";
export const hosts = ["s-large-server", "s-large-till"] as const;

const began = Date.UTC(2026, 10, 26, 14);
/** As rotating-file.ts puts them aside. */
const pieceSize = 16 * 1024 * 1024;

const words = [
  `level=info msg="Starting containerd image service"`,
  `Extracting /var/lib/forecourt/bundle/images/k3s-airgap-images-amd64.tar.zst`,
  `level=warning msg="Unable to watch for tunnel endpoints" error="connection refused"`,
  `I1126 14:00:03.118 shared_informer.go:318] Caches are synced for node config`,
  `unpacking docker.io/rancher/mirrored-coredns-coredns:1.12.3 (sha256:`,
  `+ install -m 0755 /var/lib/forecourt/bundle/k3s /usr/local/bin/k3s`,
];

/** What a chatty host says: as a log, with numbers that differ from line to line. */
export function* transcriptLines(
  bytes: number,
  secret: string,
): Generator<string> {
  // Always the same numbers, so that every run of the benchmark has the same work.
  let seed = 1;
  const next = () => (seed = (seed * 48271) % 0x7fffffff);
  for (let sent = 0, line = 0; sent < bytes; line += 1) {
    const time = new Date(began + line).toISOString();
    const said =
      line % 5000 === 0
        ? `sudo asked; answered ${secret}`
        : `${words[line % words.length]} ${next().toString(16)} ${line}`;
    const text = `${time} k3s-start apply out | ${said}\n`;
    sent += text.length;
    yield text;
  }
}

/** Writes the server's transcript twice: in `folder`, put aside and compressed, and plain into `plain`. */
export async function writeTranscript(
  folder: string,
  plain: string,
  bytes: number,
  secret: string,
): Promise<string[]> {
  const files: string[] = [];
  let piece: string[] = [];
  let size = 0;
  const put = async () => {
    const number = files.length + 1;
    const text = piece.join("");
    const file = join(plain, `transcript.${number}.log`);
    writeFileSync(file, text);
    files.push(file);
    await pipeline(
      Readable.from([Buffer.from(text)]),
      createGzip({ level: 6 }),
      createWriteStream(
        join(folder, `transcript-${hosts[0]}.${number}.log.gz`),
      ),
    );
    piece = [];
    size = 0;
  };
  for (const line of transcriptLines(bytes, secret)) {
    piece.push(line);
    size += line.length;
    if (size >= pieceSize) await put();
  }
  if (size > 0) await put();
  return files;
}

const steps = [
  "host-kernel",
  "docker-upload",
  "docker-programs",
  "k3s-upload",
  "k3s-install",
  "k3s-start",
] as const;

const plan: Plan = {
  station,
  bundle: {
    name: "large",
    sequence: 1,
    digest: "d".repeat(64),
    k3s: "v1.36.0+k3s1",
    docker: "29.0.0",
  },
  steps: hosts.flatMap((host) =>
    steps.map((name, at) => ({
      id: `${host}/${name}`,
      name,
      host,
      after: at === 0 ? [] : [`${host}/${steps[at - 1]}`],
      bytes: 500_000_000,
      seconds: 60,
      changes: [],
    })),
  ),
};

/** A run of so many events, most of them progress, that fails in its middle and is then resumed to its end. */
export function eventsOf(count: number): RunEvent[] {
  const events: RunEvent[] = [];
  const add = (event: NewRunEvent) =>
    events.push({
      seq: events.length + 1,
      // Two in a second, as uploads tell of themselves.
      time: new Date(began + events.length * 500).toISOString(),
      ...event,
    });
  const owner = "tech@laptop";
  const ids = plan.steps.map(({ id }) => id);
  // Both tries' start and end, and of each step its own.
  const fixed = 4 + 2 * ids.length + 2;
  const progress = Math.floor((count - fixed) / (ids.length + 1));
  const step = (id: string, fails: boolean) => {
    add({ type: "step-started", step: id });
    for (let at = 0; at < progress; at += 1)
      add({
        type: "step-progress",
        step: id,
        phase: "send",
        bytes: Math.round((500_000_000 * at) / progress),
        totalBytes: 500_000_000,
        line: `sent ${at}`,
      });
    add({
      type: "step-ended",
      step: id,
      outcome: fails ? "failed" : "done",
      bytes: 500_000_000,
      took: progress * 500,
      ...(fails
        ? {
            failure: {
              code: "job-failed",
              data: { step: id },
              retry: true,
            } as const,
          }
        : {}),
    });
  };
  add({
    type: "run-started",
    version: 1,
    run,
    kind: "install",
    app: "0.1.0",
    owner,
    plan,
  });
  const middle = ids.length / 2;
  ids.forEach((id, at) => {
    if (at === middle) {
      step(id, true);
      add({ type: "run-ended", outcome: "failed", skipped: 0, bytes: 0 });
      add({ type: "run-resumed", app: "0.1.0", owner, plan });
    }
    step(id, false);
  });
  while (events.length < count - 1)
    add({
      type: "step-progress",
      step: ids.at(-1) ?? "",
      phase: "wait",
      bytes: 0,
      totalBytes: 0,
    });
  add({ type: "run-ended", outcome: "done", skipped: 0, bytes: 0 });
  return events;
}

/** Writes the journal into the run's folder below `home`; gives that folder. */
export function writeRun(home: string, events: number): string {
  const folder = join(home, "runs", station, run);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(
    join(folder, "journal.ndjson"),
    eventsOf(events)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(""),
    { mode: 0o600 },
  );
  return folder;
}
