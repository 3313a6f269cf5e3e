import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Snapshot } from "../../../common/ipc/snapshot.ts";
import { failed } from "../../../common/model/failure.ts";
import { runOf, snapshotAt } from "../../unit/renderer/wizard-samples.ts";
import { axeFinds, launchBrowser, misfits } from "./canned-main.ts";
import { moments } from "./moments.ts";
import { openScreen } from "./open-screen.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const patience = { timeout: 20_000 };

const opened = (snapshot: Snapshot, hash = "") =>
  openScreen(browser, snapshot, hash);

test("the new station's form says per field, in words, what is wrong, and keeps nothing wrong", async () => {
  const wizard = await opened(snapshotAt("fresh"));
  const { page, button } = wizard;
  await button("New station").click();
  await button("Use this station").click();
  await page.getByText("The number is missing.").waitFor();
  const id = page.getByLabel("Number of the station");
  expect(await id.getAttribute("aria-invalid")).toBe("true");
  for (const [typed, said] of [
    ["Köln 4", "Only small letters"],
    ["-a", "Only small letters"],
    ["localhost", "This name is taken"],
    ["a".repeat(64), "At most 63 characters."],
  ] as const) {
    await id.fill(typed);
    await page.getByText(said).waitFor();
  }
  await page.getByLabel("Name", { exact: true }).fill("x".repeat(201));
  await button("Use this station").click();
  await page.getByText("At most 200 characters.").waitFor();
  await id.fill("s-7");
  await page.getByLabel("Name", { exact: true }).fill("");
  await button("Use this station").click();
  await page.getByText("New; it is saved").waitFor();
  await wizard.end();
});

test("a page that breaks says so, and is there again when it is loaded again", async () => {
  const installed = snapshotAt("planned", { run: runOf("done") });
  const wizard = await openScreen(browser, installed, "cluster", (main) => {
    main.answers["cluster.nodes"] = () => [];
  });
  const { page, button, wrong } = wizard;
  wizard.answers["cluster.nodes"] = () => "no list";
  await button("Ask again").click();
  await page.getByText("This page cannot go on").waitFor();
  expect(await axeFinds(page)).toEqual([]);
  expect(await misfits(page)).toEqual([]);
  expect(wrong.splice(0)).not.toEqual([]);
  wizard.answers["cluster.nodes"] = () => [];
  await button("Load the page again").click();
  await page.locator('.app[data-screen="cluster"] h1').waitFor();
  await wizard.end();
});

test("a further server joins behind the first, which stays and stays a server", async () => {
  const wizard = await opened(snapshotAt("chosen"), "server");
  const { page, button } = wizard;
  const role = page.getByRole("group", { name: "Role" });
  expect(await role.count()).toBe(0);
  expect(await button("Remove").count()).toBe(0);
  await button("Add an agent").click();
  expect(await role.getByLabel("Agent").isChecked()).toBe(true);
  await role.getByLabel("Server").check();
  await page.getByText("With three servers one may fail").waitFor();
  await page.getByLabel("Address").fill("192.0.2.13");
  await page
    .getByRole("textbox", { name: "Password", exact: true })
    .fill("pump 7");
  await button("Sign in and check").click();
  await expect.poll(() => wizard.inputs("station.save")).toHaveLength(1);
  expect(wizard.inputs("station.save")).toMatchObject([
    {
      station: {
        hosts: [
          { role: "server" },
          { role: "agent" },
          {
            role: "server",
            name: "s-0042-server-2",
            address: "192.0.2.13",
          },
        ],
      },
    },
  ]);
  await wizard.end();
});

