import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Snapshot } from "../../../common/ipc/snapshot.ts";
import type {
  DiscoveryEvent,
  FoundHost,
} from "../../../common/model/discovery.ts";
import { failed } from "../../../common/model/failure.ts";
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

const old = `SHA256:${"B".repeat(43)}`;
const now = "SHA256:19AsjU/vyoR7hjJIW8LHUK+cnNAN2dDRDczQ00igER8";
const key = { fingerprint: now, type: "ssh-ed25519" };
const host = (changes: Partial<FoundHost>): FoundHost => ({
  address: "192.0.2.50",
  port: 22,
  reason: "ssh",
  names: [],
  after: 1,
  ...changes,
});
const found: FoundHost[] = [
  host({
    address: "192.0.2.60",
    reason: "no-ssh",
    failure: "ssh-silent",
    mac: "00:30:48:00:00:60",
    vendor: "Supermicro",
  }),
  host({
    banner: "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7",
    key,
    mac: "18:66:da:00:00:50",
    vendor: "Dell",
    names: ["till"],
  }),
  host({
    address: "192.0.2.77",
    reason: "re-imaged",
    key,
    known: {
      station: "s-0107",
      host: "pump",
      address: "192.0.2.77",
      pinned: old,
    },
  }),
  host({ address: "192.0.2.90", reason: "closed", failure: "port-closed" }),
];

async function opened(snapshot: Snapshot) {
  const main = await serveCanned(snapshot);
  main.answers["discovery.networks"] = () => [
    {
      interface: "eth0",
      address: "192.0.2.1",
      range: "192.0.2.0/24",
      hosts: 254,
      offered: "192.0.2.0/24",
      kind: "usual",
    },
    {
      interface: "docker0",
      address: "172.17.0.1",
      range: "172.17.0.0/16",
      hosts: 65534,
      offered: "172.17.0.0/24",
      kind: "virtual",
    },
  ];
  const { page, context, wrong } = await openPage(browser, main.startUrl());
  await page.evaluate(`location.hash = "server"`);
  await page.reload();
  await page.locator('.app[data-screen="server"] h1').waitFor();
  return {
    ...main,
    page,
    inputs: (channel: string) =>
      main.asked
        .filter((each) => each.channel === channel)
        .map(({ input }) => input),
    tellEvent: (event: DiscoveryEvent) => main.send("discovery.event", event),
    button: (name: string) => page.getByRole("button", { name, exact: true }),
    end: async () => {
      expect(wrong).toEqual([]);
      await context.close();
      await main.close();
    },
  };
}

async function searched(wizard: Awaited<ReturnType<typeof opened>>) {
  await wizard.button("Find servers").click();
  await expect.poll(() => wizard.inputs("discovery.start")).toHaveLength(1);
  wizard.tellEvent({
    type: "search-started",
    ranges: ["192.0.2.0/24"],
    ports: [22],
    addresses: 253,
  });
  for (const one of found) wizard.tellEvent({ type: "found", host: one });
  await wizard.page.locator(".found").nth(3).waitFor();
}

test("hosts come as they are found, the likeliest first, and one touch takes one in", async () => {
  const wizard = await opened(snapshotAt("chosen"));
  const { page, button } = wizard;
  await searched(wizard);
  // Nobody was asked for an address.
  expect(wizard.inputs("discovery.start")).toEqual([
    { ranges: null, ports: [22], confirmed: false },
  ]);
  const addresses = await page.locator(".found b").allTextContents();
  expect(addresses).toEqual([
    "192.0.2.77",
    "192.0.2.50",
    "192.0.2.60",
    "192.0.2.90",
  ]);
  wizard.tellEvent({ type: "searched", addresses: 120, of: 253 });
  await page.getByText("120 of 253 addresses").waitFor();
  wizard.tellEvent({
    type: "search-ended",
    outcome: "done",
    took: 1100,
    hosts: 4,
    ways: [],
  });
  await page.getByText("Found: 4").waitFor();
  await page.getByText("Was pump of s-0107").waitFor();
  await page
    .getByText("accepts connections on port 22 but says nothing")
    .waitFor();
  // What cannot be signed in to has no button.
  expect(await button("Add as agent").count()).toBe(1);
  await page
    .locator(".found", { hasText: "192.0.2.50" })
    .getByRole("button")
    .click();
  await page.getByText("in the station").waitFor();
  await button("Close").click();
  expect(await page.getByLabel("Address").inputValue()).toBe("192.0.2.50");
  await expect
    .poll(() => wizard.inputs("discovery.stop").length)
    .toBeGreaterThan(0);
  await wizard.end();
});

