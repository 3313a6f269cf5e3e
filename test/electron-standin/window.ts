import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type {
  Frame as PageFrame,
  Page,
  Request as PageRequest,
  Route,
} from "playwright-core";
import type {
  BrowserWindow,
  Frame,
  WebContents,
  WindowOptions,
} from "../../main/shell/electron/electron-api.ts";
import type { StandinApp } from "./app.ts";
import { pageWorld } from "./page-world.ts";
import { records } from "./records.ts";

/** Chromium knows no schemes of ours: each is a host of this domain, and nothing of it reaches a network. */
const domain = "standin.invalid";

const toScheme = (url: string) =>
  url.replace(
    new RegExp(`^https://([a-z]+)\\.(\\w+)\\.${domain.replace(".", "\\.")}`),
    "$2://$1",
  );
const fromScheme = (url: string) =>
  url.replace(/^(?!https?:)(\w+):\/\/([a-z]+)/, `https://$2.$1.${domain}`);

export class StandinContents extends EventEmitter implements WebContents {
  readonly frames = new WeakMap<PageFrame, Frame>();
  page: Page | undefined;
  openHandler: () => { action: string } = () => ({ action: "allow" });

  get mainFrame(): Frame {
    if (this.page === undefined) return { url: "" };
    return this.frameOf(this.page.mainFrame());
  }

  /** The same object for the same frame, as Electron's. */
  frameOf(frame: PageFrame): Frame {
    const known = this.frames.get(frame) ?? {
      get url() {
        return toScheme(frame.url());
      },
    };
    this.frames.set(frame, known);
    return known;
  }

  send(channel: string, ...args: unknown[]): void {
    const tell = ({ name, given }: { name: string; given: unknown[] }) =>
      (
        globalThis as unknown as { __standinTell?: (...a: unknown[]) => void }
      ).__standinTell?.(name, given);
    // A page that is just being loaded misses it, as it would Electron's.
    this.page
      ?.evaluate(tell, { name: channel, given: args })
      .catch(() => undefined);
  }

  reload(): void {
    this.page?.reload().catch(() => undefined);
  }

  printToPDF(options: {
    preferCSSPageSize: true;
    printBackground: true;
  }): Promise<Uint8Array> {
    if (this.page === undefined) throw new Error("nothing is loaded");
    return this.page.pdf(options);
  }

  setWindowOpenHandler(handler: () => { action: "deny" }): void {
    this.openHandler = handler;
  }
}

export class StandinWindow extends EventEmitter implements BrowserWindow {
  readonly webContents = new StandinContents();
  readonly #app: StandinApp;
  readonly #options: WindowOptions;
  #destroyed = false;
  /** What main itself loads is no navigation of the page's. */
  #loading: string | undefined;

  constructor(app: StandinApp, options: WindowOptions) {
    super();
    this.#app = app;
    this.#options = options;
    app.windows.add(this);
    app.created(this.webContents);
  }

  static of(app: StandinApp) {
    return class extends StandinWindow {
      constructor(options: WindowOptions) {
        super(app, options);
        StandinWindow.last = this;
      }
    };
  }

  static last: StandinWindow | undefined;

  async loadURL(url: string): Promise<void> {
    const page = (this.webContents.page ??= await this.#openPage());
    this.#loading = url;
    await page.goto(fromScheme(url));
    this.emit("ready-to-show");
  }

  show(): void {
    records.shown = true;
  }

  focus(): void {
    records.focused += 1;
  }

  restore(): void {}

  isMinimized(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    if (this.#destroyed) return;
    let refused = false;
    this.emit("close", { preventDefault: () => (refused = true) });
    if (refused) return;
    this.#destroyed = true;
    this.webContents.page?.close().catch(() => undefined);
    this.emit("closed");
    this.#app.windowGone(this);
  }

  destroy(): void {
    this.#destroyed = true;
    this.webContents.page?.close().catch(() => undefined);
    this.#app.windowGone(this);
  }

  async #openPage(): Promise<Page> {
    const { context } = this.#app;
    const page = await context.newPage();
    const { width, height, webPreferences } = this.#options;
    await page.setViewportSize({ width, height });
    await page.exposeBinding(
      "__standinInvoke",
      (source, channel: string, args: unknown[]) =>
        this.#invoke(source.frame, channel, args),
    );
    await page.addInitScript(
      pageWorld(readFileSync(webPreferences.preload, "utf8")),
    );
    page.on("popup", (popup) => {
      if (this.webContents.openHandler().action !== "deny") return;
      popup.close().catch(() => undefined);
    });
    await context.route("**/*", (route) => this.#route(route));
    return page;
  }

  async #invoke(frame: PageFrame, channel: string, args: unknown[]) {
    const handler = this.#app.handlers.get(channel);
    if (handler === undefined)
      return { error: `No handler registered for '${channel}'` };
    try {
      const event = {
        sender: this.webContents,
        senderFrame: this.webContents.frameOf(frame),
      };
      return { value: await handler(event, ...args) };
    } catch (error) {
      return { error: String(error) };
    }
  }

  async #route(route: Route): Promise<void> {
    const request = route.request();
    const url = toScheme(request.url());
    if (this.#isPopups(request)) {
      if (this.webContents.openHandler().action === "deny")
        records.refused.push(`window-open ${url}`);
      return route.abort("aborted");
    }
    if (request.isNavigationRequest() && this.#navigationRefused(url)) {
      records.refused.push(`will-navigate ${url}`);
      return route.abort("aborted");
    }
    if (await this.#cancelled(url)) {
      records.refused.push(`web-request ${url}`);
      return route.abort("blockedbyclient");
    }
    const handler = this.#app.protocols.get(new URL(url).protocol.slice(0, -1));
    // No network here, whatever main would have let through.
    if (handler === undefined) return route.abort("internetdisconnected");
    const answer = await handler(
      new Request(url, { method: request.method() }),
    );
    return route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  }

  #isPopups(request: PageRequest): boolean {
    try {
      return request.frame().page() !== this.webContents.page;
    } catch {
      // A popup's first request comes before Playwright knows its page.
      return true;
    }
  }

  #navigationRefused(url: string): boolean {
    if (url === this.#loading) {
      this.#loading = undefined;
      return false;
    }
    let refused = false;
    const event = { preventDefault: () => (refused = true) };
    this.webContents.emit("will-navigate", event, url);
    return refused;
  }

  #cancelled(url: string): Promise<boolean> {
    const ask = this.#app.beforeRequest;
    if (ask === undefined) return Promise.resolve(false);
    return new Promise((resolve) =>
      ask({ url }, ({ cancel }) => resolve(cancel)),
    );
  }
}
