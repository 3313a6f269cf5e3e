import { contract } from "../../../common/ipc/contract.ts";
import type { Answered } from "../../../common/ipc/envelope.ts";
import type { BrowserWindow, ElectronApi } from "./electron-api.ts";

/** Answers what only the window's process can: the system's own dialogs. Undefined for what is the engine's. */
export function nativeDialogs(
  { dialog }: Pick<ElectronApi, "dialog">,
  window: () => BrowserWindow | undefined,
): (channel: string, input: unknown) => Promise<Answered<unknown>> | undefined {
  const choose = async (input: unknown): Promise<Answered<unknown>> => {
    const asked = contract.files.choose.input.safeParse(input);
    const over = window();
    if (!asked.success || over === undefined)
      return { ok: false, bug: "bad request" };
    const { what, title, name } = asked.data;
    if (what === "save") {
      const { canceled, filePath } = await dialog.showSaveDialog(over, {
        title,
        ...(name === undefined ? {} : { defaultPath: name }),
        properties: ["showOverwriteConfirmation", "createDirectory"],
      });
      return { ok: true, value: { path: canceled ? null : filePath } };
    }
    const { canceled, filePaths } = await dialog.showOpenDialog(over, {
      title,
      properties: [what === "folder" ? "openDirectory" : "openFile"],
    });
    return {
      ok: true,
      value: { path: canceled ? null : (filePaths[0] ?? null) },
    };
  };
  return (channel, input) => {
    if (channel === "files.dialogs")
      return Promise.resolve({ ok: true, value: { native: true } });
    return channel === "files.choose" ? choose(input) : undefined;
  };
}
