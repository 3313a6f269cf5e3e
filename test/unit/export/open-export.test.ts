import { createHash, randomBytes } from "node:crypto";
import {
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { failureOf, type Failure } from "../../../common/model/failure.ts";
import {
  fingerprintOf,
  openLaptopKey,
} from "../../../main/adapters/files/laptop-key.ts";
import { openExport } from "../../../main/logs/export/open-export.ts";
import { aPlan, aRecord, run, station } from "../run-samples.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "open-export-"));
  path = join(folder, "run.zip");
});
afterEach(() => rmSync(folder, { recursive: true }));

const journal = [
  {
    seq: 1,
    time: "2026-11-26T14:00:00.000Z",
    type: "run-started",
    version: 1,
    run,
    kind: "install",
    app: "0.1.0",
    owner: "o",
    plan: aPlan,
  },
  {
    seq: 2,
    time: "2026-11-26T14:00:01.000Z",
    type: "run-ended",
    outcome: "done",
    skipped: 0,
    bytes: 0,
  },
]
  .map((event) => `${JSON.stringify(event)}\n`)
  .join("");

const good: Record<string, string> = {
  "run/journal.ndjson": journal,
  "run/run.json": JSON.stringify(aRecord),
  "run/transcript-h1.log": "2026-11-26T14:00:00.500Z x apply out | hello\n",
};

interface Tampering {
  files?: Record<string, string>;
  /** Changed after the manifest was made. */
  after?: (files: Record<string, string>) => void;
  manifest?: Record<string, unknown>;
  unsigned?: boolean;
  signature?: string;
}

/** Makes an export, and whatever is wrong with it. */
async function made({
  files = good,
  after,
  manifest = {},
  unsigned = false,
  signature,
}: Tampering = {}) {
  const key = openLaptopKey(folder);
  const all = { ...files };
  const text = JSON.stringify({
    format: "forecourt-export/1",
    app: "0.1.0",
    created: "2026-11-26T14:10:00.000Z",
    run,
    station,
    outcome: "done",
    missing: [],
    files: Object.entries(files).map(([name, content]) => ({
      path: name,
      size: Buffer.byteLength(content),
      sha256: createHash("sha256").update(content).digest("hex"),
    })),
    ...manifest,
  });
  after?.(all);
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(all))
    zip.addBuffer(Buffer.from(content), name);
  zip.addBuffer(Buffer.from(text), "export.json");
  if (!unsigned)
    zip.addBuffer(
      Buffer.from(signature ?? JSON.stringify(key.sign(Buffer.from(text)))),
      "export.sig",
    );
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return key;
}

async function refusal(): Promise<Pick<Failure, "code" | "data">> {
  try {
    (await openExport(path)).close();
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return { code: failure.code, data: failure.data };
  }
  throw new Error("it was opened");
}

