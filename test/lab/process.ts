// Starts the machine's own programs. Arguments go straight to the program,
// never through a shell, so nothing here needs quoting.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RawOutcome {
  code: number;
  stdout: Buffer;
  stderr: string;
}

export interface RunOptions {
  /** Sent to stdin, which is closed afterwards. */
  input?: string | Buffer;
  /** A local file sent to stdin; wins over `input`. */
  inputFile?: string;
  env?: NodeJS.ProcessEnv;
  /** Milliseconds until the program is killed; its code is then 124. */
  timeout?: number;
}

/** Runs a program to its end; code 127 where it does not exist. */
export const runRaw = async (
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RawOutcome> => {
  const child = spawn(program, args, {
    env: options.env ?? process.env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => stdout.push(part));
  child.stderr.on("data", (part: Buffer) => stderr.push(part));
  // A program may end without reading all of its input: its code tells.
  child.stdin.on("error", () => undefined);
  let timedOut = false;
  const timer =
    options.timeout === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          child.kill("SIGKILL");
        }, options.timeout);
  if (options.inputFile === undefined) child.stdin.end(options.input);
  else
    createReadStream(options.inputFile)
      .on("error", (error) => child.stdin.destroy(error))
      .pipe(child.stdin);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return {
      code: timedOut ? 124 : (code ?? 137),
      stdout: Buffer.concat(stdout),
      stderr: Buffer.concat(stderr).toString(),
    };
  } catch (error) {
    return { code: 127, stdout: Buffer.alloc(0), stderr: String(error) };
  } finally {
    clearTimeout(timer);
  }
};

export const run = async (
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> => {
  const outcome = await runRaw(program, args, options);
  return { ...outcome, stdout: outcome.stdout.toString() };
};

/** Like `run`, for programs that must succeed. Throws with what they said last. Returns stdout. */
export const mustRun = async (
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> => {
  const { code, stdout, stderr } = await run(program, args, options);
  if (code !== 0)
    throw new Error(
      `${program} ${args.slice(0, 6).join(" ")} ended with ${code}: ${(stderr || stdout).trim().slice(-2000)}`,
    );
  return stdout;
};
