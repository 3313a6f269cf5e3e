// The wizard as `npm start -- --browser` starts it, for tests and benchmarks.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../main/start.ts", import.meta.url));
const compileCache = fileURLToPath(
  new URL("../../node_modules/.cache/compile", import.meta.url),
);

export interface BrowserShell {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Good once. */
  readonly url: string;
  /** As Ctrl-C does; waits for its end. */
  stop(): Promise<void>;
  /** Without a warning; waits for its end. */
  kill(): Promise<void>;
}

/** Starts it with `home` for its state, and waits until it can be opened. `enter`: where else it is run. */
export async function startBrowserShell(
  home: string,
  env: Readonly<Record<string, string>> = {},
  enter: readonly string[] = [],
): Promise<BrowserShell> {
  const [command = process.execPath, ...before] = [...enter, process.execPath];
  const child = spawn(
    command,
    [...before, program, "--browser", "--no-open", "--json"],
    {
      env: {
        ...process.env,
        // As `npm run` has it.
        NODE_COMPILE_CACHE: compileCache,
        ...env,
        FORECOURT_HOME: home,
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = once(child, "exit");
  const end = async (signal: NodeJS.Signals) => {
    if ((child.exitCode ?? child.signalCode) === null) child.kill(signal);
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url: string };
    return {
      process: child,
      pid: child.pid ?? 0,
      url,
      stop: () => end("SIGTERM"),
      kill: () => end("SIGKILL"),
    };
  }
  throw new Error("the wizard ended before it could be opened");
}
