import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Teller } from "../../common/ipc/faces.ts";
import { Snapshot } from "../../common/ipc/snapshot.ts";
import { failureOf } from "../../common/model/failure.ts";
import { readLines } from "../../main/wizard/read-lines.ts";
import { ReplayedOutput } from "../../main/wizard/replayed-output.ts";
import { WizardReplay } from "../../main/wizard/wizard-replay.ts";
import { WizardState } from "../../main/wizard/wizard-state.ts";

let folder: string;
let told: Snapshot[];
let state: WizardState;
let replay: WizardReplay;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "replay-"));
  told = [];
  state = new WizardState({
    wizard: {
      changed: (snapshot: Snapshot) => told.push(Snapshot.parse(snapshot)),
    },
  } as unknown as Teller);
  replay = new WizardReplay(state);
});
afterEach(() => {
  replay.close();
  rmSync(folder, { recursive: true });
});

async function codeOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return failureOf(error)?.code;
}

/** As the page reads it. */
async function journal(): Promise<Record<string, string>[]> {
  const packed: Buffer[] = [];
  for (let from: number | null = 0; from !== null;) {
    const { bytes, next } = await replay.handlers.journal({ from });
    packed.push(Buffer.from(bytes, "base64"));
    from = next;
  }
  return inflateRawSync(Buffer.concat(packed))
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, string>);
}

describe("the practice run", () => {
  it("is whole, fails, is mended, and ends well", async () => {
    await replay.handlers.practice(null);
    expect(state.now.replay).toMatchObject({ practice: true });
    const events = await journal();
    expect(events).toHaveLength(state.now.replay?.events ?? -1);
    const ends = events
      .filter(({ type }) => type === "run-ended")
      .map(({ outcome }) => outcome);
    expect(ends).toEqual(["failed", "done"]);
    expect(JSON.stringify(told)).not.toMatch(/forecourt-lab(?!el)/);
  });

  it("has what the hosts said by each moment, and less before", async () => {
    await replay.handlers.practice(null);
    const host = state.now.replay?.record?.station.hosts[1]?.name ?? "";
    const times = (await journal()).map(({ time = "" }) => Date.parse(time));
    const ends = await Promise.all(
      times.map(
        async (until) =>
          (await replay.handlers.output({ host, from: 0, until })).end,
      ),
    );
    expect(ends[0]).toBe(0);
    expect(ends.at(-1)).toBeGreaterThan(500);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    const all = await replay.handlers.output({
      host,
      from: 0,
      until: Infinity,
    });
    expect(Buffer.from(all.bytes, "base64").toString()).toContain(
      "docker-programs apply",
    );
    const far = await replay.handlers.output({
      host,
      from: Number.MAX_SAFE_INTEGER,
      until: Infinity,
    });
    expect(far).toMatchObject({ bytes: "", end: all.end });
    const nobody = await replay.handlers.output({
      host: "nobody",
      from: 0,
      until: Infinity,
    });
    expect(nobody).toMatchObject({ bytes: "", end: 0 });
  });

  it("is gone once it is closed", async () => {
    await replay.handlers.practice(null);
    await replay.handlers.close(null);
    expect(state.now.replay).toBeNull();
    expect(
      await codeOf(
        Promise.resolve().then(() => replay.handlers.journal({ from: 0 })),
      ),
    ).toBe("aborted");
  });
});

describe("opening a recording", () => {
  it("of what is none changes nothing", async () => {
    await replay.handlers.practice(null);
    const path = join(folder, "x.zip");
    writeFileSync(path, "no zip");
    expect(await codeOf(replay.handlers.open({ path }))).toBe(
      "archive-invalid",
    );
    expect(state.now.replay).toMatchObject({ practice: true });
  });

  it("is refused while a run is going", async () => {
    state.change({
      run: { run: "r", kind: "install", state: "running", seq: 1 },
    });
    expect(await codeOf(replay.handlers.practice(null))).toBe("run-busy");
  });
});

describe("replayed output", () => {
  it("keeps every byte of work, and leaves questions out", async () => {
    const odd = Buffer.from([0xff, 0x00, 0x1b, 0x5b, 0xe7, 0xab, 0x99]);
    const output = await ReplayedOutput.read(
      pieces(
        Buffer.concat([
          Buffer.from(
            "2026-11-26T14:00:00.000Z facts out | {}\n2026-11-26T14:00:01.000Z x apply out | ",
          ),
          odd,
          Buffer.from(
            "\n2026-11-26T14:00:02.000Z x apply err | a | b\nno line of ours\n",
          ),
        ]),
      ),
    );
    const { bytes } = output.until(Infinity, 0);
    expect(bytes.includes(odd)).toBe(true);
    expect(bytes.toString()).toContain("a | b");
    expect(bytes.toString()).not.toContain("{}");
    expect(bytes.toString()).not.toContain("no line");
    expect(
      output.until(Date.UTC(2026, 10, 26, 14, 0, 1), 0).bytes.toString(),
    ).not.toContain("a | b");
  });
});

describe("reading a file before it leaves", () => {
  const text = Array.from(
    { length: 1000 },
    (_, at) => `line ${at} ${at === 777 ? "Needle 站" : ""}`,
  ).join("\n");

  it("gives its lines in parts, with their numbers", async () => {
    const numbers: number[] = [];
    for (let from: number | null = 0; from !== null;) {
      const { lines, next } = await readLines(
        pieces(Buffer.from(text)),
        from,
        "",
      );
      numbers.push(...lines.map(({ number }) => number));
      from = next;
    }
    expect(numbers).toEqual(Array.from({ length: 1000 }, (_, at) => at));
  });

  it("finds what is searched, small or large", async () => {
    const { lines, next } = await readLines(
      pieces(Buffer.from(text)),
      0,
      "nEEDLE 站",
    );
    expect(lines.map(({ number }) => number)).toEqual([777]);
    expect(next).toBeNull();
    expect(
      (await readLines(pieces(Buffer.from(text)), 0, "nowhere")).lines,
    ).toEqual([]);
    expect((await readLines(pieces(Buffer.from("")), 0, "")).lines).toEqual([]);
  });
});

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 7) {
    await Promise.resolve();
    yield bytes.subarray(at, at + 7);
  }
}
