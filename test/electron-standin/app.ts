import { EventEmitter } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
} from "playwright-core";
import type {
  App,
  ElectronApi,
  Session,
  WebContents,
} from "../../main/shell/electron/electron-api.ts";
import type { StandinMenu } from "./menu.ts";
import { records } from "./records.ts";

type Handler = Parameters<ElectronApi["ipcMain"]["handle"]>[1];
type BeforeRequest = Parameters<Session["webRequest"]["onBeforeRequest"]>[0];
type PermissionRequest = Parameters<Session["setPermissionRequestHandler"]>[0];
type PermissionCheck = Parameters<Session["setPermissionCheckHandler"]>[0];

const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Electron's `app`, and what the other parts of the stand-in share. */
export class StandinApp extends EventEmitter implements App {
  readonly isPackaged = false;
  readonly handlers = new Map<string, Handler>();
  readonly protocols = new Map<
    string,
    (request: Request) => Promise<Response>
  >();
  readonly windows = new Set<{ close(): void }>();
  ready = false;
  beforeRequest: BeforeRequest | undefined;
  menu: StandinMenu | undefined;
  /** What pages of sessions of their own may load. */
  readonly partitions = new Map<string, BeforeRequest>();
  permissionRequest: PermissionRequest | undefined;
  permissionCheck: PermissionCheck | undefined;
  #browser: Browser | undefined;
  #context: BrowserContext | undefined;
  #lock: string | undefined;
  #clicks: ((button: number) => void)[] = [];
  #choices: ((path: string | null) => void)[] = [];
  #quitting = false;
  readonly #whenReady: Promise<void>;

  constructor() {
    super();
    // As Electron: after the main module was evaluated, so what has to come before can.
    this.#whenReady = new Promise((resolve) => setTimeout(resolve, 50)).then(
      async () => {
        if (this.#quitting) return new Promise(() => undefined);
        this.#browser = await chromium.launch({
          executablePath: "/usr/bin/chromium",
          headless: true,
          args: chromiumFlags,
          handleSIGINT: false,
          handleSIGTERM: false,
          handleSIGHUP: false,
        });
        this.#context = await this.#browser.newContext();
        this.ready = true;
        return undefined;
      },
    );
  }

  readonly session: Session = {
    setPermissionRequestHandler: (handler) => {
      this.permissionRequest = handler;
    },
    setPermissionCheckHandler: (handler) => {
      this.permissionCheck = handler;
    },
    setDevicePermissionHandler: () => undefined,
    webRequest: {
      onBeforeRequest: (listener) => {
        this.beforeRequest = listener;
      },
    },
  };

  fromPartition(name: string): Pick<Session, "webRequest"> {
    return {
      webRequest: {
        onBeforeRequest: (listener) => void this.partitions.set(name, listener),
      },
    };
  }

  newContext(options: BrowserContextOptions): Promise<BrowserContext> {
    if (this.#browser === undefined) throw new Error("the app is not ready");
    return this.#browser.newContext(options);
  }

  get context(): BrowserContext {
    if (this.#context === undefined) throw new Error("the app is not ready");
    return this.#context;
  }

  needsReady(what: string): void {
    if (!this.ready) throw new Error(`${what} cannot be used before ready`);
  }

  enableSandbox(): void {
    if (this.ready) throw new Error("app.enableSandbox() comes before ready");
    records.sandbox = true;
  }

  /** A file with our process id, and a signal to whoever was first. */
  requestSingleInstanceLock(): boolean {
    const folder = process.env["STANDIN_USER_DATA"] ?? "";
    if (folder === "") throw new Error("STANDIN_USER_DATA is not set");
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "SingletonLock");
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
    } catch {
      process.kill(Number(readFileSync(file, "utf8")), "SIGUSR2");
      return false;
    }
    this.#lock = file;
    process.on("SIGUSR2", () => this.emit("second-instance"));
    return true;
  }

  whenReady(): Promise<void> {
    return this.#whenReady;
  }

  getLocale(): string {
    return process.env["STANDIN_LOCALE"] ?? "en-US";
  }

  getPath(_name: "userData"): string {
    return process.env["STANDIN_USER_DATA"] ?? "";
  }

  /** Closes the windows, each of which may refuse, and then leaves. */
  quit(): void {
    this.#quitting = true;
    for (const window of this.windows) window.close();
    if (this.windows.size > 0) {
      this.#quitting = false;
      return;
    }
    let refused = false;
    this.emit("will-quit", { preventDefault: () => (refused = true) });
    if (!refused) this.exit(0);
  }

  exit(code: number): void {
    if (this.#lock !== undefined) rmSync(this.#lock, { force: true });
    void (this.#browser?.close() ?? Promise.resolve()).finally(() =>
      process.exit(code),
    );
  }

  windowGone(window: { close(): void }): void {
    this.windows.delete(window);
    if (this.windows.size === 0 && !this.#quitting)
      this.emit("window-all-closed");
  }

  created(contents: WebContents): void {
    this.emit("web-contents-created", {}, contents);
  }

  nextClick(): Promise<number> {
    return new Promise((resolve) => this.#clicks.push(resolve));
  }

  nextChoice(): Promise<string | null> {
    return new Promise((resolve) => this.#choices.push(resolve));
  }

  /** Somebody chooses this path in the system's dialog, or null: cancels it. */
  choose(path: string | null): void {
    const resolve = this.#choices.shift();
    if (resolve === undefined) throw new Error("no dialog is open");
    resolve(path);
  }

  /** Somebody clicks this button of the dialog that is open. */
  click(button: number): void {
    const resolve = this.#clicks.shift();
    if (resolve === undefined) throw new Error("no dialog is open");
    resolve(button);
  }
}
