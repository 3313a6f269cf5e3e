/** What this program uses of Electron, and nothing else: the stand-in of the tests knows what it has to be. */
export interface ElectronApi {
  readonly app: App;
  readonly BrowserWindow: new (
    options: WindowOptions | PrintOptions,
  ) => BrowserWindow;
  readonly Menu: {
    buildFromTemplate(items: MenuItem[]): Menu;
    setApplicationMenu(menu: Menu): void;
  };
  readonly dialog: {
    showMessageBox(
      window: BrowserWindow,
      options: MessageBox,
    ): Promise<{ response: number }>;
    showOpenDialog(
      window: BrowserWindow,
      options: {
        title: string;
        properties: ("openDirectory" | "openFile" | "createDirectory")[];
      },
    ): Promise<{ canceled: boolean; filePaths: string[] }>;
    showSaveDialog(
      window: BrowserWindow,
      options: {
        title: string;
        defaultPath?: string;
        properties: ("showOverwriteConfirmation" | "createDirectory")[];
      },
    ): Promise<{ canceled: boolean; filePath: string }>;
  };
  readonly ipcMain: {
    handle(
      channel: string,
      handler: (event: AskEvent, ...args: unknown[]) => Promise<unknown>,
    ): void;
  };
  readonly powerSaveBlocker: {
    start(type: "prevent-app-suspension"): number;
    stop(id: number): void;
  };
  readonly protocol: {
    registerSchemesAsPrivileged(
      schemes: readonly {
        scheme: string;
        privileges: { standard?: boolean; secure?: boolean };
      }[],
    ): void;
    handle(
      scheme: string,
      handler: (request: Request) => Promise<Response>,
    ): void;
  };
  readonly safeStorage: {
    isAsyncEncryptionAvailable(): Promise<boolean>;
    encryptStringAsync(text: string): Promise<Buffer>;
    decryptStringAsync(bytes: Buffer): Promise<{ result: string }>;
    /** On Linux only. */
    getSelectedStorageBackend(): string;
  };
  readonly screen: {
    getPrimaryDisplay(): {
      /** Without the system's bars; in points. */
      readonly workAreaSize: {
        readonly width: number;
        readonly height: number;
      };
    };
  };
  readonly session: {
    readonly defaultSession: Session;
    /** Of its own, in memory. */
    fromPartition(partition: string): Pick<Session, "webRequest">;
  };
  readonly utilityProcess: {
    fork(
      modulePath: string,
      args: readonly string[],
      options: {
        serviceName: string;
        stdio: "inherit";
      },
    ): UtilityProcess;
  };
}

export type MenuItem =
  | { readonly role: "appMenu" | "editMenu" | "windowMenu" | "quit" }
  | { readonly type: "separator" }
  | { readonly label: string; readonly submenu: MenuItem[] }
  | {
      readonly id: string;
      readonly label: string;
      readonly accelerator: string;
      readonly enabled: boolean;
      readonly click: () => void;
    };

export interface Menu {
  getMenuItemById(id: string): { enabled: boolean } | null;
}

export interface Stoppable {
  preventDefault(): void;
}

export interface App {
  readonly isPackaged: boolean;
  enableSandbox(): void;
  requestSingleInstanceLock(): boolean;
  whenReady(): Promise<void>;
  getLocale(): string;
  getPath(name: "userData"): string;
  quit(): void;
  exit(code: number): void;
  on(
    event: "second-instance" | "window-all-closed",
    listener: () => void,
  ): void;
  on(event: "will-quit", listener: (event: Stoppable) => void): void;
  on(
    event: "web-contents-created",
    listener: (event: object, contents: WebContents) => void,
  ): void;
}

export interface WindowOptions {
  title: string;
  width: number;
  height: number;
  minWidth: number;
  minHeight: number;
  show: boolean;
  autoHideMenuBar: true;
  webPreferences: {
    preload: string;
    sandbox: true;
    contextIsolation: true;
    nodeIntegration: false;
    webviewTag: false;
    spellcheck: false;
    devTools: boolean;
  };
}

/** A window that is never shown. */
export interface PrintOptions {
  show: false;
  webPreferences: {
    partition: string;
    javascript: false;
    sandbox: true;
    contextIsolation: true;
    nodeIntegration: false;
    webviewTag: false;
  };
}

export interface BrowserWindow {
  readonly webContents: WebContents;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  isMinimized(): boolean;
  close(): void;
  destroy(): void;
  isDestroyed(): boolean;
  once(event: "ready-to-show" | "closed", listener: () => void): void;
  on(event: "close", listener: (event: Stoppable) => void): void;
}

export interface Frame {
  readonly url: string;
}

export interface WebContents {
  readonly mainFrame: Frame;
  send(channel: string, ...args: unknown[]): void;
  reload(): void;
  printToPDF(options: {
    preferCSSPageSize: true;
    printBackground: true;
  }): Promise<Uint8Array>;
  setWindowOpenHandler(handler: () => { action: "deny" }): void;
  on(
    event: "will-navigate" | "will-redirect",
    listener: (event: Stoppable, url: string) => void,
  ): void;
  on(event: "will-attach-webview", listener: (event: Stoppable) => void): void;
  on(
    event: "render-process-gone",
    listener: (event: object, details: { reason: string }) => void,
  ): void;
}

export interface AskEvent {
  readonly sender: WebContents;
  /** Null once the frame is gone. */
  readonly senderFrame: Frame | null;
}

export interface MessageBox {
  type: "question" | "error";
  message: string;
  detail: string;
  buttons: string[];
  defaultId: number;
  cancelId: number;
  noLink: true;
}

export interface Session {
  setPermissionRequestHandler(
    handler: (
      contents: WebContents | null,
      permission: string,
      callback: (granted: boolean) => void,
    ) => void,
  ): void;
  setPermissionCheckHandler(
    handler: (contents: WebContents | null, permission: string) => boolean,
  ): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  readonly webRequest: {
    onBeforeRequest(
      listener: (
        details: { url: string },
        callback: (response: { cancel: boolean }) => void,
      ) => void,
    ): void;
  };
}

export interface UtilityProcess {
  postMessage(message: unknown): void;
  kill(): boolean;
  on(event: "message", listener: (message: unknown) => void): void;
  on(event: "exit", listener: (code: number) => void): void;
}
