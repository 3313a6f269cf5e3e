import type { Answered } from "../../../common/ipc/envelope.ts";
import { askChannel } from "./channels.ts";
import type { AskEvent, BrowserWindow, ElectronApi } from "./electron-api.ts";
import { isOurs } from "./page-protocol.ts";

/** Answers what the window's own page asks, and nobody else: no frame in it, no other address. */
export function answerWindow(
  { ipcMain }: Pick<ElectronApi, "ipcMain">,
  window: () => BrowserWindow | undefined,
  answer: (channel: string, input: unknown) => Promise<Answered<unknown>>,
): void {
  ipcMain.handle(askChannel, (event, channel, input) =>
    typeof channel === "string" && isOurPage(event, window())
      ? answer(channel, input)
      : Promise.resolve({ ok: false, bug: "not asked by our page" }),
  );
}

function isOurPage(
  { sender, senderFrame }: AskEvent,
  window: BrowserWindow | undefined,
): boolean {
  return (
    window !== undefined &&
    !window.isDestroyed() &&
    sender === window.webContents &&
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    isOurs(senderFrame.url)
  );
}
