import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { parentPort } from "node:worker_threads";

/** A stretch of a file's bytes, over one or more parts, and what its sha256 must be. */
export interface HashTask {
  readonly id: number;
  readonly pieces: readonly {
    readonly path: string;
    readonly position: number;
    readonly length: number;
  }[];
  readonly sha256: string;
}

/** `error`: why it could not be read; `piece`: which of the pieces that was. */
export interface HashAnswer {
  readonly id: number;
  readonly same: boolean;
  readonly error?: { readonly code: string; readonly piece: number };
}

// Fits the second-level caches of most laptops, and is large enough for a stick's read-ahead.
const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
let last: { path: string; descriptor: number } | undefined;

function descriptorOf(path: string): number {
  if (last?.path !== path) {
    if (last !== undefined) closeSync(last.descriptor);
    last = undefined;
    last = { path, descriptor: openSync(path, "r") };
  }
  return last.descriptor;
}

function hash(task: HashTask): HashAnswer {
  const sum = createHash("sha256");
  let index = 0;
  try {
    for (const { path, position, length } of task.pieces) {
      const descriptor = descriptorOf(path);
      for (let done = 0; done < length;) {
        const want = Math.min(buffer.length, length - done);
        const got = readSync(descriptor, buffer, 0, want, position + done);
        if (got === 0) return { id: task.id, same: false };
        sum.update(got === buffer.length ? buffer : buffer.subarray(0, got));
        done += got;
      }
      index++;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return { id: task.id, same: false, error: { code, piece: index } };
  }
  return { id: task.id, same: sum.digest("hex") === task.sha256 };
}

parentPort?.on("message", (task: HashTask) => {
  parentPort?.postMessage(hash(task));
});
