import { join } from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, LaunchedShell, until } from "./launched-shell.ts";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const shell = new LaunchedShell();

test("starts sandboxed, shows the page and answers what it asks", async () => {
  const run = await shell.started();
  await until(async () => (await run.ask("records")).shown);
  expect(await run.ask("records")).toMatchObject({
    sandbox: true,
    menu: { "open-run": true, "export-logs": false },
    schemes: ["app"],
    shown: true,
    refused: [],
  });
  expect(
    await run.ask("evaluate", "forecourt.wizard.snapshot(null)"),
  ).toMatchObject({
    ok: true,
    value: { station: null, bundle: null, run: null },
  });
  expect(
    await run.ask("evaluate", "forecourt.station.open({ path: 7 })"),
  ).toEqual({ ok: false, bug: "bad request" });
  await run.ask(
    "evaluate",
    `forecourt.station.open({ path: ${JSON.stringify(join(shell.folder, "none.yaml"))} })`,
  );
  await until(
    async () =>
      (await run.ask(
        "evaluate",
        "window.told.some(({ failure }) => failure !== null)",
      )) === true,
  );
  expect(await run.ask("evaluate", "typeof require + typeof process")).toBe(
    "undefinedundefined",
  );
});

test("serves the page's own files with its policy, and no others", async () => {
  const run = await shell.started();
  const page = await run.ask("fetch", "app://forecourt/");
  expect(page.status).toBe(200);
  expect(page.headers).toMatchObject({
    "content-security-policy": policy,
    "content-type": "text/html; charset=utf-8",
    "x-content-type-options": "nosniff",
  });
  expect(await run.ask("fetch", "app://forecourt/preload.js")).toMatchObject({
    status: 200,
    body: "",
  });
  for (const path of [
    "/../outside.js",
    "/%2e%2e/outside.js",
    "/..%2foutside.js",
    "/assets/..%5c..%5coutside.js",
    "//outside.js",
    "/.hidden.js",
    "/assets",
    "/nothing.js",
  ])
    expect(await run.ask("fetch", `app://forecourt${path}`)).toMatchObject({
      status: 404,
      body: "",
    });
  expect(await run.ask("fetch", "app://elsewhere/")).toMatchObject({
    status: 404,
  });
});

test("the policy holds in the page: no inline script, no frame, no network", async () => {
  const run = await shell.started();
  const inline = `(() => {
    const script = document.createElement("script");
    script.textContent = "window.inline = true";
    document.head.append(script);
    return window.inline === true;
  })()`;
  expect(await run.ask("evaluate", inline)).toBe(false);
  expect(
    await run.ask(
      "evaluate",
      `fetch("/assets/page.js").then(() => 1, () => 0)`,
    ),
  ).toBe(0);
  expect(
    await run.ask(
      "evaluate",
      `new Promise((resolve) => { const image = new Image(); image.onerror = () => resolve("no"); image.onload = () => resolve("yes"); image.src = "https://example.invalid/a.png"; })`,
    ),
  ).toBe("no");
});

test("answers the main frame of the page only", async () => {
  const run = await shell.started();
  const ask = (from: string) =>
    run.ask(
      "evaluate",
      `(async () => { const frame = document.createElement("iframe"); document.body.append(frame); const { value } = await ${from}.__standinInvoke("forecourt:ask", ["wizard.snapshot", null]); return value.ok; })()`,
    );
  expect(await ask("frame.contentWindow")).toBe(false);
  expect(await ask("window")).toBe(true);
  expect(
    await run.ask(
      "evaluate",
      `__standinInvoke("other", []).then((it) => it.error)`,
    ),
  ).toContain("No handler");
});

test("leads nowhere, opens nothing, and grants one permission", async () => {
  const run = await shell.started();
  await run.ask(
    "evaluate",
    `void (location.href = "https://example.invalid/")`,
  );
  await run.ask("evaluate", `void window.open("https://example.invalid/")`);
  await until(async () => (await run.ask("records")).refused.length >= 2);
  expect((await run.ask("records")).refused).toEqual(
    expect.arrayContaining([
      "will-navigate https://example.invalid/",
      "window-open https://example.invalid/",
    ]),
  );
  expect(await run.ask("evaluate", "window.began")).toBe(true);
  const no = { request: false, check: false };
  for (const name of ["media", "geolocation", "clipboard-read", "openExternal"])
    expect(await run.ask("permission", name)).toEqual(no);
  expect(await run.ask("permission", "clipboard-sanitized-write")).toEqual({
    request: true,
    check: true,
  });
  await run.ask("evaluate", "void location.reload()");
  await until(
    async () =>
      (await run.ask("evaluate", "window.began && told.length === 0")) === true,
  );
});

test("a second one brings the first forward and ends", async () => {
  const run = await shell.started();
  expect((await run.ask("records")).focused).toBe(0);
  expect(await shell.launch().exited).toBe(0);
  await until(async () => (await run.ask("records")).focused === 1);
});

test("closing ends the engine and the program", async () => {
  const run = await shell.started();
  const [engine = 0] = (await run.ask("records")).engines;
  expect(() => process.kill(engine, 0)).not.toThrow();
  await run.ask("closeWindow");
  expect(await run.exited).toBe(0);
  expect(() => process.kill(engine, 0)).toThrow();
  // The lock is free again.
  await shell.started();
});

test("during a run it keeps the machine awake and asks before closing", async () => {
  const run = await shell.started({ STANDIN_ENGINE: fakeEngine });
  const dialogs = async () => (await run.ask("records")).dialogs.length;
  await run.ask("evaluate", "forecourt.run.start(null)");
  expect((await run.ask("records")).blockers).toHaveLength(1);
  await run.ask("closeWindow");
  await run.ask("quit");
  expect((await run.ask("records")).dialogs).toEqual([
    {
      message: "A run is going. Close Forecourt?",
      buttons: ["Stay", "Close"],
    },
  ]);
  await run.ask("click", 0);
  expect(await run.ask("evaluate", "window.began")).toBe(true);
  await run.ask("closeWindow");
  expect(await dialogs()).toBe(2);
  await run.ask("click", 1);
  expect(await run.exited).toBe(0);
});

test("after a run it lets the machine sleep and does not ask", async () => {
  const run = await shell.started({ STANDIN_ENGINE: fakeEngine });
  await run.ask("evaluate", "forecourt.run.start(null)");
  await run.ask("evaluate", "forecourt.run.stop(null)");
  expect((await run.ask("records")).blockers).toEqual([]);
  await run.ask("closeWindow");
  expect(await run.exited).toBe(0);
});

test("an engine that crashed is told, and comes back when asked to", async () => {
  const run = await shell.started({
    STANDIN_ENGINE: fakeEngine,
    STANDIN_LOCALE: "ja",
  });
  await run.ask("evaluate", "forecourt.run.start(null)");
  expect(await run.ask("evaluate", "forecourt.run.undo(null)")).toEqual({
    ok: false,
    bug: "the engine stopped",
  });
  await until(async () => (await run.ask("evaluate", "window.lost")) === 1);
  const { dialogs, blockers } = await run.ask("records");
  expect(blockers).toEqual([]);
  expect(dialogs[0]?.buttons).toEqual(["再起動", "閉じる"]);
  await run.ask("click", 0);
  await until(
    async () =>
      (await run.ask("evaluate", "window.began && !window.lost")) === true,
  );
  expect(
    await run.ask("evaluate", "forecourt.wizard.snapshot(null)"),
  ).toMatchObject({ ok: true });
  expect((await run.ask("records")).engines).toHaveLength(2);
});
