// What a benchmark sets up on this machine goes again, however the run ends.
import { spawn } from "node:child_process";
import { once } from "node:events";

const tasks = new Set<() => void>();

/**
 * `task` runs when the returned function is called, or when this process ends,
 * the last one first; never twice. It must be synchronous.
 */
export const atEnd = (task: () => void): (() => void) => {
  const once = () => {
    if (tasks.delete(once)) task();
  };
  tasks.add(once);
  return once;
};

process.on("exit", () => {
  for (const task of [...tasks].reverse())
    try {
      task();
    } catch (error) {
      console.error(`clean-up: ${String(error)}`);
    }
});
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)
  process.on(signal, () => process.exit(code));

export interface Timed {
  readonly seconds: number;
  readonly stdout: string;
}

/**
 * Runs a program to its end, killed when this process ends. `seconds` is from
 * before its start to after its end. Throws with what it said where its code is not 0.
 */
export const timed = async (
  [program, ...args]: readonly [string, ...string[]],
  options: { input?: string; env?: NodeJS.ProcessEnv; timeout?: number } = {},
): Promise<Timed> => {
  const start = performance.now();
  const child = spawn(program, args, {
    stdio: ["pipe", "pipe", "pipe"],
    env: options.env ?? process.env,
    // A group of its own: with scp goes its ssh.
    detached: true,
  });
  const gone = atEnd(() => {
    if ((child.exitCode ?? child.signalCode) === null && child.pid)
      process.kill(-child.pid, "SIGKILL");
  });
  const timer = setTimeout(gone, options.timeout ?? 1_800_000);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (part) => (stdout += part));
  child.stderr.setEncoding("utf8").on("data", (part) => (stderr += part));
  child.stdin.on("error", () => undefined).end(options.input);
  try {
    const [code, signal] = (await once(child, "close")) as [
      number | null,
      string | null,
    ];
    const seconds = (performance.now() - start) / 1000;
    if (code !== 0)
      throw new Error(
        `${[program, ...args].slice(0, 8).join(" ")} ended with ${code ?? signal}: ${(stderr || stdout).trim().slice(-2000)}`,
      );
    return { seconds, stdout };
  } finally {
    clearTimeout(timer);
    gone();
  }
};
