// Sending one file over SSH: ours against OpenSSH's scp, with the same key, to
// the same sshd, over the same link.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { timed } from "./clean-up.ts";
import {
  benchFolder,
  incompressible,
  mustBe,
  type Incompressible,
} from "./folder.ts";
import { layLink, type LinkQuality } from "./link.ts";
import type { Benchmark, Sides } from "./rows.ts";
import { startSshd, type Sshd } from "./sshd.ts";
import type { UploadOrder, UploadReport } from "./upload-ours.ts";

const MB = 1e6;

/** One file, one sshd, and how to send the one to the other. */
class UploadPlace {
  readonly folder: string;
  readonly #close: (() => Promise<string>)[] = [];
  #sshd: Sshd | undefined;
  #inClient = (command: readonly [string, ...string[]]) => command;

  constructor(bytes: number) {
    this.folder = benchFolder(2 * bytes);
    mkdirSync(join(this.folder, "target"));
  }

  async open(quality: LinkQuality | undefined): Promise<void> {
    if (quality !== undefined) {
      const link = await layLink(this.folder, quality);
      this.#inClient = (command) => link.inClient(command);
      this.#close.push(() => link.close());
      this.#sshd = await startSshd(join(this.folder, "sshd"), {
        name: link.hostSpace,
        address: link.address,
      });
    } else this.#sshd = await startSshd(join(this.folder, "sshd"));
  }

  get sshd(): Sshd {
    if (this.#sshd === undefined) throw new Error("not open yet");
    return this.#sshd;
  }

  async newFile(name: string, size: number): Promise<Incompressible> {
    return await incompressible(join(this.folder, name), size);
  }

  /** A new target each time: nothing is there yet, and nothing remembered of it. */
  async #toNewTarget<T>(
    file: Incompressible,
    send: (target: string) => Promise<T>,
  ): Promise<T> {
    const folder = join(this.folder, "target", String(performance.now()));
    mkdirSync(folder);
    try {
      const sent = await send(join(folder, file.path));
      mustBe(join(folder, file.path), file);
      return sent;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  async ours(file: Incompressible): Promise<UploadReport> {
    return await this.#toNewTarget(file, async (target) => {
      const order: UploadOrder = {
        address: this.sshd.address,
        port: this.sshd.port,
        keyFile: this.sshd.keyFile,
        hostKey: this.sshd.hostKey,
        path: join(this.folder, file.path),
        file,
        target,
      };
      const program = new URL("upload-ours.ts", import.meta.url).pathname;
      const profile = process.env["BENCH_PROFILE"];
      const { stdout } = await timed(
        this.#inClient([
          process.execPath,
          ...(profile === undefined
            ? []
            : ["--cpu-prof", `--cpu-prof-dir=${profile}`]),
          program,
        ]),
        { input: JSON.stringify(order) },
      );
      const report = JSON.parse(stdout) as UploadReport;
      if (report.bytesSent < file.size)
        throw new Error(`only ${report.bytesSent} bytes were sent`);
      return report;
    });
  }

  /** Seconds. */
  async scp(file: Incompressible): Promise<number> {
    return await this.#toNewTarget(file, async (target) => {
      const { seconds } = await timed(
        this.#inClient([
          "scp",
          ...this.sshd.options,
          ...["-P", String(this.sshd.port), join(this.folder, file.path)],
          `root@${this.sshd.address}:${target}`,
        ]),
      );
      return seconds;
    });
  }

  /** What the link says of itself. */
  async close(): Promise<string[]> {
    await this.#sshd?.stop();
    const words = await Promise.all(this.#close.map((close) => close()));
    rmSync(this.folder, { recursive: true, force: true });
    return words.flatMap((said) => said.split("\n"));
  }
}

const speedRow = (
  name: string,
  size: number,
  goal: number,
  quality?: LinkQuality,
): Benchmark => ({
  name,
  unit: "MB/s",
  goal,
  direction: "atLeast",
  against: "scp",
  async prepare(): Promise<Sides> {
    const place = new UploadPlace(size);
    await place.open(quality);
    const file = await place.newFile("file", size);
    return {
      ours: async () => size / MB / (await place.ours(file)).seconds,
      theirs: async () => size / MB / (await place.scp(file)),
      close: () => place.close(),
    };
  },
});

const memorySizes = [500 * MB, 2000 * MB];

const memoryRow: Benchmark = {
  name: "upload.memory",
  unit: "MB",
  goal: 160,
  direction: "atMost",
  against: "nothing",
  async prepare(): Promise<Sides> {
    const place = new UploadPlace(
      memorySizes.reduce((sum, size) => sum + size),
    );
    await place.open(undefined);
    const files: Incompressible[] = [];
    for (const size of memorySizes)
      files.push(await place.newFile(`${size / MB}-MB`, size));
    const remarks: string[] = [];
    return {
      async ours() {
        const peaks: number[] = [];
        for (const file of files)
          peaks.push((await place.ours(file)).peakMemory);
        remarks.push(
          peaks
            .map((peak, at) => `${peak.toFixed(0)} MB for ${files[at]?.path}`)
            .join(", "),
        );
        return Math.max(...peaks);
      },
      close: async () => [...remarks, ...(await place.close())],
    };
  },
};

const slow: LinkQuality = { rate: 20e6, rtt: 50, queue: 100, loss: 0 };

/** The files get smaller with the links, so that a row takes minutes and not hours. */
export const uploadRows: readonly Benchmark[] = [
  speedRow("upload.loopback", 500 * MB, 0.6),
  speedRow("upload.100mbit", 250 * MB, 1, {
    rate: 100e6,
    rtt: 5,
    queue: 50,
    loss: 0,
  }),
  speedRow("upload.20mbit", 60 * MB, 1.1, slow),
  speedRow("upload.20mbit-loss", 20 * MB, 2.5, { ...slow, loss: 0.01 }),
  memoryRow,
];
