import { readdirSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fakeEngine, LaunchedShell, until } from "./launched-shell.ts";

const shell = new LaunchedShell();

test("files and folders are chosen in the system's own dialogs", async () => {
  const run = await shell.started();
  const answer = (input: string) =>
    run.ask("evaluate", `forecourt.files.choose(${input})`);
  const asked = async (count: number) =>
    until(async () => (await run.ask("records")).choosers.length === count);
  expect(await run.ask("evaluate", "forecourt.files.dialogs(null)")).toEqual({
    ok: true,
    value: { native: true },
  });

  const folderAnswer = answer(`{ what: "folder", title: "Bundle" }`);
  await asked(1);
  await run.ask("choose", "/media/stick/bundle");
  expect(await folderAnswer).toEqual({
    ok: true,
    value: { path: "/media/stick/bundle" },
  });

  const cancelled = answer(`{ what: "file", title: "Key" }`);
  await asked(2);
  await run.ask("choose", null);
  expect(await cancelled).toEqual({ ok: true, value: { path: null } });

  const saved = answer(
    `{ what: "save", title: "Save", name: "s-1.kubeconfig" }`,
  );
  await asked(3);
  await run.ask("choose", "/home/tech/s-1.kubeconfig");
  expect(await saved).toEqual({
    ok: true,
    value: { path: "/home/tech/s-1.kubeconfig" },
  });
  expect((await run.ask("records")).choosers).toEqual([
    { title: "Bundle", properties: ["openDirectory"] },
    { title: "Key", properties: ["openFile"] },
    {
      title: "Save",
      properties: ["showOverwriteConfirmation", "createDirectory"],
      defaultPath: "s-1.kubeconfig",
    },
  ]);

  const bad = { ok: false, bug: "bad request" };
  expect(await answer(`{ what: "other", title: "" }`)).toEqual(bad);
  expect(
    await answer(`{ what: "save", title: "", name: "../../.bashrc" }`),
  ).toEqual(bad);
});

test("passwords are remembered where one wants it, encrypted, for that host only", async () => {
  const run = await shell.started({ STANDIN_ENGINE: fakeEngine });
  const ask = (call: string) => run.ask("evaluate", `forecourt.${call}`);
  const check = (password: string, keep: boolean) =>
    ask(
      `hosts.check({ secrets: [{ host: "pump-1"${password && `, password: "${password}"`} }], keep: ${keep} })`,
    );
  const withSecret = (password: string | undefined) => ({
    ok: true,
    value: {
      secrets: [
        { host: "pump-1", ...(password === undefined ? {} : { password }) },
      ],
    },
  });
  const kept = (hosts: string[]) => ({
    ok: true,
    value: { possible: true, hosts },
  });

  await ask(`station.open({ path: "192.0.2.1" })`);
  expect(await ask("secrets.kept(null)")).toEqual(kept([]));
  await check("petrol-1", false);
  expect(await ask("secrets.kept(null)")).toEqual(kept([]));
  await check("petrol-1", true);
  expect(await ask("secrets.kept(null)")).toEqual(kept(["pump-1"]));
  const file = join(shell.folder, "user-data", "kept-secrets.json");
  expect(await readFile(file, "utf8")).not.toContain("petrol-1");
  expect((await stat(file)).mode & 0o777).toBe(0o600);

  // The engine gets it though nothing was typed; what is typed counts more.
  expect(await check("", false)).toMatchObject(withSecret("petrol-1"));
  expect(await check("petrol-2", false)).toMatchObject(withSecret("petrol-2"));
  // Another place under the same name is another host.
  await ask(`station.open({ path: "192.0.2.66" })`);
  expect(await check("", false)).toEqual({
    ok: true,
    value: { secrets: [{ host: "pump-1" }], keep: false },
  });
  await ask(`station.open({ path: "192.0.2.1" })`);
  // A jump host's as well, and under its own name only.
  const both = `[{ host: "router", password: "barrier" }, { host: "pump-1" }]`;
  await ask(`hosts.check({ secrets: ${both}, keep: true })`);
  expect(await ask("secrets.kept(null)")).toEqual(kept(["pump-1", "router"]));
  expect(await readFile(file, "utf8")).not.toContain("barrier");
  await ask("secrets.forget(null)");
  expect(await ask("secrets.kept(null)")).toEqual(kept([]));
  expect(await readFile(file, "utf8")).toBe("{}\n");
});

