import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { failed } from "../../../common/model/failure.ts";

const patience = 60_000;

/** A browser of this machine's that can print without a window. */
function browserHere(): string | undefined {
  const named =
    process.platform === "win32"
      ? [
          process.env["PROGRAMFILES"],
          process.env["PROGRAMFILES(X86)"],
          process.env["LOCALAPPDATA"],
        ]
          .filter((folder) => folder !== undefined)
          .flatMap((folder) => [
            join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
            join(folder, "Google", "Chrome", "Application", "chrome.exe"),
          ])
      : process.platform === "darwin"
        ? [
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
          ]
        : [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "microsoft-edge",
          ].flatMap((name) =>
            (process.env["PATH"] ?? "")
              .split(delimiter)
              .filter((folder) => folder !== "")
              .map((folder) => join(folder, name)),
          );
  return named.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * The page as a PDF. It is our own and loads nothing; the browser gets a profile of its own that is thrown
 * away. Throws `pdf-impossible`.
 */
export async function printPage(
  html: string,
  browser = browserHere(),
): Promise<Buffer> {
  if (browser === undefined)
    throw failed("pdf-impossible", {
      data: { reason: "Chromium, Chrome, Edge: none found" },
    });
  const folder = await mkdtemp(join(tmpdir(), "forecourt-pdf-"));
  try {
    const page = join(folder, "report.html");
    const out = join(folder, "report.pdf");
    await writeFile(page, html, { mode: 0o600 });
    const said = await run(browser, [
      "--headless",
      "--disable-gpu",
      "--no-first-run",
      "--disable-extensions",
      "--disable-background-networking",
      `--user-data-dir=${join(folder, "profile")}`,
      "--no-pdf-header-footer",
      `--print-to-pdf=${out}`,
      // Its sandbox does not work for root, who has no business with other pages than ours.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      pathToFileURL(page).href,
    ]);
    const pdf = await readFile(out).catch(() => Buffer.alloc(0));
    if (pdf.subarray(0, 5).toString() !== "%PDF-")
      throw failed("pdf-impossible", {
        data: {
          reason: said.trim().split("\n").at(-1)?.slice(0, 300) || browser,
        },
      });
    return pdf;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let said = "";
    const child = spawn(program, args, {
      stdio: ["ignore", "ignore", "pipe"],
      timeout: patience,
      killSignal: "SIGKILL",
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4000);
    });
    child.once("error", (error) => resolve(error.message));
    child.once("close", () => resolve(said));
  });
}
