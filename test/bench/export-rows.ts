// Exporting a run with a transcript of 1 GB: against one `zip -1` over the same text, and how much memory it
// takes. Ours unpacks, masks, hashes, packs and signs.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages } from "../lab/packages.ts";
import { timed } from "./clean-up.ts";
import type { ExportReport } from "./export-ours.ts";
import { benchFolder } from "./folder.ts";
import { run, writeRun, writeTranscript } from "./large-run.ts";
import type { Benchmark, Sides } from "./rows.ts";

const MB = 1e6;
const bytes = 1000 * MB;
/** As many as a process knows that signed in to two hosts and made a cluster. */
const secrets = [
  "correct horse battery",
  "Tankstelle-0042!",
  "hunter2-hunter2",
  "registry/p@ss word",
  `K10${"ab".repeat(32)}::server:0123456789abcdef0123456789abcdef`,
] as const;

class ExportPlace {
  readonly #home: string;
  readonly #plain: readonly string[];
  #exports = 0;

  private constructor(home: string, plain: readonly string[]) {
    this.#home = home;
    this.#plain = plain;
  }

  static async open(): Promise<ExportPlace> {
    await ensurePackages(["zip", "unzip"]);
    const home = benchFolder(2.5 * bytes);
    const folder = writeRun(home, 2000);
    const plain = join(home, "plain");
    mkdirSync(plain);
    return new ExportPlace(
      home,
      await writeTranscript(folder, plain, bytes, secrets[0]),
    );
  }

  /** Exports it; throws where a secret is in what was saved, or a byte of the rest is not. */
  async ours(): Promise<ExportReport> {
    const out = join(this.#home, `ours-${(this.#exports += 1)}.zip`);
    const program = new URL("export-ours.ts", import.meta.url).pathname;
    const { stdout } = await timed([
      process.execPath,
      ...[program, this.#home, run, out, ...secrets],
    ]);
    if (this.#exports === 1) await this.#mustHaveAll(out);
    rmSync(out);
    return JSON.parse(stdout) as ExportReport;
  }

  async #mustHaveAll(out: string): Promise<void> {
    const whole = join(this.#home, "unzipped");
    await timed(["unzip", "-q", out, "run/transcript-*", "-d", whole]);
    const [host = ""] = (await timed(["ls", join(whole, "run")])).stdout.split(
      "\n",
    );
    let left = readFileSync(join(whole, "run", host));
    rmSync(whole, { recursive: true });
    for (const file of this.#plain) {
      const masked = Buffer.from(
        readFileSync(file, "latin1").replaceAll(secrets[0], "******"),
        "latin1",
      );
      if (!left.subarray(0, masked.length).equals(masked))
        throw new Error(`the exported transcript is another than ${file}`);
      left = left.subarray(masked.length);
    }
    if (left.length > 0) throw new Error("the exported transcript is longer");
  }

  async theirs(): Promise<number> {
    const out = join(this.#home, "theirs.zip");
    const { seconds } = await timed(["zip", "-q", "-1", out, ...this.#plain]);
    rmSync(out);
    return seconds;
  }

  close(): Promise<string[]> {
    rmSync(this.#home, { recursive: true });
    return Promise.resolve(["every byte but the secrets was there"]);
  }
}

export const exportRows: readonly Benchmark[] = [
  {
    name: "export.speed",
    unit: "MB/s",
    goal: 0.5,
    direction: "atLeast",
    against: "zip -1",
    async prepare(): Promise<Sides> {
      const place = await ExportPlace.open();
      return {
        ours: async () => bytes / MB / (await place.ours()).seconds,
        theirs: async () => bytes / MB / (await place.theirs()),
        close: () => place.close(),
      };
    },
  },
  {
    name: "export.memory",
    unit: "MB",
    goal: 150,
    direction: "atMost",
    against: "nothing",
    async prepare(): Promise<Sides> {
      const place = await ExportPlace.open();
      return {
        ours: async () => (await place.ours()).peakMemory,
        close: () => place.close(),
      };
    },
  },
];