test("hosts: what is wrong is said at the field, nothing is asked of main before all is right", async () => {
  const wizard = await opened(snapshotAt("chosen"), "server");
  const { page, button } = wizard;
  await button("Add an agent").click();
  await button("Sign in and check").click();
  await page.getByText("The address is missing.").waitFor();
  await page.getByLabel("Address").fill("192.0.2.11");
  await page.getByText("Another server has this address.").waitFor();
  await page.getByLabel("Address").fill("no address!");
  await page.getByText("This is no address").waitFor();
  await page.getByLabel("Port").fill("70000");
  await page.getByLabel("Address").focus();
  await page.getByText("A number between 1 and 65535.").waitFor();
  expect(wizard.inputs("station.save")).toEqual([]);
  expect(wizard.inputs("hosts.check")).toEqual([]);

  await page.getByLabel("Address").fill("192.0.2.13");
  await page.getByLabel("Port").fill("2222");
  await page.getByLabel("User").fill("tech");
  await page
    .getByRole("textbox", { name: "Password", exact: true })
    .fill("pump 7");
  await page.getByLabel("Password for sudo").fill("other");
  await button("Sign in and check").click();
  await expect.poll(() => wizard.inputs("hosts.check")).toHaveLength(1);
  expect(wizard.inputs("station.save")).toMatchObject([
    {
      station: {
        id: "s-0042",
        hosts: [
          { role: "server" },
          { role: "agent" },
          {
            name: "s-0042-agent-2",
            role: "agent",
            address: "192.0.2.13",
            port: 2222,
            signIn: { user: "tech", password: true },
          },
        ],
      },
    },
  ]);
  // Passwords go with the sign-in and never with the station.
  expect(JSON.stringify(wizard.inputs("station.save"))).not.toContain("pump 7");
  expect(wizard.inputs("hosts.check")).toMatchObject([
    {
      secrets: [
        { host: "s-0042-server" },
        { host: "s-0042-till" },
        { host: "s-0042-agent-2", password: "pump 7", sudoPassword: "other" },
      ],
    },
  ]);
  await wizard.end();
});

test("passwords are remembered only where the machine can, and only when it is ticked", async () => {
  const wizard = await openScreen(
    browser,
    snapshotAt("chosen"),
    "server",
    (main) => {
      main.answers["secrets.kept"] = () => ({
        possible: true,
        hosts: ["s-0042-server"],
      });
    },
  );
  const { page, button } = wizard;
  const secret = page.getByRole("textbox", { name: "Password", exact: true });
  const keep = page.getByLabel("Remember the passwords on this laptop");
  await secret.fill("pump 7");
  await button("Sign in and check").click();
  await expect.poll(() => wizard.inputs("hosts.check")).toHaveLength(1);
  await keep.check();
  await button("Sign in and check").click();
  await expect.poll(() => wizard.inputs("hosts.check")).toHaveLength(2);
  expect(wizard.inputs("hosts.check")).toMatchObject([
    { keep: false },
    { keep: true },
  ]);
  await page.getByText("s-0042-server", { exact: false }).first().waitFor();
  await button("Forget them").click();
  await expect.poll(() => wizard.inputs("secrets.forget")).toHaveLength(1);
  expect(await keep.isChecked()).toBe(false);
  await wizard.end();
});

test("verifying a bundle can be given up", async () => {
  const verifying = moments["station-verifying"]?.snapshot;
  if (verifying === undefined) throw new Error("there is such a moment");
  const wizard = await opened(verifying, "station");
  await wizard.button("Cancel").click();
  await expect.poll(() => wizard.inputs("bundle.close")).toHaveLength(1);
  await wizard.end();
});

test("a new host key is asked about; Escape means no", async () => {
  const { snapshot } = moments["server-question"] ?? {};
  if (snapshot === undefined) throw new Error("no such moment");
  const wizard = await opened(snapshot, "server");
  const { page } = wizard;
  await page
    .getByText("SHA256:uNiVztksCsDhcc0u9e8BrwIFxMy3xr4rTh2mCeKfqM0")
    .waitFor();
  await page.keyboard.press("Escape");
  await expect
    .poll(() => wizard.inputs("hosts.answer"))
    .toEqual([{ id: 1, yes: false }]);
  wizard.tell({ question: { ...snapshot.question, id: 2 } as never });
  await wizard.button("It is the same").click();
  await expect
    .poll(() => wizard.inputs("hosts.answer"))
    .toEqual([
      { id: 1, yes: false },
      { id: 2, yes: true },
    ]);
  await wizard.end();
});

test("what fell away with a changed answer is said; the run is shown from wherever it began", async () => {
  const wizard = await opened(snapshotAt("planned"), "plan");
  const { page, button } = wizard;
  wizard.tell({ bundle: null, hosts: [], findings: null, plan: null });
  await page.locator('.app[data-screen="station"]').waitFor();
  await page.getByText("The check has to be made again.").waitFor();
  await button("Understood").click();
  await expect
    .poll(() => page.getByText("The check has to be made again.").count())
    .toBe(0);
  wizard.tell({ ...snapshotAt("planned"), run: runOf("running") });
  await page.locator('.app[data-screen="install"]').waitFor();
  expect(await button("Station and bundle, done").isDisabled()).toBe(true);
  await wizard.end();
});

