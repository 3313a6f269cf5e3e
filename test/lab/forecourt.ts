import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { LabBundle } from "./lab-bundle.ts";
import type { Site } from "./site.ts";

const root = new URL("../..", import.meta.url).pathname;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** With --json: the lines of stdout. */
  readonly events: readonly Record<string, unknown>[];
}

/** The program, as a user starts it. */
export function forecourt(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  stdio: "pipe" | "inherit" = "pipe",
): ChildProcess {
  return spawn(process.execPath, [join(root, "main/cli.ts"), ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", stdio, stdio],
  });
}

/** A command on a station of the lab, to its end. */
export function onSite(
  command: string,
  site: Site,
  bundle: LabBundle,
  ...more: readonly string[]
): Promise<Ended> {
  return ended(
    forecourt(siteArguments(command, site, bundle, ...more), {
      FORECOURT_HOME: site.home,
    }),
  );
}

export function siteArguments(
  command: string,
  site: Site,
  bundle: LabBundle,
  ...more: readonly string[]
): string[] {
  return [
    command,
    `--station=${site.station}`,
    `--bundle=${bundle.folder}`,
    `--secrets=${site.secrets}`,
    ...bundle.trustKeys.map((key) => `--trust-key=${key}`),
    ...more,
  ];
}

/** With --json: struck with SIGKILL at the first event that is meant; at none of them, it goes to its end. */
export async function killedAt(
  child: ChildProcess,
  isMeant: (event: Record<string, unknown>) => boolean,
): Promise<Ended> {
  if (child.stdout === null) throw new Error("its output is piped");
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!child.killed && line.startsWith("{") && isMeant(eventIn(line)))
      child.kill("SIGKILL");
  });
  return ended(child);
}

const eventIn = (line: string) => JSON.parse(line) as Record<string, unknown>;

export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout
    ?.setEncoding("utf8")
    .on("data", (text: string) => (stdout += text));
  child.stderr
    ?.setEncoding("utf8")
    .on("data", (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) =>
    child.once("close", resolve),
  );
  const events = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map(eventIn);
  return { code, stdout, stderr, events };
}