test("a machine with another key than before is not taken in by one touch", async () => {
  const wizard = await opened(snapshotAt("chosen"));
  const { page, button } = wizard;
  await searched(wizard);
  const row = page.locator(".found", { hasText: "192.0.2.77" });
  const hosts = () => page.locator(".host-item").count();
  const before = await hosts();
  await button("Use it all the same …").click();
  await row.getByText("Did somebody set pump up anew?").waitFor();
  expect(await misfits(page)).toEqual([]);
  expect(await axeFinds(page)).toEqual([]);
  // The careful answer is the one at hand.
  await page.keyboard.press("Enter");
  await button("Use it all the same …").click();
  expect(await hosts()).toBe(before);
  await button("It was set up anew").click();
  await row.getByText("in the station").waitFor();
  expect(await hosts()).toBe(before + 1);
  await wizard.end();
});

test("a range that wants a yes is searched only with one", async () => {
  const wizard = await opened(snapshotAt("chosen"));
  const { page, button } = wizard;
  await searched(wizard);
  wizard.tellEvent({
    type: "search-ended",
    outcome: "done",
    took: 1,
    hosts: 4,
    ways: [],
  });
  wizard.refuse(
    "discovery.start",
    failed("range-public", {
      data: { range: "8.8.8.0/24", addresses: 254 },
    }).failure,
  );
  await page.getByLabel("Another range").fill("8.8.8.0/24");
  await button("Search").click();
  await page.getByText("belongs to the public internet").waitFor();
  await button("Search it").click();
  await expect
    .poll(() => wizard.inputs("discovery.start").at(-1))
    .toEqual({
      ranges: ["192.0.2.0/24", "8.8.8.0/24"],
      ports: [22],
      confirmed: true,
    });
  await wizard.end();
});

test("the search: axe finds nothing, all fits a small window and a finger, in every theme and language", async () => {
  const wizard = await opened(snapshotAt("chosen"));
  await searched(wizard);
  await fitsEverybody(wizard, "search");
  await wizard.end();
});

const question = {
  id: 1,
  host: "s-0042-server",
  address: "192.0.2.11",
  fingerprint: now,
  keyType: "ssh-ed25519",
};

test("a new key is compared with the sticker, as text and as QR code", async () => {
  const wizard = await opened(
    snapshotAt("chosen", {
      busy: { with: "signing-in", bytes: 0, totalBytes: 0 },
      question,
    }),
  );
  const { page } = wizard;
  await page
    .getByRole("img", { name: "The fingerprint as a QR code" })
    .waitFor();
  const field = page.getByLabel("Compare with the sticker");
  await field.fill(`256 ${now} root@pump (ED25519)`);
  await page.getByText("It is the same.").waitFor();
  await field.fill(old);
  await page.getByText("It differs!").waitFor();
  await wizard.end();
});

test("a server that was set up anew: both keys are seen, and a click alone is not enough", async () => {
  const wizard = await opened(
    snapshotAt("chosen", {
      doing: "signing-in",
      failure: failed("host-key-changed", {
        host: "s-0042-server",
        data: { pinned: old, fingerprint: now },
      }).failure,
    }),
  );
  const { page, button } = wizard;
  await button("This server was set up anew").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(old).waitFor();
  await dialog.getByText(now).waitFor();
  expect(await button("Remember the new key").isDisabled()).toBe(true);
  const field = page.getByLabel("Type s-0042-server to confirm");
  await field.fill("s-0042");
  expect(await button("Remember the new key").isDisabled()).toBe(true);
  expect(await misfits(page)).toEqual([]);
  expect(await axeFinds(page)).toEqual([]);
  await field.fill("s-0042-server");
  await button("Remember the new key").click();
  await expect
    .poll(() => wizard.inputs("discovery.replaceHostKey"))
    .toEqual([{ host: "s-0042-server", was: old, becomes: now }]);
  await expect.poll(() => wizard.inputs("hosts.check")).toHaveLength(1);
  await wizard.end();
});
