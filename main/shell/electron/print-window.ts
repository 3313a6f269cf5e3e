import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ElectronApi } from "./electron-api.ts";

/** In memory only; the wizard's own session does not even let files be loaded. */
const partition = "report";

/**
 * Prints a page of ours as a PDF in a window that nobody sees: without scripts, without a preload, and with
 * nothing loaded but the page itself. Rejects where Electron cannot.
 */
export async function printInWindow(
  { BrowserWindow, session }: Pick<ElectronApi, "BrowserWindow" | "session">,
  html: string,
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "forecourt-pdf-"));
  try {
    const file = join(folder, "report.html");
    await writeFile(file, html, { mode: 0o600 });
    const page = pathToFileURL(file).href;
    session
      .fromPartition(partition)
      .webRequest.onBeforeRequest(({ url }, callback) =>
        callback({ cancel: url !== page }),
      );
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        partition,
        javascript: false,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
      },
    });
    try {
      await window.loadURL(page);
      return await window.webContents.printToPDF({
        preferCSSPageSize: true,
        printBackground: true,
      });
    } finally {
      window.destroy();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
