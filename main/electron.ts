import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { languageOf } from "../common/messages/language.ts";
import { AppMenu } from "./shell/electron/app-menu.ts";
import { answerWindow } from "./shell/electron/answer-window.ts";
import { folderBeside } from "./shell/electron/beside.ts";
import { tellChannel } from "./shell/electron/channels.ts";
import type {
  BrowserWindow,
  ElectronApi,
} from "./shell/electron/electron-api.ts";
import { Engine } from "./shell/electron/engine.ts";
import { guardContents, guardSession } from "./shell/electron/guards.ts";
import {
  declarePageProtocol,
  servePage,
} from "./shell/electron/page-protocol.ts";
import { KeptSecrets } from "./shell/electron/kept-secrets.ts";
import { nativeDialogs } from "./shell/electron/native-dialogs.ts";
import { printInWindow } from "./shell/electron/print-window.ts";
import { RunWatch } from "./shell/electron/run-watch.ts";
import { openWindow } from "./shell/electron/window.ts";
import { words } from "./shell/electron/words.ts";

/** The wizard in a window of its own: composition root of the Electron shell. */
const electron = (await import("electron")) as unknown as ElectronApi;
const { app, dialog, session } = electron;
const root = fileURLToPath(new URL("..", import.meta.url));
const preload = join(root, "dist", "electron", "preload.cjs");

let window: BrowserWindow | undefined;
let menu: AppMenu | undefined;
const dialogs = nativeDialogs(electron, () => window);
const run = new RunWatch(electron);
const kept = new KeptSecrets(electron);
const engine = new Engine({
  electron,
  module: join(root, "main", "shell", "electron", "engine-process.ts"),
  args: app.isPackaged ? [folderBeside(process)] : [],
  tell: (channel, data) => {
    run.told(channel, data);
    kept.told(channel, data);
    menu?.told(channel, data);
    send(channel, data);
  },
  print: (html) => printInWindow(electron, html),
  crashed: () => {
    run.ended();
    send("connection", "lost");
    void offerRestart();
  },
});

const ask = (channel: string, input: unknown) => engine.ask(channel, input);

// All before Electron is ready, for which this module must not wait.
app.enableSandbox();
if (app.requestSingleInstanceLock()) {
  declarePageProtocol(electron);
  guardContents(electron);
  app.on("second-instance", comeForward);
  app.on("window-all-closed", () => app.quit());
  endInOrder();
  void app.whenReady().then(begin);
} else app.quit();

function begin(): void {
  menu = new AppMenu(electron, say(), (choice) => send("menu", choice));
  guardSession(session.defaultSession);
  servePage(electron, pageFolder());
  answerWindow(
    electron,
    () => window,
    (channel, input) =>
      dialogs(channel, input) ??
      kept.answer(channel, input, ask) ??
      ask(channel, input),
  );
  engine.start();
  window = openWindow({ electron, preload, run, say: say() });
  window.once("closed", () => (window = undefined));
}

/** Another page than the built one can be shown while the program is worked on. */
function pageFolder(): string {
  const own = app.isPackaged ? undefined : process.env["FORECOURT_PAGE"];
  return own ?? join(root, "dist", "renderer");
}

function say() {
  return words[languageOf(app.getLocale())];
}

function send(channel: string, data: unknown): void {
  if (window !== undefined && !window.isDestroyed())
    window.webContents.send(tellChannel, channel, data);
}

function comeForward(): void {
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
}

async function offerRestart(): Promise<void> {
  if (window === undefined) return;
  const { engineStopped, nothingLost, restart, close } = say();
  const { response } = await dialog.showMessageBox(window, {
    type: "error",
    message: engineStopped,
    detail: nothingLost,
    buttons: [restart, close],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response !== 0) {
    app.quit();
    return;
  }
  engine.start();
  // Its page asks for the new engine's truth.
  window?.webContents.reload();
}

/** Quitting waits until the engine has left the hosts. */
function endInOrder(): void {
  let ending = false;
  app.on("will-quit", (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    void engine.close().then(() => app.exit(0));
  });
}
