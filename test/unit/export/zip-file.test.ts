import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failureOf } from "../../../common/model/failure.ts";
import { writeZip, type Part } from "../../../main/logs/export/zip-file.ts";
import { unzipped } from "../../unzipped.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zip-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const signal = new AbortController().signal;

function part(path: string, ...pieces: (string | Error)[]): Part {
  return {
    path,
    size: pieces.join("").length,
    async *open() {
      for (const piece of pieces) {
        await Promise.resolve();
        if (piece instanceof Error) throw piece;
        yield Buffer.from(piece);
      }
    },
  };
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return failureOf(error)?.code ?? (error as Error | undefined)?.message;
}

describe("writing a zip", () => {
  it("has the parts, their digests, and what is made of them at the end", async () => {
    const out = join(folder, "out.zip");
    await writeZip(
      out,
      [
        part("a.txt", "one ", "two"),
        part("b/c.txt", ""),
        part("站/ü.txt", "x"),
      ],
      (written) => [{ path: "last.json", text: JSON.stringify(written) }],
      { signal },
    );
    const files = await unzipped(out);
    expect([...files.keys()]).toEqual([
      "a.txt",
      "b/c.txt",
      "站/ü.txt",
      "last.json",
    ]);
    expect(files.get("a.txt")?.toString()).toBe("one two");
    const sha256 = createHash("sha256").update("one two").digest("hex");
    expect(JSON.parse(files.get("last.json")?.toString() ?? "")).toContainEqual(
      {
        path: "a.txt",
        size: 7,
        sha256,
      },
    );
    expect(readdirSync(folder)).toEqual(["out.zip"]);
  });

  it("leaves nothing where a part cannot be read, and says why", async () => {
    const out = join(folder, "out.zip");
    const big = "x".repeat(3_000_000);
    expect(
      await codeOf(
        writeZip(
          out,
          [part("a", big), part("b", big, new Error("torn out"))],
          () => [],
          { signal },
        ),
      ),
    ).toBe("torn out");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves nothing where it is stopped", async () => {
    const stop = new AbortController();
    const endless: Part = {
      path: "endless",
      size: 0,
      async *open() {
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          yield Buffer.alloc(65536, Math.random().toString());
        }
      },
    };
    let bytes = 0;
    const code = codeOf(
      writeZip(join(folder, "out.zip"), [endless], () => [], {
        signal: stop.signal,
        onBytes: (more) => {
          bytes += more;
          if (bytes > 2_000_000) stop.abort();
        },
      }),
    );
    expect(await code).toBe("aborted");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("never replaces a file", async () => {
    const out = join(folder, "out.zip");
    writeFileSync(out, "mine");
    expect(
      await codeOf(writeZip(out, [part("a", "b")], () => [], { signal })),
    ).toBe("output-exists");
    expect(readFileSync(out, "utf8")).toBe("mine");
  });

  it("refuses at once what surely does not fit", async () => {
    const huge: Part = { ...part("a", "b"), size: 1e18 };
    expect(
      await codeOf(
        writeZip(join(folder, "out.zip"), [huge], () => [], { signal }),
      ),
    ).toBe("output-too-small");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("a folder that is gone, as a stick that was pulled out, is told", async () => {
    const out = join(folder, "gone", "out.zip");
    expect(
      await codeOf(writeZip(out, [part("a", "b")], () => [], { signal })),
    ).toBe("output-lost");
    expect(existsSync(out)).toBe(false);
  });
});
