import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { failureOf } from "../../common/model/failure.ts";
import { writeNewFile } from "../../main/adapters/files/new-file.ts";
import { printPage } from "../../main/adapters/pdf/print-page.ts";

const folder = mkdtempSync(join(tmpdir(), "report-saving-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("saving a report", () => {
  it("never replaces a file", async () => {
    const path = join(folder, "r.html");
    await writeNewFile(path, Buffer.from("one"));
    const error: unknown = await writeNewFile(path, Buffer.from("two")).catch(
      (thrown: unknown) => thrown,
    );
    expect(failureOf(error)?.code).toBe("output-exists");
    const gone: unknown = await writeNewFile(
      join(folder, "no", "r.html"),
      Buffer.from("x"),
    ).catch((thrown: unknown) => thrown);
    expect(failureOf(gone)?.code).toBe("output-lost");
  });

  it("as a PDF says where no browser can", async () => {
    const error: unknown = await printPage("<p>x</p>", "/bin/false").catch(
      (thrown: unknown) => thrown,
    );
    expect(failureOf(error)?.code).toBe("pdf-impossible");
  });
});
