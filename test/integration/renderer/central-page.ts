import type { Browser } from "playwright-core";
import { expect } from "vitest";
import type { SeenRancher } from "../../../common/ipc/contract.ts";
import type {
  PackSummary,
  SeenRegistration,
} from "../../../common/ipc/snapshot.ts";
import type { RunEvent } from "../../../common/model/events.ts";
import { snapshotAt } from "../../unit/renderer/wizard-samples.ts";
import { openPage, serveCanned } from "./canned-main.ts";

export const checksum =
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

export const until = "2026-12-24T03:00:00.000Z";
export const seenAs = (
  state: SeenRegistration["state"],
  more: Partial<SeenRegistration> = {},
): SeenRegistration => ({
  state,
  rancher: state === "none" ? "" : "https://rancher.example",
  validity: null,
  trouble: null,
  asked: "2026-11-26T11:05:00.000Z",
  ...more,
});
export const pack: PackSummary = {
  path: "/media/tech/FORECOURT/s-0042.pack",
  rancher: "https://rancher.example",
  version: "v2.15.1",
  cluster: "s-0042",
  created: "2026-11-24T00:00:00.000Z",
  validity: { until, reason: "token" },
  over: false,
  otherKeys: [],
  monthly: 1_521_875_000,
  once: 0,
};

export const installed = snapshotAt("planned", {
  run: { run: "20261126-100000-aa11", kind: "install", state: "done", seq: 9 },
});
export const registering = {
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

/** The central screen over canned answers, at this moment. */
export async function opened(
  browser: Browser,
  belief: SeenRancher["belief"],
  snapshot = installed,
) {
  const main = await serveCanned(snapshot);
  main.answers["rancher.look"] = () => seen(belief);
  main.answers["run.events"] = () => events;
  for (const name of ["recheck", "openPack", "registerLater", "unregister"])
    main.answers[`rancher.${name}`] = () => null;
  main.answers["files.list"] = ({ path }: { path: string }) => ({
    path,
    parent: null,
    entries: [
      { name: "s-0042.pack", kind: "file" },
      { name: "s-0042.yaml", kind: "file" },
    ],
  });
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