test("where Linux has no keyring, nothing is remembered", async () => {
  const run = await shell.started({
    STANDIN_ENGINE: fakeEngine,
    STANDIN_KEYRING: "basic_text",
  });
  const ask = (call: string) => run.ask("evaluate", `forecourt.${call}`);
  await ask(`station.open({ path: "192.0.2.1" })`);
  expect(await ask("secrets.kept(null)")).toEqual({
    ok: true,
    value: { possible: false, hosts: [] },
  });
  await ask(
    `hosts.check({ secrets: [{ host: "pump-1", password: "petrol-1" }], keep: true })`,
  );
  await expect(
    readFile(join(shell.folder, "user-data", "kept-secrets.json"), "utf8"),
  ).rejects.toThrow("ENOENT");
});

test("on a small screen the window is no larger than it", async () => {
  const size = "[innerWidth, innerHeight]";
  const small = await shell.started({ STANDIN_SCREEN: "1024x560" });
  expect(await small.ask("evaluate", size)).toEqual([1024, 560]);
  await small.end();
  const large = await shell.started({ STANDIN_SCREEN: "2560x1400" });
  expect(await large.ask("evaluate", size)).toEqual([1280, 800]);
});

test("a report is printed in a window that nobody sees, which loads nothing else and runs nothing", async () => {
  const run = await shell.started({ STANDIN_ENGINE: fakeEngine });
  const html = `<!doctype html><title>Report</title><style>@page { size: A4 }</style><h1>Petrol</h1><img src="https://elsewhere.invalid/x.png"><script>document.body.innerHTML = "<p>".repeat(9000)</script>`;
  const pages = () =>
    readdirSync(tmpdir()).filter((name) => name.startsWith("forecourt-pdf-"));
  const before = pages();
  const pdf = (await run.ask(
    "evaluate",
    `forecourt.station.save({ station: { name: ${JSON.stringify(html)} } }).then(({ value }) => value)`,
  )) as string;
  expect(pdf.slice(0, 5)).toBe("%PDF-");
  // One page, A4: its script would have made hundreds.
  expect(pdf.match(/\/Type ?\/Page\b/g)).toHaveLength(1);
  expect(pdf).toMatch(/\/MediaBox ?\[0 0 59\d(\.\d+)? 84\d/);
  const seen = await run.ask("records");
  expect(seen.refused).toEqual(["print https://elsewhere.invalid/x.png"]);
  expect(seen.printed).toBe(1);
  expect(pages()).toEqual(before);
});

test("the menu opens a run or exports logs, where there is something to", async () => {
  const run = await shell.started({ STANDIN_ENGINE: fakeEngine });
  const menu = async () => (await run.ask("records")).menu;
  await expect(run.ask("menu", "export-logs")).rejects.toThrow("cannot");
  await run.ask("evaluate", "forecourt.run.start(null)");
  await until(async () => (await menu())["export-logs"] === true);
  expect(await menu()).toEqual({ "open-run": false, "export-logs": true });
  await run.ask("menu", "export-logs");
  await run.ask("evaluate", "forecourt.run.stop(null)");
  await until(async () => (await menu())["open-run"] === true);
  await run.ask("menu", "open-run");
  await until(
    async () => (await run.ask("evaluate", "window.chosen.length")) === 2,
  );
  expect(await run.ask("evaluate", "window.chosen")).toEqual([
    "export-logs",
    "open-run",
  ]);
});
