import type { BrowserWindow, ElectronApi } from "./electron-api.ts";
import { pageUrl } from "./page-protocol.ts";
import type { RunWatch } from "./run-watch.ts";
import type { Words } from "./words.ts";

/** Milliseconds; a page that crashes again within them is not loaded again. */
const crashLoop = 10_000;

/** Opens the wizard's window; `preload` is a built file. */
export function openWindow({
  electron,
  preload,
  run,
  say,
}: {
  electron: Pick<ElectronApi, "app" | "BrowserWindow" | "dialog" | "screen">;
  preload: string;
  run: RunWatch;
  say: Words;
}): BrowserWindow {
  // On a small laptop it fills the screen, and does not reach beyond it.
  const { width, height } = electron.screen.getPrimaryDisplay().workAreaSize;
  const window = new electron.BrowserWindow({
    title: "Forecourt",
    width: Math.min(1280, width),
    height: Math.min(800, height),
    minWidth: Math.min(800, width),
    minHeight: Math.min(520, height),
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !electron.app.isPackaged,
    },
  });
  window.once("ready-to-show", () => window.show());
  askBeforeClosing(window, electron.dialog, run, say);
  reloadAfterCrash(window);
  void window.loadURL(pageUrl);
  return window;
}

/** Closing is safe during a run, but who closes by mistake should know what he does. */
function askBeforeClosing(
  window: BrowserWindow,
  dialog: ElectronApi["dialog"],
  run: RunWatch,
  say: Words,
): void {
  let asking = false;
  let sure = false;
  const ask = async () => {
    asking = true;
    const { response } = await dialog.showMessageBox(window, {
      type: "question",
      message: say.closeQuestion,
      detail: say.closeIsSafe,
      buttons: [say.stay, say.close],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    asking = false;
    sure = response === 1;
    if (sure && !window.isDestroyed()) window.close();
  };
  window.on("close", (event) => {
    if (!run.going || sure) return;
    event.preventDefault();
    if (!asking) void ask();
  });
}

function reloadAfterCrash(window: BrowserWindow): void {
  let last = -Infinity;
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    const now = performance.now();
    const again = now - last > crashLoop;
    last = now;
    if (reason !== "clean-exit" && again && !window.isDestroyed())
      window.webContents.reload();
  });
}