test("an unfinished run is offered after a restart, with its bundle, and resumed from the plan", async () => {
  const { snapshot } = moments["station-known"] ?? {};
  if (snapshot === undefined) throw new Error("no such moment");
  const wizard = await opened(snapshot);
  await wizard.button("Go on with it").click();
  await expect
    .poll(() => wizard.inputs("bundle.open"))
    .toEqual([{ folder: "/home/tech/bundle-summer" }]);
  expect(wizard.inputs("station.open")).toEqual([
    { path: "/home/tech/stations/s-0042.yaml" },
  ]);
  await wizard.end();

  const planned = await opened(
    moments["plan-unfinished"]?.snapshot ?? snapshot,
    "plan",
  );
  await planned.button("Resume").click();
  await expect.poll(() => planned.inputs("run.resume")).toEqual([null]);
  await planned.button("Start anew").click();
  await expect.poll(() => planned.inputs("run.start")).toEqual([null]);
  await planned.end();
});

test("a bundle signed with an unknown key: the key is chosen knowingly, and it is opened with it", async () => {
  const wizard = await opened(snapshotAt("fresh"));
  const { page, button } = wizard;
  await page.getByRole("button", { name: /autumn-2026/ }).click();
  await expect.poll(() => wizard.inputs("bundle.open")).toHaveLength(1);
  wizard.tell({
    doing: "opening-bundle",
    failure: failed("signature-key-unknown", { data: { key: "77AA" } }).failure,
  });
  await button("Choose the public key").click();
  await page.getByText("not one from the same stick").waitFor();
  await page.getByRole("button", { name: "headquarters.pub" }).click();
  const folder = "/media/tech/FORECOURT/autumn-2026";
  await expect
    .poll(() => wizard.inputs("bundle.open"))
    .toEqual([
      { folder },
      {
        folder,
        trustKey: "/media/tech/FORECOURT/headquarters.pub",
      },
    ]);
  await wizard.end();
});

test("language and colours are kept in main, fonts and readers know the language", async () => {
  const wizard = await opened(snapshotAt("fresh"));
  const { page } = wizard;
  await page.getByLabel("Language").selectOption("ja");
  await page.locator('html[lang="ja"]').waitFor();
  await page.getByRole("heading", { name: "ステーションとバンドル" }).waitFor();
  expect(
    await page.evaluate<string>("getComputedStyle(document.body).fontFamily"),
  ).toContain("CJK JP");
  await page
    .getByLabel("Language", { exact: false })
    .or(page.getByLabel("言語"))
    .first()
    .selectOption("zh-Hans");
  await page.locator('html[lang="zh-Hans"]').waitFor();
  expect(
    await page.evaluate<string>("getComputedStyle(document.body).fontFamily"),
  ).toContain("CJK SC");
  await wizard.button("强光").click();
  await page.locator('html[data-theme="contrast"]').waitFor();
  await page.reload();
  await page.locator('html[lang="zh-Hans"][data-theme="contrast"]').waitFor();
  expect(wizard.inputs("preferences.set")).toEqual([
    { language: "ja" },
    { language: "zh-Hans" },
    { theme: "contrast" },
  ]);
  await wizard.end();
});

test(
  "the first screen's own JavaScript stays below 400 kB, and has no terminal in it",
  async () => {
    const { gzipSync } = await import("node:zlib");
    const wizard = await opened(snapshotAt("fresh"));
    const names = await wizard.page.evaluate<string[]>(
      "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))",
    );
    const texts = await Promise.all(
      names.map((name) =>
        wizard.page.evaluate<string>(
          `fetch(${JSON.stringify(name)}).then((answer) => answer.text())`,
        ),
      ),
    );
    const bytes = texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
    console.log(`first screen: ${(bytes / 1000).toFixed(0)} kB of JavaScript`);
    expect(bytes).toBeLessThan(400_000);
    expect(texts.some((text) => text.includes("xterm-rows"))).toBe(false);
    await wizard.end();
  },
  patience.timeout * 6,
);
