import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SeenRancher } from "../../../common/ipc/contract.ts";
import { languages } from "../../../common/messages/language.ts";
import type { RunEvent } from "../../../common/model/events.ts";
import { failed } from "../../../common/model/failure.ts";
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

const checksum =
  "9f2c41d07be8a35566e1f00c9d4b7a8213c6e5f7081b92ad3f4e5c6b7a8d9e0f";
const seen = (belief: SeenRancher["belief"]): SeenRancher => ({
  url: "https://rancher.example",
  version: "v2.15.1",
  caCerts: "",
  caChecksum: checksum,
  authorities: [
    {
      subject: "CN=Headquarters root, O=Example Fuels",
      issuer: "CN=Headquarters root, O=Example Fuels",
      from: "2024-01-01T00:00:00Z",
      until: "2034-01-01T00:00:00Z",
      fingerprint: "AA:BB",
    },
  ],
  chain: [],
  trustedBySystem: false,
  trustedByCaCerts: true,
  distrust: "",
  belief,
});

const installed = snapshotAt("planned", {
  run: { run: "20261126-100000-aa11", kind: "install", state: "done", seq: 9 },
});
const registering = {
  run: "20261126-110000-bb22",
  kind: "register" as const,
  state: "running" as const,
  seq: 4,
};
const step = (
  name:
    "rancher-cluster" | "rancher-uplink" | "rancher-agent" | "rancher-active",
  after: string[],
) => ({
  id: `s-0042-server/${name}`,
  name,
  host: "s-0042-server",
  after,
  bytes: 0,
  seconds: 3,
  changes: [],
});
const events: RunEvent[] = [
  {
    seq: 1,
    time: "2026-11-26T11:00:00Z",
    type: "run-started",
    version: 1,
    run: registering.run,
    kind: "register",
    app: "0.1.0",
    owner: "tech@laptop",
    plan: {
      station: "s-0042",
      bundle: {
        name: "b",
        sequence: 1,
        digest: "0",
        k3s: "v1.36.4+k3s1",
        docker: "29.7.2",
      },
      steps: [
        step("rancher-cluster", []),
        step("rancher-uplink", []),
        step("rancher-agent", []),
        step("rancher-active", []),
      ],
    },
  },
  {
    seq: 2,
    time: "2026-11-26T11:00:01Z",
    type: "step-ended",
    step: "s-0042-server/rancher-cluster",
    outcome: "done",
    bytes: 0,
    took: 900,
  },
  {
    seq: 3,
    time: "2026-11-26T11:00:02Z",
    type: "step-started",
    step: "s-0042-server/rancher-uplink",
  },
  {
    seq: 4,
    time: "2026-11-26T11:00:03Z",
    type: "step-progress",
    step: "s-0042-server/rancher-uplink",
    phase: "wait",
    bytes: 0,
    totalBytes: 0,
    line: "https://rancher.example: v2.15.1 CN=rancher.example",
  },
];

async function opened(belief: SeenRancher["belief"], snapshot = installed) {
  const main = await serveCanned(snapshot);
  main.answers["rancher.look"] = () => seen(belief);
  main.answers["run.events"] = () => events;
  const { page, context, wrong } = await openPage(browser, main.startUrl());
  await page.evaluate(`location.hash = "central"`);
  await page.reload();
  await page.locator('.app[data-screen="central"] h1').waitFor();
  return {
    ...main,
    page,
    button: (name: string) => page.getByRole("button", { name, exact: true }),
    inputs: (channel: string) =>
      main.asked
        .filter((each) => each.channel === channel)
        .map(({ input }) => input),
    end: async () => {
      expect(wrong).toEqual([]);
      await context.close();
      await main.close();
    },
  };
}

const themes = ["light", "dark", "contrast"] as const;

/** In every theme and language; pictures where a folder for them is named. */
async function fitsEverybody(
  wizard: Awaited<ReturnType<typeof opened>>,
  name: string,
): Promise<void> {
  for (const [at, theme] of themes.entries()) {
    const language = languages[at] ?? "en";
    wizard.tell({ preferences: { theme, language } });
    await wizard.page
      .locator(`html[lang="${language}"][data-theme="${theme}"]`)
      .waitFor();
    await picture(wizard.page, `${name}-${theme}`);
    expect(await misfits(wizard.page), `${name} ${theme}`).toEqual([]);
    expect(await axeFinds(wizard.page), `${name} ${theme}`).toEqual([]);
  }
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["FORECOURT_PICTURES"];
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/central-${name}.png` });
}

test("a new authority is compared by a person before the token can be typed", async () => {
  const wizard = await opened("unknown");
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
        token: "token-abcde:secret",
        checksum,
        takeOver: false,
      },
    ]);
  await wizard.end();
});

test("an authority that has changed, or that nobody vouches for, stops here", async () => {
  for (const belief of ["changed", "untrusted"] as const) {
    const wizard = await opened(belief);
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
  const wizard = await opened("confirmed", { ...installed, run: registering });
  const { page, button } = wizard;
  await page.getByText("CN=rancher.example").waitFor();
  await fitsEverybody(wizard, "registering");
  wizard.tell({ preferences: { theme: "light", language: "en" } });
  await button("Stop").click();
  await expect.poll(() => wizard.inputs("run.stop")).toEqual([null]);
  wizard.tell({ run: { ...registering, state: "done" } });
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
  const wizard = await opened("confirmed", {
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
