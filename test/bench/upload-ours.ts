// Our side of the upload benchmarks, in a process of its own: signs in, sends
// one file, signs out. What to do comes as JSON on standard input, what it took
// goes as JSON to standard output.
// First, as in the program.
import "../../main/adapters/ssh/young-space.ts";
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { text } from "node:stream/consumers";
import { StationHost } from "../../common/model/station.ts";
import { sourceOf } from "../../main/adapters/bundle/source.ts";
import { connectHost } from "../../main/adapters/ssh/connect.ts";
import type { Incompressible } from "./folder.ts";

export interface UploadOrder {
  readonly address: string;
  readonly port: number;
  readonly keyFile: string;
  readonly hostKey: string;
  /** The local file and what a manifest says of it. */
  readonly path: string;
  readonly file: Incompressible;
  /** Absolute, on the host. */
  readonly target: string;
}

export interface UploadReport {
  /** From before the sign-in to after the sign-out. */
  readonly seconds: number;
  readonly bytesSent: number;
  /** The most memory that the process ever had, in MB of 10^6 bytes. */
  readonly peakMemory: number;
}

/** VmHWM, not maxRSS: that one begins with what the parent had when it forked. */
const peakMemory = (): number => {
  const kib = /^VmHWM:\s+(\d+)/m.exec(
    readFileSync("/proc/self/status", "utf8"),
  );
  return (Number(kib?.[1]) * 1024) / 1e6;
};

const order = JSON.parse(await text(process.stdin)) as UploadOrder;
const host = StationHost.parse({
  name: "benchmark",
  role: "server",
  address: order.address,
  port: order.port,
  hostKey: order.hostKey,
  signIn: { user: "root", password: false, key: order.keyFile },
});
const source = sourceOf(dirname(order.path), {
  ...order.file,
  path: basename(order.path),
  name: "benchmark",
  version: "1",
  arch: "any",
  kind: "file",
});

const start = performance.now();
const remote = await connectHost({
  host,
  keyFiles: [order.keyFile],
  hostKey: { pinned: order.hostKey },
  secrets: { get: () => Promise.resolve(undefined) },
});
const bytesSent = await remote.upload([
  { file: order.file, source, target: order.target, mode: "0644" },
]);
await remote.close();
const report: UploadReport = {
  seconds: (performance.now() - start) / 1000,
  bytesSent,
  peakMemory: peakMemory(),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