describe("an exported run", () => {
  it("is read whole, and tells who signed it", async () => {
    const key = await made();
    const opened = await openExport(path);
    expect(opened.signer).toBe(fingerprintOf(key.key));
    expect(opened.events.map(({ type }) => type)).toEqual([
      "run-started",
      "run-ended",
    ]);
    expect(opened.record?.station.id).toBe(station);
    expect(opened.hosts).toEqual(["h1"]);
    let text = "";
    for await (const bytes of await opened.transcript("h1"))
      text += Buffer.from(bytes).toString();
    expect(text).toContain("hello");
    expect(await buffer(await opened.transcript("h2"))).toHaveLength(0);
    opened.close();
  });

  it("with an altered file is refused", async () => {
    await made({
      after: (files) =>
        (files["run/journal.ndjson"] = journal.replace("done", "donE")),
    });
    expect(await refusal()).toMatchObject({
      code: "archive-altered",
      data: { entry: "run/journal.ndjson" },
    });
  });

  it("with a file more, or one less, is refused", async () => {
    await made({ after: (files) => (files["more.txt"] = "x") });
    expect(await refusal()).toMatchObject({
      code: "archive-altered",
      data: { entry: "more.txt" },
    });
    await made({ after: (files) => delete files["run/run.json"] });
    expect(await refusal()).toMatchObject({
      code: "archive-altered",
      data: { entry: "run/run.json" },
    });
  });

  it("without a signature, with another's, or with none that is one, is refused", async () => {
    await made({ unsigned: true });
    expect(await refusal()).toMatchObject({ code: "archive-unsigned" });
    const { key } = openLaptopKey(folder);
    await made({
      signature: JSON.stringify({
        key,
        signature: randomBytes(64).toString("base64"),
      }),
    });
    expect(await refusal()).toMatchObject({
      code: "archive-altered",
      data: { entry: "export.json" },
    });
    await made({ signature: JSON.stringify({ key: "no key", signature: "" }) });
    expect(await refusal()).toMatchObject({ code: "archive-altered" });
    await made({ signature: "{" });
    expect(await refusal()).toMatchObject({ code: "archive-invalid" });
  });

  it("of a newer version says so", async () => {
    await made({
      manifest: { format: "forecourt-export/2", files: "otherwise" },
    });
    expect(await refusal()).toMatchObject({
      code: "archive-newer",
      data: { format: "forecourt-export/2" },
    });
    await made({
      files: {
        ...good,
        "run/journal.ndjson": journal.replace('"version":1', '"version":2'),
      },
    });
    expect(await refusal()).toMatchObject({
      code: "archive-newer",
      data: { format: "journal/2" },
    });
  });

  it.each<[string, Tampering]>([
    ["another format", { manifest: { format: "else/1" } }],
    ["no schema", { manifest: { files: [{ path: 1 }] } }],
    [
      "a journal of something else",
      { files: { ...good, "run/journal.ndjson": "hello\n" } },
    ],
    [
      "a damaged journal",
      {
        files: {
          ...good,
          "run/journal.ndjson": journal.replace('"seq":1', '"seq":9'),
        },
      },
    ],
    ["no journal", { files: { "run/run.json": "{}" } }],
    [
      "a record of something else",
      { files: { ...good, "run/run.json": "[]" } },
    ],
  ])("with %s is refused", async (_, tampering) => {
    await made(tampering);
    expect(await refusal()).toMatchObject({ code: "archive-invalid" });
  });

  it.each(["../../etc/cron.d/x", "/etc/passwd", "a/../../b", "C:/x"])(
    "that names %s is refused",
    async (name) => {
      // Of the same length, so that only the name changes.
      const stand = "z".repeat(name.length);
      await made({ files: { ...good, [stand]: "x" } });
      const bytes = readFileSync(path);
      for (
        let at = bytes.indexOf(stand);
        at !== -1;
        at = bytes.indexOf(stand, at + 1)
      )
        bytes.write(name, at, "latin1");
      writeFileSync(path, bytes);
      expect(await refusal()).toMatchObject({
        code: "archive-unsafe",
        data: { entry: name },
      });
    },
  );

  it("that unpacks to more than anybody has is refused by its directory alone", async () => {
    await made();
    const bytes = readFileSync(path);
    // The uncompressed sizes of the central directory.
    for (
      let at = bytes.indexOf("PK\x01\x02");
      at !== -1;
      at = bytes.indexOf("PK\x01\x02", at + 1)
    )
      bytes.writeUInt32LE(0xf0000000, at + 24);
    writeFileSync(path, bytes);
    expect(await refusal()).toMatchObject({ code: "archive-too-large" });
  });

  it("that unpacks to more than its directory says is refused while it is read", async () => {
    const files = { ...good, "hosts/h1/k3s.log": "0".repeat(3_000_000) };
    await made({ files });
    const bytes = readFileSync(path);
    const at = bytes.indexOf(
      "PK\x01\x02",
      bytes.lastIndexOf("hosts/h1/k3s.log") - 60,
    );
    bytes.writeUInt32LE(1000, at + 24);
    writeFileSync(path, bytes);
    expect(["archive-too-large", "archive-altered"]).toContain(
      (await refusal()).code,
    );
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ["cut", (bytes) => bytes.subarray(0, bytes.length / 2)],
    ["empty", () => Buffer.alloc(0)],
    ["no zip", () => randomBytes(5000)],
    ["a text", () => Buffer.from("PK but no")],
  ])("that is %s is refused", async (_, change) => {
    await made();
    writeFileSync(path, change(readFileSync(path)));
    expect(await refusal()).toMatchObject({ code: "archive-invalid" });
  });

  it("with any one byte changed is either the same or refused, and never a bug", async () => {
    await made();
    const bytes = readFileSync(path);
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x41;
      writeFileSync(path, changed);
      try {
        const opened = await openExport(path);
        expect(opened.events).toHaveLength(2);
        opened.close();
      } catch (error) {
        expect(failureOf(error)?.code, `byte ${at}: ${String(error)}`).toMatch(
          /^archive-/,
        );
      }
    }
  });

  it("that is not there is told as a file", async () => {
    expect(await refusal()).toMatchObject({ code: "file-unreadable" });
  });
});
