import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** `npm start -- --browser`, the real one, with a state folder of its own; gives the link it prints. */
export async function startWizard(home: string): Promise<{
  url: string;
  /** As if the power went. */
  kill(): Promise<void>;
}> {
  const child: ChildProcess = spawn(
    process.execPath,
    ["main/start.ts", "--browser", "--no-open", "--json"],
    {
      cwd: root,
      env: { ...process.env, FORECOURT_HOME: home },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  if (child.stdout === null) throw new Error("a pipe was asked for");
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, "line"), ended]);
  const [line] = first as [unknown];
  if (typeof line !== "string") throw new Error("it ended at once");
  return {
    url: (JSON.parse(line) as { url: string }).url,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
