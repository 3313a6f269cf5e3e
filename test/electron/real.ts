import { mkdtemp, rm } from "node:fs/promises";
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { _electron, type ElectronApplication } from "playwright-core";
import { buildElectron } from "../../scripts/build-electron.ts";
import {
  electronBinary,
  fetchElectron,
} from "../../scripts/electron-binary.ts";
import { buildRenderer } from "../../scripts/build-renderer.ts";

/**
 * `npm run test:electron`: the shell in real Electron, which the stand-in cannot vouch for. Fails
 * where there is no binary: who asks for this test wants to know.
 */
const main = fileURLToPath(new URL("../../main/electron.ts", import.meta.url));

async function check(app: ElectronApplication): Promise<void> {
  const window = await app.firstWindow();
  await window.waitForLoadState("load");
  const inPage = (script: string): Promise<unknown> => window.evaluate(script);
  assert.equal(window.url(), "app://forecourt/");
  said("starts and shows its page");

  const policy = await app.evaluate(async (electron) => {
    const { net } = electron as unknown as { net: { fetch: typeof fetch } };
    const page = await net.fetch("app://forecourt/");
    return page.headers.get("content-security-policy");
  });
  assert.match(policy ?? "", /^default-src 'none'; script-src 'self';/);
  said("serves it with its policy");

  const ok = "forecourt.wizard.snapshot(null).then(({ ok }) => ok)";
  assert.equal(await inPage(ok), true);
  assert.deepEqual(await inPage(`forecourt.files.list({ path: "" })`), {
    ok: false,
    bug: "bad request",
  });
  said("the engine answers the page");

  assert.deepEqual(await inPage("forecourt.files.dialogs(null)"), {
    ok: true,
    value: { native: true },
  });
  const kept = (await inPage("forecourt.secrets.kept(null)")) as {
    value: { possible: boolean };
  };
  const backend = await app.evaluate((electron) => {
    const { safeStorage } = electron as unknown as {
      safeStorage: { getSelectedStorageBackend?: () => string };
    };
    return safeStorage.getSelectedStorageBackend?.() ?? "the system's";
  });
  if (backend === "basic_text") assert.equal(kept.value.possible, false);
  said(
    `dialogs are the system's; passwords ${kept.value.possible ? "can" : "cannot"} be remembered (${backend})`,
  );

  assert.equal(
    await inPage("typeof require + typeof process"),
    "undefinedundefined",
  );
  said("the page has nothing of Node");

  const away = "https://example.invalid/";
  assert.equal(await inPage(`window.open("${away}")`), null);
  await inPage(`void (location.href = "${away}")`);
  assert.equal(await inPage(`fetch("${away}").then(() => 1, () => 0)`), 0);
  await setTimeout(500);
  assert.equal(window.url(), "app://forecourt/");
  assert.equal(app.windows().length, 1);
  said("it leads nowhere and opens nothing");

  await window.reload();
  assert.equal(await inPage(ok), true);
  said("it can be reloaded");
}

function said(what: string): void {
  console.log(`ok  ${what}`);
}

const binary = electronBinary() ?? (await fetchElectron());
if (binary === undefined) {
  console.error(
    "Electron's binary is not on this machine and cannot be fetched: name one in FORECOURT_ELECTRON.",
  );
  process.exit(1);
}
await buildRenderer();
await buildElectron();
const home = await mkdtemp(join(tmpdir(), "forecourt-electron-"));
try {
  const app = await _electron.launch({
    executablePath: binary,
    args: [`--user-data-dir=${join(home, "user-data")}`, main],
    env: { ...(process.env as Record<string, string>), FORECOURT_HOME: home },
    timeout: 60_000,
  });
  try {
    await check(app);
  } finally {
    await app.close();
  }
  said("it ends");
} finally {
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}
