// The page over the real program: npm start's own file, a real signed bundle, a real sshd.
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from "vitest";
import { workshop } from "../bundle/workshop.ts";
import { noSshd } from "../ssh/signed-in.ts";
import { password, type Sshd, startSshd } from "../ssh/sshd.ts";
import { axeFinds, launchBrowser, openPage } from "./canned-main.ts";
import { startWizard } from "./started-wizard.ts";

describe.skipIf(noSshd)("the wizard", () => {
  const shop = workshop();
  let browser: Browser;
  let sshd: Sshd;
  let home: string;
  let wizard: Awaited<ReturnType<typeof startWizard>>;

  beforeAll(async () => {
    browser = await launchBrowser();
    sshd = await startSshd();
  });
  afterAll(async () => {
    await browser.close();
    await sshd.stop();
  });
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "forecourt-wizard-"));
    wizard = await startWizard(home);
    await shop.build();
    writeFileSync(join(shop.folder, "headquarters.pub"), shop.key.public);
  });
  afterEach(async () => {
    await wizard.kill();
    await rm(home, { recursive: true, force: true });
  });

  const button = (page: Page, name: string | RegExp) =>
    page.getByRole("button", { name, exact: typeof name === "string" });
  const shown = (page: Page, screen: string) =>
    page.locator(`.app[data-screen="${screen}"]`).waitFor();

  /** Down from the computer's top to a folder. */
  async function walkTo(page: Page, path: string) {
    await button(page, "This computer").click();
    for (const part of path.split("/").filter((each) => each !== ""))
      await page
        .getByRole("list", { name: /Content of/ })
        .getByRole("button", { name: part, exact: true })
        .click();
  }

  async function openBundle(page: Page) {
    await button(page, "Choose a folder").click();
    await walkTo(page, shop.folder);
    await page.getByRole("button", { name: /^bundle/ }).click();
    await button(page, "Choose the public key").click();
    await walkTo(page, shop.folder);
    await button(page, "headquarters.pub").click();
  }

  async function chooseBundle(page: Page) {
    await openBundle(page);
    await page.getByText("every file is as it was signed").waitFor();
  }

  async function newStation(page: Page) {
    await button(page, "New station").click();
    await page.getByLabel("Number of the station").fill("s-0042");
    await button(page, "Use this station").click();
    await page.getByText("New; it is saved").waitFor();
  }

  async function typeHost(page: Page, secret: string) {
    await page.getByLabel("Address").fill("127.0.0.1");
    await page.getByLabel("Port").fill(String(sshd.port));
    await page.getByLabel("User").fill("tech");
    await page
      .getByRole("textbox", { name: "Password", exact: true })
      .fill(secret);
  }

  test("from nothing to what was found: station, bundle, a host key that is compared, a wrong password", async () => {
    const { page, context, wrong } = await openPage(browser, wizard.url);
    await newStation(page);
    await chooseBundle(page);
    await button(page, "Next").click();
    await shown(page, "server");

    await typeHost(page, "wrong");
    await button(page, "Sign in and check").click();
    await page.getByText(sshd.hostKey).waitFor();
    await button(page, "Stop").click();
    // Nobody signs in to what was not the same.
    await page.getByRole("alert").waitFor();
    await button(page, "Sign in and check").click();
    await page.getByText(sshd.hostKey).waitFor();
    await button(page, "It is the same").click();
    await page.getByText(/refused to sign in the user tech/).waitFor();
    expect(await axeFinds(page)).toEqual([]);

    await page
      .getByRole("textbox", { name: "Password", exact: true })
      .fill(password);
    await button(page, "Sign in and check").click();
    await shown(page, "check");
    await page.getByRole("region", { name: "s-0042-server" }).waitFor();
    expect(await axeFinds(page)).toEqual([]);
    // Main kept what it was signed in with: a window that forgot it can look again.
    await page.reload();
    await shown(page, "check");
    await button(page, "Check again").click();
    await expect
      .poll(() => button(page, "Check again").isEnabled(), {
        timeout: 60_000,
      })
      .toBe(true);
    await shown(page, "check");

    // Another answer takes away what was built on the one before, and says so.
    await button(page, /^Station and bundle/).click();
    await page.getByText("ends the sign-in").waitFor();
    await page
      .getByRole("region", { name: "Bundle" })
      .getByRole("button", { name: "Choose another" })
      .click();
    await page.getByText("The sign-in to the servers ended.").waitFor();
    expect(await page.getByText(password).count()).toBe(0);
    expect(wrong).toEqual([]);
    await context.close();

    // After the power went, station and bundle are offered again.
    await wizard.kill();
    wizard = await startWizard(home);
    const again = await openPage(browser, wizard.url);
    await button(again.page, /s-0042/).click();
    await button(again.page, /Used last time/).click();
    await again.page.getByText("every file is as it was signed").waitFor();
    await button(again.page, "Next").click();
    await shown(again.page, "server");
    // The host key is known by now.
    await typeHost(again.page, password);
    await button(again.page, "Sign in and check").click();
    await shown(again.page, "check");
    await again.context.close();
  });

  test("signing in to what never answers can be given up, and goes on where it stood", async () => {
    const silent = createServer((socket) => socket.on("error", () => {}));
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const { page, context, wrong } = await openPage(browser, wizard.url);
    await newStation(page);
    await chooseBundle(page);
    await button(page, "Next").click();
    await shown(page, "server");
    await typeHost(page, password);
    await page.getByLabel("Port").fill(String(port));
    const asked = once(silent, "connection");
    await button(page, "Sign in and check").click();
    await asked;
    await button(page, "Cancel").click();
    await page.locator(".signing").waitFor({ state: "detached" });
    expect(await page.getByRole("alert").count()).toBe(0);
    await page.getByLabel("Port").fill(String(sshd.port));
    await button(page, "Sign in and check").click();
    await button(page, "It is the same").click();
    await shown(page, "check");
    expect(wrong).toEqual([]);
    await context.close();
    silent.close();
  });

  test("by keyboard alone", async () => {
    const { page, context, wrong } = await openPage(browser, wizard.url);
    const { keyboard } = page;
    const here = () =>
      page.evaluate<string>(
        `document.activeElement.labels?.[0]?.innerText ?? document.activeElement.ariaLabel ?? document.activeElement.innerText ?? ""`,
      );
    const tabTo = async (name: RegExp) => {
      for (let tries = 0; tries < 60; tries += 1) {
        if (name.test((await here()).trim())) return;
        await keyboard.press("Tab");
      }
      throw new Error(`Tab does not lead to ${name}`);
    };
    const press = async (name: RegExp) => {
      await tabTo(name);
      await keyboard.press("Enter");
    };
    await press(/^New station$/);
    await keyboard.type("s-0042");
    await press(/^Use this station$/);
    await press(/^Choose a folder$/);
    await press(/^This computer$/);
    for (const part of shop.folder.split("/").filter((each) => each !== "")) {
      await page
        .getByRole("list", { name: /Content of/ })
        .getByRole("button", { name: part, exact: true })
        .waitFor();
      await press(new RegExp(`^${part}$`));
    }
    await page.getByRole("button", { name: /^bundle/ }).waitFor();
    await press(/^bundle/);
    await button(page, "Choose the public key").waitFor();
    await press(/^Choose the public key$/);
    await page.getByRole("dialog").waitFor();
    await keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(wrong).toEqual([]);
    await context.close();
  });

  test("a bundle with an altered file is refused, and one without a signature is none", async () => {
    const { page, context } = await openPage(browser, wizard.url);
    await newStation(page);
    const [file] = readdirSync(shop.out, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".tar.zst"))
      .sort();
    if (file === undefined) throw new Error("the bundle has images");
    const bytes = readFileSync(join(shop.out, file));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(join(shop.out, file), bytes);
    await openBundle(page);
    await page.getByText(/is not what was signed/).waitFor();
    expect(await button(page, "Next").isDisabled()).toBe(true);

    rmSync(join(shop.out, "manifest.json.minisig"));
    await button(page, "Choose a folder").click();
    await walkTo(page, shop.folder);
    // A folder as any other: its name, and no word that it is a bundle.
    expect(
      await page.getByRole("button", { name: /^bundle/ }).innerText(),
    ).toBe("bundle");
    await context.close();
  });
});
