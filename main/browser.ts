#!/usr/bin/env node
import "./adapters/ssh/young-space.ts";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { usageExitCode } from "./commands/exit-codes.ts";
import { answerWith, tellerOver } from "./ipc/answer.ts";
import { openPage } from "./shell/browser/open-page.ts";
import { serveBrowser } from "./shell/browser/server.ts";
import { Windows } from "./shell/browser/windows.ts";
import { createWizard, type Wizard } from "./wizard/wizard.ts";

const page = fileURLToPath(new URL("../dist/renderer", import.meta.url));
/** Milliseconds; what hangs longer on the way out is left. */
const patience = 10_000;

/**
 * The wizard in this machine's browser: composition root of the browser shell. Ends with SIGINT or
 * SIGTERM. `--no-open` only prints the link; `--replay FILE` shows an exported run; `--json` prints `{"url":…}` as one line instead of words.
 */
export async function wizardInBrowser(args: readonly string[]): Promise<void> {
  const values = optionsIn(args);
  if (values === undefined) return;
  if (!hasPage())
    throw new Error(`There is no built page in ${page}: use npm start`);

  const windows = new Windows();
  const wizard = await createWizard({
    tell: tellerOver((channel, data) => windows.send(channel, data)),
  });
  if (values.replay !== undefined)
    await wizard.handlers.replay.open({ path: resolve(values.replay) });
  const server = await serveBrowser({
    folder: page,
    windows,
    answer: answerWith(wizard.handlers),
  });
  endOnSignal(wizard, () => server.close());

  const url = server.startUrl();
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ url })}\n`);
  } else {
    process.stdout.write(
      `Forecourt: ${url}\n(the link is good once, for five minutes; Ctrl-C ends the program)\n`,
    );
    offerNewLinks(() => server.startUrl());
  }
  if (values.open && !(await openPage(url)) && !values.json)
    process.stdout.write("No browser to open here: open the link yourself.\n");
}

/** Whether the page was built: it is in packages, and after the first `npm start`. */
export function hasPage(): boolean {
  return existsSync(join(page, "index.html"));
}

/** Undefined for what is no option, which was told. */
function optionsIn(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        open: { type: "boolean", default: true },
        json: { type: "boolean", default: false },
        // An exported run to be shown at once.
        replay: { type: "string" },
        // Said to whoever chose the shell.
        browser: { type: "boolean" },
      },
      allowNegative: true,
    }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = usageExitCode;
    return undefined;
  }
}

/** A browser that was closed has forgotten its cookie, and its link is spent. */
function offerNewLinks(startUrl: () => string): void {
  if (!process.stdin.isTTY) return;
  process.stdout.write("Enter prints a new link.\n");
  createInterface({ input: process.stdin }).on("line", () =>
    process.stdout.write(`${startUrl()}\n`),
  );
}

function endOnSignal(wizard: Wizard, closeServer: () => Promise<void>): void {
  let asked: number | undefined;
  const end = async () => {
    const { run } = await wizard.handlers.wizard.snapshot(null);
    if (run?.state === "running")
      process.stderr.write(
        "A run is going: what runs on the servers goes on to its end. Start Forecourt again to resume.\n",
      );
    await closeServer();
    await wizard.close();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      const now = performance.now();
      // Ctrl-C reaches us twice when npm or a wrapper passes it on: only a later one is meant so.
      if (asked !== undefined) {
        if (now - asked > 500) process.exit(130);
        return;
      }
      asked = now;
      setTimeout(() => process.exit(1), patience).unref();
      end().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${String(error)}\n`);
          process.exit(1);
        },
      );
    });
}

if (import.meta.main) await wizardInBrowser(process.argv.slice(2));
