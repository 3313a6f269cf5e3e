import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failed } from "../../../common/model/failure.ts";
import { launchBrowser } from "./canned-main.ts";
import {
  checksum,
  installed,
  opened,
  registering,
  seenAs,
} from "./central-page.ts";
import { fitsEverybody } from "./fits-everybody.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("a new authority is compared by a person before the token can be typed", async () => {
  const wizard = await opened(browser, "unknown");
  const { page, button, inputs } = wizard;
  expect(await button("Register now").isDisabled()).toBe(true);
  await page
    .getByRole("textbox", { name: "Rancher's address" })
    .fill("https://rancher.example");
  // By key alone.
  await page.keyboard.press("Enter");
  await page.getByText("group by group").waitFor();
  expect(inputs("rancher.look")).toEqual([{ url: "https://rancher.example" }]);
  expect(await page.getByLabel("API token").count()).toBe(0);
  await page.getByLabel("Both checksums are the same").check();
  await page
    .getByRole("textbox", { name: "API token" })
    .fill("token-abcde:secret");
  await fitsEverybody(wizard, "unknown");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  await button("Register now").click();
  await expect
    .poll(() => inputs("rancher.register"))
    .toEqual([
      {
        url: "https://rancher.example",
        signIn: { kind: "token", token: "token-abcde:secret" },
        checksum,
        takeOver: false,
      },
    ]);
  await wizard.end();
});

test("an authority that has changed, or that nobody vouches for, stops here", async () => {
  for (const belief of ["changed", "untrusted"] as const) {
    const wizard = await opened(browser, belief);
    const { page, button } = wizard;
    await page
      .getByRole("textbox", { name: "Rancher's address" })
      .fill("https://rancher.example");
    await button("Look").click();
    await page.getByText("othing was sent").waitFor();
    expect(await page.getByLabel("API token").count()).toBe(0);
    expect(await button("Register now").isDisabled()).toBe(true);
    await fitsEverybody(wizard, belief);
    await wizard.end();
  }
});

test("stages are shown while it registers, and the end is said", async () => {
  const wizard = await opened(browser, "confirmed", {
    ...installed,
    run: registering,
  });
  const { page, button } = wizard;
  await page.getByText("CN=rancher.example").waitFor();
  await fitsEverybody(wizard, "registering");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  await button("Stop").click();
  await expect.poll(() => wizard.inputs("run.stop")).toEqual([null]);
  wizard.tell({
    run: { ...registering, state: "done" },
    registration: seenAs("connected"),
  });
  await page.getByText("The station is registered").waitFor();
  await fitsEverybody(wizard, "done");
  await wizard.end();
});

test("a broken uplink is said, and gone on with", async () => {
  const failure = failed("uplink-unreachable", {
    host: "s-0042-server",
    data: { url: "https://rancher.example", reason: "Connection timed out" },
    retry: true,
  }).failure;
  const wizard = await opened(browser, "confirmed", {
    ...installed,
    run: { ...registering, state: "failed" },
    failure,
    doing: "running",
  });
  const { page, button } = wizard;
  await page.getByText("cannot connect to https://rancher.example").waitFor();
  await fitsEverybody(wizard, "failed");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  await button("Go on").click();
  await expect.poll(() => wizard.inputs("run.resume")).toEqual([null]);
  await wizard.end();
});
