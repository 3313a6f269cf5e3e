import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Redactor } from "../../main/logs/redactor.ts";
import { openTranscripts } from "../../main/logs/transcript.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "transcript-"));
});
afterEach(() => rm(folder, { recursive: true }));

const clock = { now: () => Date.UTC(2026, 10, 23, 17) };
const at = "2026-11-23T17:00:00.000Z";

function open(...secrets: string[]) {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.add(secret);
  const transcripts = openTranscripts(folder, { redactor, clock });
  return {
    write: (
      host: string,
      label: string,
      stream: "out" | "err",
      text: string | Buffer,
    ) => transcripts.write(host, { label, stream, bytes: Buffer.from(text) }),
    close: () => transcripts.close(),
  };
}

const text = (host: string) =>
  readFile(join(folder, `transcript-${host}.log`), "utf8");

describe("transcript", () => {
  it("puts time, command and stream before each line, a file per host", async () => {
    const { write, close } = open();
    write("h1", "facts", "out", "a\n\nb");
    write("h1", "k3s-start apply", "err", "oops\n");
    write("h2", "facts", "out", "c\n");
    write("h1", "facts", "out", "c\nlast");
    await close();
    expect(await text("h1")).toBe(
      [
        `${at} facts out | a`,
        `${at} facts out | `,
        `${at} k3s-start apply err | oops`,
        `${at} facts out | bc`,
        `${at} facts out | last`,
        "",
      ].join("\n"),
    );
    expect(await text("h2")).toBe(`${at} facts out | c\n`);
    const { mode } = await stat(join(folder, "transcript-h1.log"));
    expect(mode & 0o777).toBe(0o600);
  });

  it("masks secrets in streams that mix, byte by byte", async () => {
    const { write, close } = open("s3cret-ü-x");
    const one = Buffer.from("first s3cret-ü-x end\n");
    const two = Buffer.from("other s3cret-ü-x end\n");
    for (let i = 0; i < one.length; i += 1) {
      write("h1", "a", "out", one.subarray(i, i + 1));
      write("h1", "a", "err", two.subarray(i, i + 1));
    }
    await close();
    expect(await text("h1")).toBe(
      `${at} a out | first ****** end\n${at} a err | other ****** end\n`,
    );
  });

  it("tells the last line of a command when it has ended, not when the run has", async () => {
    const redactor = new Redactor();
    const transcripts = openTranscripts(folder, { redactor, clock });
    const chunk = { label: "a", stream: "out" as const };
    transcripts.write("h1", { ...chunk, bytes: Buffer.from("no newline") });
    transcripts.write("h1", {
      ...chunk,
      bytes: new Uint8Array(),
      last: true,
    });
    expect(await text("h1")).toBe(`${at} a out | no newline\n`);
    await transcripts.close();
  });

  it("loses no byte, text or not", async () => {
    const { write, close } = open("something");
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    write("h1", "a", "out", Buffer.concat([bytes, Buffer.from("\n")]));
    await close();
    const file = await readFile(join(folder, "transcript-h1.log"));
    const prefix = Buffer.from(`${at} a out | `);
    expect(file).toEqual(
      Buffer.concat([
        prefix,
        bytes.subarray(0, 11),
        prefix,
        bytes.subarray(11),
        Buffer.from("\n"),
      ]),
    );
  });

  it("tells at the end that it could not write", async () => {
    await rm(folder, { recursive: true });
    const { write, close } = open();
    write("h1", "a", "out", "x\n");
    await expect(close()).rejects.toMatchObject({ code: "ENOENT" });
    folder = await mkdtemp(join(tmpdir(), "transcript-"));
  });
});
