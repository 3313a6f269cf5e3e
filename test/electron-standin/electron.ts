import type {
  ElectronApi,
  PrintOptions,
  WindowOptions,
} from "../../main/shell/electron/electron-api.ts";
import { StandinApp } from "./app.ts";
import { startControl } from "./control.ts";
import { StandinMenu } from "./menu.ts";
import { StandinPrintWindow } from "./print-window.ts";
import { records } from "./records.ts";
import { fork } from "./utility.ts";
import { StandinWindow } from "./window.ts";

/** The module `electron` as main sees it; what differs from the real one is in README.md. */
const standin = new StandinApp();
let blockers = 0;

export const app: ElectronApi["app"] = standin;

const ShownWindow = StandinWindow.of(standin);
export const BrowserWindow = function (options: WindowOptions | PrintOptions) {
  return "partition" in options.webPreferences
    ? new StandinPrintWindow(standin, options as PrintOptions)
    : new ShownWindow(options as WindowOptions);
} as unknown as ElectronApi["BrowserWindow"];

export const Menu: ElectronApi["Menu"] = {
  buildFromTemplate: (items) => new StandinMenu(items),
  setApplicationMenu: (menu) => {
    standin.menu = menu as StandinMenu;
  },
};

export const dialog: ElectronApi["dialog"] = {
  showMessageBox: async (_window, { message, buttons, cancelId }) => {
    records.dialogs.push({ message, buttons });
    const response = await standin.nextClick();
    return { response: response ?? cancelId };
  },
  showOpenDialog: async (_window, { title, properties }) => {
    records.choosers.push({ title, properties });
    const path = await standin.nextChoice();
    return { canceled: path === null, filePaths: path === null ? [] : [path] };
  },
  showSaveDialog: async (_window, { title, properties, defaultPath = "" }) => {
    records.choosers.push({ title, properties, defaultPath });
    const path = await standin.nextChoice();
    return { canceled: path === null, filePath: path ?? "" };
  },
};

/** Kept by whoever has this process; `$STANDIN_KEYRING` is the keyring of Linux. */
export const safeStorage: ElectronApi["safeStorage"] = {
  isAsyncEncryptionAvailable: () => Promise.resolve(standin.ready),
  encryptStringAsync: (text) =>
    Promise.resolve(
      Buffer.from(`encrypted:${text}`).map((byte) => byte ^ 0x5a) as Buffer,
    ),
  decryptStringAsync: (bytes) => {
    const text = Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString();
    return text.startsWith("encrypted:")
      ? Promise.resolve({ result: text.slice("encrypted:".length) })
      : Promise.reject(new Error("Error while decrypting the ciphertext"));
  },
  getSelectedStorageBackend: () => {
    standin.needsReady("safeStorage");
    return process.env["STANDIN_KEYRING"] ?? "gnome_libsecret";
  },
};

export const screen: ElectronApi["screen"] = {
  getPrimaryDisplay: () => {
    standin.needsReady("screen");
    const [width = 1280, height = 800] = (
      process.env["STANDIN_SCREEN"] ?? "1920x1080"
    )
      .split("x")
      .map(Number);
    return { workAreaSize: { width, height } };
  },
};

export const ipcMain: ElectronApi["ipcMain"] = {
  handle: (channel, handler) => {
    if (standin.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for ${channel}`);
    standin.handlers.set(channel, handler);
  },
};

export const powerSaveBlocker: ElectronApi["powerSaveBlocker"] = {
  start: () => {
    records.blockers.push((blockers += 1));
    return blockers;
  },
  stop: (id) => {
    records.blockers = records.blockers.filter((one) => one !== id);
  },
};

export const protocol: ElectronApi["protocol"] = {
  registerSchemesAsPrivileged: (schemes) => {
    if (standin.ready)
      throw new Error(
        "protocol.registerSchemesAsPrivileged should be called before app is ready",
      );
    for (const { scheme } of schemes) records.schemes.push(scheme);
  },
  handle: (scheme, handler) => {
    standin.needsReady("protocol.handle");
    standin.protocols.set(scheme, handler);
  },
};

export const session: ElectronApi["session"] = {
  get defaultSession() {
    standin.needsReady("session.defaultSession");
    return standin.session;
  },
  fromPartition: (name) => {
    standin.needsReady("session.fromPartition");
    return standin.fromPartition(name);
  },
};

export const utilityProcess: ElectronApi["utilityProcess"] = {
  fork: (module) => {
    standin.needsReady("utilityProcess.fork");
    return fork(module);
  },
};

startControl(standin);
