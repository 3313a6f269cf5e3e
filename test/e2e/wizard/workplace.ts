import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import {
  type BrowserShell,
  startBrowserShell,
} from "../../lab/browser-shell.ts";
import { chromiumPath, launchChromium } from "../../lab/chromium.ts";
import { labBundle } from "../../lab/lab-bundle.ts";
import type { LabHost } from "../../lab/lab.ts";
import { type Laptop, plugInLaptop } from "../../lab/laptop.ts";
import { writeSite } from "../../lab/site.ts";
import { plugIn, type UsbStick } from "./usb-stick.ts";

export const stationId = "s-0042";

/** A technician's laptop: home folder, USB stick, the wizard in a browser. */
export class Workplace {
  readonly #folder: string;
  readonly #browser: Browser;
  readonly stick: UsbStick;
  /** What headquarters sent lies here, and here is saved. */
  readonly home: string;
  /** Forecourt's own files. */
  readonly state: string;
  readonly keyFile: string;
  readonly stationFile: string;
  readonly #laptop: Laptop | undefined;
  #shell: BrowserShell;
  #cookies: Parameters<ReturnType<Page["context"]>["addCookies"]>[0] = [];

  private constructor(
    folder: string,
    browser: Browser,
    stick: UsbStick,
    shell: BrowserShell,
    laptop?: Laptop,
  ) {
    this.#laptop = laptop;
    this.#folder = folder;
    this.#browser = browser;
    this.#shell = shell;
    this.stick = stick;
    this.home = join(folder, "my-files");
    this.state = join(folder, "state");
    this.keyFile = join(this.home, "headquarters.pub");
    this.stationFile = join(this.home, "station.yaml");
  }

  /** Headquarters sent a station file with these hosts, whose keys it has not seen, and the bundle's key. */
  static async open(
    hosts: readonly LabHost[],
    station: Record<string, unknown> = {},
  ): Promise<Workplace> {
    const { folder, home, bundle } = await desk();
    writeSite(home, hosts, {
      id: stationId,
      host: { hostKey: undefined },
      station,
    });
    const browser = await launchChromium();
    const stick = await plugIn(bundle);
    const shell = await startBrowserShell(join(folder, "state"), {
      HOME: home,
    });
    return new Workplace(folder, browser, stick, shell);
  }

  /** Nobody sent anything but the bundle's key; the laptop's one cable ends at the lab's switch. */
  static async onTheSwitch(net: string): Promise<Workplace> {
    const { folder, home, bundle } = await desk();
    const laptop = await plugInLaptop(net, folder);
    const browser = await launchChromium(laptop.wrapped(chromiumPath));
    const stick = await plugIn(bundle);
    const shell = await startBrowserShell(
      join(folder, "state"),
      { HOME: home },
      laptop.enter,
    );
    return new Workplace(folder, browser, stick, shell, laptop);
  }

  /** A new window of the wizard. */
  async window(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      locale: "en-GB",
      permissions: ["clipboard-read", "clipboard-write"],
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    // Chromium drops what it is loading when a network comes or goes, as the lab's do.
    const failed: string[] = [];
    page.on("requestfailed", (request) =>
      failed.push(`${request.url()} ${request.failure()?.errorText ?? ""}`),
    );
    await context.addCookies(this.#cookies);
    // The start link is good once; the next window has the cookie that it was exchanged for.
    await page.goto(
      this.#cookies.length > 0
        ? new URL("/", this.#shell.url).href
        : this.#shell.url,
    );
    await this.#shown(page, failed);
    this.#cookies = await context.cookies();
    return page;
  }

  /** Loads it once more, as a person would, where a file of the page did not arrive; else that is a failure. */
  async #shown(page: Page, failed: readonly string[]): Promise<void> {
    const heading = page.getByRole("heading", { level: 1 });
    try {
      await heading.waitFor({ timeout: 30_000 });
    } catch (error) {
      if (failed.length === 0) throw error;
      process.stderr.write(`loaded again: ${failed.join(", ")}\n`);
      await page.reload();
      await heading.waitFor();
    }
  }

  kill(): Promise<void> {
    return this.#shell.kill();
  }

  async startAgain(): Promise<void> {
    this.#cookies = [];
    this.#shell = await startBrowserShell(
      this.state,
      { HOME: this.home },
      this.#laptop?.enter,
    );
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#shell.stop();
    await this.stick.pullOut();
    await this.#laptop?.close();
    rmSync(this.#folder, { recursive: true });
  }
}

/** The bundle's folder, and a laptop's own with the key of headquarters among the technician's files. */
async function desk(): Promise<{
  folder: string;
  home: string;
  bundle: string;
}> {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-wizard-"));
  const bundle = await labBundle();
  const home = join(folder, "my-files");
  mkdirSync(home);
  const [trusted] = bundle.trustKeys;
  if (trusted !== undefined)
    copyFileSync(trusted, join(home, "headquarters.pub"));
  return { folder, home, bundle: bundle.folder };
}
