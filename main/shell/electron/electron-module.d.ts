/** Electron itself, whose package is only there where its binary is. */
declare module "electron" {
  import type { ElectronApi as Api } from "./electron-api.ts";
  export const app: Api["app"];
  export const BrowserWindow: Api["BrowserWindow"];
  export const Menu: Api["Menu"];
  export const dialog: Api["dialog"];
  export const ipcMain: Api["ipcMain"];
  export const powerSaveBlocker: Api["powerSaveBlocker"];
  export const protocol: Api["protocol"];
  export const safeStorage: Api["safeStorage"];
  export const screen: Api["screen"];
  export const session: Api["session"];
  export const utilityProcess: Api["utilityProcess"];
}
