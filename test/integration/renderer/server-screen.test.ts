import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Station } from "../../../common/model/station.ts";
import { snapshotAt } from "../../unit/renderer/wizard-samples.ts";
import {
  axeFinds,
  launchBrowser,
  misfits,
  openPage,
  serveCanned,
} from "./canned-main.ts";
import { fitsEverybody } from "./fits-everybody.ts";

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
  await fitsEverybody({ page, tell: main.tell }, "servers-agent");
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

test("a jump host that is none of the servers: its password is typed as theirs, and goes with them", async () => {
  const station = Station.parse({
    ...snapshotAt("chosen").station?.station,
    jumpHosts: [
      { name: "router", address: "192.0.2.254", signIn: { user: "gate" } },
      {
        name: "gateway",
        address: "192.0.2.253",
        signIn: { user: "gate", password: false, key: "/keys/gate" },
      },
    ],
  });
  const [server, till] = station.hosts;
  if (server === undefined || till === undefined) throw new Error("two hosts");
  const hosts = [server, { ...till, jump: "router" }];
  const opened = { path: "/stations/a.yaml", station: { ...station, hosts } };
  const main = await serveCanned(snapshotAt("chosen", { station: opened }));
  const { page, context, wrong } = await openPage(browser, main.startUrl());
  await page.evaluate('location.hash = "server"');
  await page.reload();
  await page.getByRole("button", { name: /^router/ }).click();
  const field = (name: string) =>
    page.getByRole("textbox", { name, exact: true });
  expect(await field("Passphrase of the key").count()).toBe(0);
  await field("Password").fill("barrier 7");
  await page.getByText("192.0.2.254:22").waitFor();
  await fitsEverybody({ page, tell: main.tell }, "servers-jump");
  await page.getByRole("button", { name: /^gateway/ }).click();
  expect(await field("Password").count()).toBe(0);
  await field("Passphrase of the key").fill("open up");
  await page.getByRole("button", { name: /^router/ }).click();
  expect(await field("Password").inputValue()).toBe("barrier 7");
  await page.getByRole("button", { name: "Sign in and check" }).click();
  const checked = () =>
    main.asked
      .filter(({ channel }) => channel === "hosts.check")
      .map(({ input }) => (input as { secrets: object[] }).secrets);
  await expect.poll(() => checked()).toHaveLength(1);
  expect(checked()[0]).toEqual([
    { host: server.name },
    { host: till.name },
    { host: "router", password: "barrier 7" },
    { host: "gateway", passphrase: "open up" },
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
