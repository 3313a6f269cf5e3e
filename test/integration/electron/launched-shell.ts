import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach, vi } from "vitest";
import { buildElectron } from "../../../scripts/build-electron.ts";
import { StandinRun } from "../../electron-standin/run-standin.ts";
import { ensurePackages } from "../../lab/packages.ts";

export const fakeEngine = fileURLToPath(
  new URL("../../electron-standin/engine.ts", import.meta.url),
);

/** The shell over the stand-in, with a small page; each test has a folder and its own programs. */
export class LaunchedShell {
  folder = "";
  #runs: StandinRun[] = [];

  constructor() {
    beforeAll(async () => {
      await ensurePackages(["chromium"]);
      await buildElectron();
    });
    beforeEach(() => this.#prepare());
    afterEach(async () => {
      await Promise.all(this.#runs.map((run) => run.end()));
      this.#runs = [];
      await rm(this.folder, { recursive: true, force: true });
    });
  }

  launch(env: Record<string, string> = {}): StandinRun {
    const run = new StandinRun({
      FORECOURT_HOME: join(this.folder, "home"),
      FORECOURT_PAGE: join(this.folder, "page"),
      STANDIN_USER_DATA: join(this.folder, "user-data"),
      ...env,
    });
    this.#runs.push(run);
    return run;
  }

  async started(env: Record<string, string> = {}): Promise<StandinRun> {
    const run = this.launch(env);
    await until(
      async () => (await run.ask("evaluate", "window.began")) === true,
    );
    return run;
  }

  async #prepare(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), "forecourt-electron-"));
    const page = join(this.folder, "page");
    await mkdir(join(page, "assets"), { recursive: true });
    await writeFile(
      join(page, "index.html"),
      `<!doctype html><title>Page</title><script type="module" src="./preload.js"></script><script type="module" src="/assets/page.js"></script>`,
    );
    await writeFile(
      join(page, "assets", "page.js"),
      `window.told = []; window.lost = 0;
forecourt.wizard.onChanged((data) => window.told.push(data));
addEventListener("forecourt-connection", () => (window.lost += 1));
window.chosen = [];
addEventListener("forecourt-menu", ({ detail }) => window.chosen.push(detail));
window.began = true;`,
    );
    await writeFile(join(this.folder, "outside.js"), "secret");
  }
}

export const until = (check: () => Promise<boolean>) =>
  vi.waitUntil(() => check().catch(() => false), {
    timeout: 30_000,
    interval: 100,
  });
