import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { failed } from "../../../common/model/failure.ts";
import type { HashAnswer, HashTask } from "./hash-worker.ts";

/**
 * Hashes the stretches on up to four threads and gives each answer as it comes; `onAnswer` throws to
 * stop. Rejects with `aborted` when the signal fires.
 */
export async function hashAll(
  tasks: readonly HashTask[],
  onAnswer: (answer: HashAnswer) => void,
  signal?: AbortSignal,
): Promise<void> {
  const count = Math.min(availableParallelism(), 4, tasks.length);
  const workers: Worker[] = [];
  let next = 0;
  let open = tasks.length;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => reject(failed("aborted"));
  signal?.addEventListener("abort", stop);
  try {
    if (signal?.aborted === true) stop();
    else if (open === 0) resolve();
    for (let index = 0; index < count; index++) {
      const worker = new Worker(new URL("./hash-worker.ts", import.meta.url));
      workers.push(worker);
      const give = () => {
        const task = tasks[next++];
        if (task !== undefined) worker.postMessage(task);
      };
      worker.on("message", (answer: HashAnswer) => {
        try {
          onAnswer(answer);
          give();
          if (--open === 0) resolve();
        } catch (error) {
          reject(error);
        }
      });
      worker.on("error", reject);
      // One task in hand and one waiting: no pause between them.
      give();
      give();
    }
    await promise;
  } finally {
    signal?.removeEventListener("abort", stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
