import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExportManifest, Signature } from "../../../common/model/export.ts";
import type { NewRunEvent } from "../../../common/model/events.ts";
import { failed } from "../../../common/model/failure.ts";
import {
  isSigned,
  openLaptopKey,
} from "../../../main/adapters/files/laptop-key.ts";
import { RunStore } from "../../../main/adapters/files/run-store.ts";
import { openJournal } from "../../../main/logs/journal.ts";
import { writeRecord } from "../../../main/logs/record.ts";
import { Redactor } from "../../../main/logs/redactor.ts";
import { openTranscripts } from "../../../main/logs/transcript.ts";
import {
  gatherExport,
  type ReachHost,
} from "../../../main/station/gather-export.ts";
import { saveExport } from "../../../main/station/save-export.ts";
import { aPlan, aRecord, run, station } from "../run-samples.ts";
import { unzipped } from "../../unzipped.ts";

let state: string;
let folder: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "gather-"));
  folder = join(state, "runs", station, run);
  mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(state, { recursive: true }));

const clock = { now: () => Date.UTC(2026, 10, 26, 14) };
/** What the run knew; the exporting process knows other secrets. */
const none = new Redactor();

async function journal(...events: NewRunEvent[]) {
  const made = await openJournal(folder, { redactor: none, clock });
  for (const event of events) await made.append(event);
  await made.close();
}

const started: NewRunEvent = {
  type: "run-started",
  version: 1,
  run,
  kind: "install",
  app: "0.1.0",
  owner: "tech@laptop",
  plan: aPlan,
};
const wrong: NewRunEvent = {
  type: "step-ended",
  step: "h1/docker-config",
  outcome: "failed",
  bytes: 0,
  took: 10,
  failure: {
    code: "job-failed",
    host: "h1",
    data: { step: "docker-config" },
    lastLines: ["login with hunter2-hunter2 failed"],
    retry: false,
  },
};
const ended: NewRunEvent = {
  type: "run-ended",
  outcome: "failed",
  skipped: 0,
  bytes: 0,
};

async function exported(redactor = new Redactor(), reach?: ReachHost) {
  const found = await new RunStore(state, clock).find("latest");
  const gathered = await gatherExport({
    run: found,
    redactor,
    language: "en",
    state,
    signal: new AbortController().signal,
    ...(reach === undefined ? {} : { reach }),
  });
  const out = join(state, "out.zip");
  try {
    await saveExport(gathered, out, openLaptopKey(state), {
      signal: new AbortController().signal,
    });
  } finally {
    await gathered.close();
  }
  const files = await unzipped(out);
  return {
    files,
    text: (path: string) => files.get(path)?.toString() ?? "",
    manifest: ExportManifest.parse(
      JSON.parse(files.get("export.json")?.toString() ?? ""),
    ),
  };
}

describe("an export", () => {
  it("tells a failed run from its first step to its last line, masked with what this process knows", async () => {
    await journal(
      started,
      { type: "step-started", step: "h1/docker-config" },
      wrong,
      ended,
    );
    writeRecord(
      folder,
      { ...aRecord, folder: "/home/tech/secret-place" },
      none,
    );
    const transcripts = openTranscripts(folder, { redactor: none, clock });
    transcripts.write("h1", {
      label: "docker-config apply",
      stream: "out",
      bytes: Buffer.from("hunter2-hunter2\n"),
    });
    await transcripts.close();
    const redactor = new Redactor();
    redactor.add("hunter2-hunter2");
    const { files, text, manifest } = await exported(redactor);
    expect(text("account.txt")).toContain("login with ****** failed");
    expect(text("account.txt")).toContain("[job-failed]");
    expect(text("run/transcript-h1.log")).toContain("out | ******");
    expect(text("run/run.json")).not.toContain("secret-place");
    for (const [path, bytes] of files)
      expect(bytes.includes("hunter2"), path).toBe(false);
    expect(manifest).toMatchObject({ run, station, outcome: "failed" });
    expect(manifest.files.map(({ path }) => path)).toEqual(
      [...files.keys()].filter((path) => !path.startsWith("export.")),
    );
    expect(text("README.txt")).toContain("nobody is signed in");
    expect(readdirSync(join(state, "exports"))).toEqual([]);
  });

  it("is signed by this laptop", async () => {
    await journal(started, ended);
    const { files } = await exported();
    const bytes = files.get("export.json") ?? Buffer.alloc(0);
    const signature = Signature.parse(
      JSON.parse(files.get("export.sig")?.toString() ?? ""),
    );
    expect(signature.key).toBe(openLaptopKey(state).key);
    expect(isSigned(bytes, signature)).toBe(true);
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    expect(isSigned(bytes, signature)).toBe(false);
  });

  it("of a run that was killed leaves the torn line out", async () => {
    await journal(started);
    appendFileSync(join(folder, "journal.ndjson"), '{"seq":2,"time":"20');
    const { text, manifest } = await exported();
    expect(text("run/journal.ndjson").split("\n")).toHaveLength(2);
    expect(manifest.outcome).toBe("open");
    expect(text("README.txt")).toContain("without an end");
  });

  it("of a damaged journal brings what is there", async () => {
    await journal(started, ended);
    const path = join(folder, "journal.ndjson");
    appendFileSync(path, "no event\n");
    const { text } = await exported();
    expect(text("run/journal.ndjson")).toContain("no event\n");
  });

  it("is whole where one host does not answer, and says so", async () => {
    await journal(started, ended);
    writeRecord(folder, aRecord, none);
    const { text, manifest } = await exported(new Redactor(), (host) =>
      Promise.reject(
        failed("host-unreachable", {
          host: host.name,
          data: { address: "10.0.0.1", port: 22 },
        }),
      ),
    );
    expect(manifest.missing).toMatchObject([
      { host: "h1", what: "logs", failure: { code: "host-unreachable" } },
    ]);
    expect(text("README.txt")).toContain("[host-unreachable]");
  });

  it("puts a transcript together that was put aside in pieces, also a damaged one", async () => {
    await journal(started, ended);
    const transcripts = openTranscripts(folder, {
      redactor: none,
      clock,
      rotateAt: 2000,
    });
    for (let line = 0; line < 300; line += 1) {
      transcripts.write("h1", {
        label: "x apply",
        stream: "out",
        bytes: Buffer.from(`line ${line}\n`),
      });
    }
    await transcripts.close();
    const names = readdirSync(folder).filter((name) =>
      name.startsWith("transcript"),
    );
    expect(names).toContain("transcript-h1.1.log.gz");
    expect(names.length).toBeGreaterThan(3);
    const { text } = await exported();
    expect(
      text("run/transcript-h1.log")
        .split("\n")
        .map((line) => line.split("| ")[1])
        .filter((line) => line !== undefined),
    ).toEqual(Array.from({ length: 300 }, (_, line) => `line ${line}`));
    rmSync(join(state, "out.zip"));
    writeFileSync(join(folder, "transcript-h1.2.log.gz"), "no gzip");
    const damaged = await exported();
    expect(damaged.text("run/transcript-h1.log")).toContain("line 299");
    expect(damaged.text("run/transcript-h1.log")).toContain(
      "transcript-h1.2.log.gz:",
    );
  });
});
