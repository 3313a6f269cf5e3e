/** What a sandboxed preload has of Electron, as far as it is used here. */
declare module "electron" {
  export const contextBridge: {
    exposeInMainWorld(name: string, api: object): void;
  };
  export const ipcRenderer: {
    invoke(channel: string, ...args: unknown[]): Promise<unknown>;
    on(
      channel: string,
      listener: (event: object, ...args: unknown[]) => void,
    ): void;
  };
}
