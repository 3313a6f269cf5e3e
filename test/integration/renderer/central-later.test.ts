import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failed } from "../../../common/model/failure.ts";
import { launchBrowser } from "./canned-main.ts";
import { installed, opened, pack, seenAs, until } from "./central-page.ts";
import { fitsEverybody } from "./fits-everybody.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("a local user signs in with a password, by key alone", async () => {
  const wizard = await opened(browser, "system");
  const { page, button, inputs } = wizard;
  await page
    .getByRole("textbox", { name: "Rancher's address" })
    .fill("https://rancher.example");
  await page.keyboard.press("Enter");
  const token = page.getByRole("radio", { name: "An API token" });
  await token.focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("textbox", { name: "Rancher user" }).fill("tech");
  expect(await button("Register now").isEnabled()).toBe(false);
  await page.getByRole("textbox", { name: "Rancher password" }).fill("pw");
  await fitsEverybody(wizard, "user");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  await button("Register now").click();
  await expect
    .poll(() => inputs("rancher.register"))
    .toMatchObject([
      {
        signIn: { kind: "user", user: "tech", password: "pw" },
        checksum: null,
      },
    ]);
  await wizard.end();
});

test("a pack is chosen, opened, read, and registers later", async () => {
  const { bundle } = installed;
  if (bundle === null) throw new Error("no bundle");
  const wizard = await opened(browser, "system");
  const { page, button, inputs } = wizard;
  await page.getByRole("radio", { name: /^Later/ }).check({ force: true });
  await fitsEverybody(wizard, "pack-none");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  expect(await button("Register later").isEnabled()).toBe(false);
  await button("Choose the pack").click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "s-0042.pack" })
    .click();
  await page.getByRole("textbox", { name: "Passphrase" }).fill("four words");
  await fitsEverybody(wizard, "pack-passphrase");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  // By key alone.
  await page.keyboard.press("Enter");
  await expect
    .poll(() => inputs("rancher.openPack"))
    .toEqual([
      {
        path: "/media/tech/FORECOURT/s-0042.pack",
        passphrase: "four words",
      },
    ]);
  wizard.tell({ pack: { ...pack, over: true } });
  await page.getByText("Have headquarters renew it").waitFor();
  await fitsEverybody(wizard, "pack-over");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  expect(await button("Register later").isEnabled()).toBe(false);
  wizard.tell({ pack: { ...pack, otherKeys: ["s-0042-server"] } });
  await page.getByText("another host key than").waitFor();
  await fitsEverybody(wizard, "pack-other-key");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  expect(await button("Register later").isEnabled()).toBe(false);
  await page.getByLabel("This server was set up anew").check();
  expect(await button("Register later").isEnabled()).toBe(true);
  wizard.tell({
    pack,
    bundle: { ...bundle, k3s: "v1.37.1+k3s1", rancher: "" },
  });
  await page.getByText("is made for Kubernetes").waitFor();
  await fitsEverybody(wizard, "pack-misfits");
  wizard.tell({ preferences: { theme: "light", language: "en" }, bundle });
  await page.getByText("a month, more when the station").waitFor();
  await fitsEverybody(wizard, "pack");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  await button("Register later").click();
  await expect
    .poll(() => inputs("rancher.registerLater"))
    .toEqual([{ setUpAnew: true }]);
  await wizard.end();
});

test("what waits is said with its date, asked about by one click, and taken out after a question", async () => {
  const wizard = await opened(browser, "system", {
    ...installed,
    pack,
    registration: seenAs("waiting", {
      validity: { until, reason: "token" },
      trouble: failed("uplink-unreachable", {
        host: "s-0042-server",
        data: { url: "https://rancher.example", reason: "no route to host" },
      }).failure,
    }),
  });
  const { page, button, inputs } = wizard;
  await page.getByText("will register when the uplink is there").waitFor();
  await page.getByText("is valid until").waitFor();
  await fitsEverybody(wizard, "waiting");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  expect(inputs("rancher.recheck")).toEqual([]);
  await button("Check again").click();
  await expect.poll(() => inputs("rancher.recheck")).toEqual([null]);
  wizard.tell({
    registration: seenAs("over", { validity: { until, reason: "token" } }),
  });
  await page.getByText("can no longer register by itself").waitFor();
  await fitsEverybody(wizard, "over");
  wizard.tell({
    preferences: { theme: "light", language: "en" },
    registration: seenAs("connected"),
  });
  await page.getByText("The agent on s-0042 speaks with").waitFor();
  await fitsEverybody(wizard, "connected");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  await button("Leave Rancher").click();
  await page.getByRole("radio", { name: "Only here" }).check({ force: true });
  await fitsEverybody(wizard, "leave");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  await button("Leave Rancher").click();
  await page.getByText("its entry in Rancher stays").waitFor();
  await fitsEverybody(wizard, "leave-question");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  await page.keyboard.press("Escape");
  expect(inputs("rancher.unregister")).toEqual([]);
  await button("Leave Rancher").click();
  await button("Leave Rancher now").click();
  await expect
    .poll(() => inputs("rancher.unregister"))
    .toEqual([{ from: null }]);
  await wizard.end();
});

test("how it stands is asked once without being told to, and never over a failure", async () => {
  const asked = await opened(browser, "system");
  await expect.poll(() => asked.inputs("rancher.recheck")).toEqual([null]);
  await asked.end();
  const failure = failed("rancher-token-refused", {
    data: { url: "https://rancher.example" },
  }).failure;
  const wizard = await opened(browser, "system", {
    ...installed,
    failure,
    doing: "registering",
  });
  await wizard.page.getByText("does not take the API token").waitFor();
  expect(wizard.inputs("rancher.recheck")).toEqual([]);
  await wizard.end();
});

test("after a restart it says that the token is needed again, and goes on", async () => {
  const wizard = await opened(browser, "confirmed", {
    ...installed,
    run: null,
    unfinished: { run: "r", kind: "register", started: "" },
  });
  const { page, button, inputs } = wizard;
  await page.getByText("A registration did not end").waitFor();
  await page
    .getByRole("textbox", { name: "Rancher's address" })
    .fill("https://rancher.example");
  await button("Look").click();
  await page.getByRole("textbox", { name: "API token" }).fill("token-a:b");
  await fitsEverybody(wizard, "unfinished");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  await button("Go on").click();
  await expect.poll(() => inputs("rancher.register")).toHaveLength(1);
  wizard.tell({ hosts: [] });
  await page.getByText("You are not signed in to the servers").waitFor();
  await fitsEverybody(wizard, "away");
  await wizard.end();
});
