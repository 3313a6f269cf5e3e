import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { languages } from "../../../common/messages/language.ts";
import { snapshotAt } from "../../unit/renderer/wizard-samples.ts";
import {
  axeFinds,
  launchBrowser,
  misfits,
  openPage,
  serveCanned,
} from "./canned-main.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("an agent is reached through the server: said, saved, and fitting in every theme and language", async () => {
  const main = await serveCanned(snapshotAt("chosen"));
  const { page, context, wrong } = await openPage(browser, main.startUrl());
  await page.evaluate('location.hash = "server"');
  await page.reload();
  const press = (name: string) =>
    page.getByRole("button", { name, exact: true }).click();
  await press("Add an agent");
  const [server] = snapshotAt("chosen").station?.station.hosts ?? [];
  await page.getByLabel("Address").fill("192.0.2.13");
  await page.getByLabel("User").fill(server?.signIn.user ?? "root");
  await page.getByText("Empty: two of the other").waitFor();
  await page.getByText("Reached through another server").click();
  await page.getByLabel("Reached through").selectOption(server?.name ?? "");
  for (const [at, theme] of (
    ["light", "dark", "contrast"] as const
  ).entries()) {
    const language = languages[at] ?? "en";
    main.tell({ preferences: { theme, language } });
    await page
      .locator(`html[lang="${language}"][data-theme="${theme}"]`)
      .waitFor();
    expect(await misfits(page), `${theme} ${language}`).toEqual([]);
    expect(await axeFinds(page), `${theme} ${language}`).toEqual([]);
  }
  main.tell({ preferences: { theme: "light", language: "en" } });
  await press("Sign in and check");
  const saved = () =>
    main.asked
      .filter(({ channel }) => channel === "station.save")
      .map(({ input }) => input);
  await expect.poll(() => saved()).toHaveLength(1);
  expect(saved()).toMatchObject([
    { station: { hosts: [{}, {}, { jump: server?.name }] } },
  ]);
  expect(wrong).toEqual([]);
  await context.close();
  await main.close();
});

test("a new station's public key: a private one is refused in words, nothing of it is kept", async () => {
  const main = await serveCanned(snapshotAt("fresh"));
  const { page, context, wrong } = await openPage(browser, main.startUrl());
  await page.getByRole("button", { name: "New station", exact: true }).click();
  const key = page.getByLabel("Public key that may sign in");
  await key.fill("-----BEGIN OPENSSH PRIVATE KEY-----");
  await page.getByLabel("Number of the station").fill("s-7");
  await page.getByText("This is no public key").waitFor();
  const use = page.getByRole("button", { name: "Use this station" });
  await use.click();
  expect(await misfits(page)).toEqual([]);
  expect(await axeFinds(page)).toEqual([]);
  await key.fill("");
  await page.getByLabel("The first server may sign in").check();
  expect(await misfits(page)).toEqual([]);
  await use.click();
  await page.getByText("New; it is saved").waitFor();
  await page.getByText("the first server gets into the agents").waitFor();
  expect(await misfits(page)).toEqual([]);
  expect(await axeFinds(page)).toEqual([]);
  expect(wrong).toEqual([]);
  await context.close();
  await main.close();
});
