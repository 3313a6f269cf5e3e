import type { BrowserContext } from "playwright-core";
import type { PrintOptions } from "../../main/shell/electron/electron-api.ts";
import type { StandinApp } from "./app.ts";
import { records } from "./records.ts";
import { StandinContents } from "./window.ts";

/** A window that is never shown, with a session of its own: what it may load is asked of that one. */
export class StandinPrintWindow {
  readonly webContents = new StandinContents();
  readonly #app: StandinApp;
  readonly #options: PrintOptions;
  #context: BrowserContext | undefined;

  constructor(app: StandinApp, options: PrintOptions) {
    this.#app = app;
    this.#options = options;
    app.created(this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    const { partition, javascript } = this.#options.webPreferences;
    const mayLoad = this.#app.partitions.get(partition);
    this.#context = await this.#app.newContext({
      javaScriptEnabled: javascript,
    });
    await this.#context.route("**/*", (route) => {
      const asked = route.request().url();
      if (mayLoad === undefined) return route.continue();
      return new Promise<void>((resolve) =>
        mayLoad({ url: asked }, ({ cancel }) => {
          if (cancel) records.refused.push(`print ${asked}`);
          resolve(cancel ? route.abort("blockedbyclient") : route.continue());
        }),
      );
    });
    const page = (this.webContents.page = await this.#context.newPage());
    await page.goto(url);
  }

  destroy(): void {
    records.printed += 1;
    void this.#context?.close();
  }
}
