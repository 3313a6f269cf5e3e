import type { Snapshot } from "../../../common/ipc/snapshot.ts";
import { failed, type Failure } from "../../../common/model/failure.ts";
import type { Finding } from "../../../common/model/finding.ts";
import { findingsOf } from "../../../main/checks/all-checks.ts";
import {
  GiB,
  inputOf,
  listening,
  places,
  type Change,
} from "../../unit/checks/sample.ts";
import { runOf, snapshotAt } from "../../unit/renderer/wizard-samples.ts";

const known = [
  {
    path: "/home/tech/stations/s-0042.yaml",
    id: "s-0042",
    name: "Motorway A7, kilometre 311",
    bundle: { folder: "/home/tech/bundle-summer" },
  },
  { path: "/home/tech/stations/s-0107.yaml", id: "s-0107", name: "s-0107" },
];
const unfinished = {
  run: "20261101-120000-ab12",
  kind: "install" as const,
  started: "2026-11-01T12:00:00Z",
};
/** What the checks really say of a host that is changed like this. */
const findings = (
  change: Change = {},
  decide: (finding: Finding) => Partial<Finding> = () => ({}),
): Finding[] =>
  findingsOf(inputOf(change)).map((finding) => ({
    ...finding,
    host: "s-0042-server",
    ...decide(finding),
  }));

/** Everything that can stand in the way, one of each kind. */
const troubled: Change = {
  facts: {
    hostName: "Server_1",
    places: places({ bytes: GiB }),
    listening: listening(6443, "tcp", "haproxy"),
    clock: 1_780_000_000,
    forwardingOff: ["/etc/sysctl.d/99-hardening.conf"],
    activeUnits: ["chrony", "NetworkManager"],
    dataDevice: null,
    cloudSetup: true,
  },
};

interface Moment {
  readonly hash: string;
  readonly snapshot: Snapshot;
  /** What main answers, by channel. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** What it refuses for as long as it is asked. */
  readonly refusals?: Readonly<Record<string, Failure>>;
}

const done = { run: runOf("done") };
const lost = failed("connection-lost", {
  host: "s-0042-server",
  data: { address: "192.0.2.11" },
  retry: true,
}).failure;
const node = (name: string, ready: boolean, roles: string[]) => ({
  name,
  ready,
  roles,
  version: "v1.35.1+k3s1",
  address: name.endsWith("server") ? "192.0.2.11" : "192.0.2.12",
});

/** Every screen in each state that it can be in: how it is made, and the address of its screen. */
export const moments: Record<string, Moment> = {
  "station-empty": { hash: "station", snapshot: snapshotAt("fresh") },
  "station-known": {
    hash: "station",
    snapshot: snapshotAt("fresh", {
      known,
      interrupted: { ...known[0], unfinished } as never,
    }),
  },
  "station-verifying": {
    hash: "station",
    snapshot: snapshotAt("chosen", {
      known,
      bundle: null,
      unfinished,
      busy: {
        with: "verifying-bundle",
        bytes: 310e6,
        totalBytes: 900e6,
      },
    }),
  },
  "station-refused": {
    hash: "station",
    snapshot: snapshotAt("chosen", {
      bundle: null,
      doing: "opening-bundle",
      failure: failed("bundle-file-altered", {
        data: { path: "k3s/k3s-airgap-images-amd64.tar.zst" },
      }).failure,
    }),
  },
  "station-chosen": { hash: "station", snapshot: snapshotAt("chosen") },
  server: { hash: "server", snapshot: snapshotAt("chosen") },
  "server-signing-in": {
    hash: "server",
    snapshot: snapshotAt("chosen", {
      busy: { with: "signing-in", bytes: 0, totalBytes: 0 },
    }),
  },
  "server-question": {
    hash: "server",
    snapshot: snapshotAt("chosen", {
      busy: { with: "signing-in", bytes: 0, totalBytes: 0 },
      question: {
        id: 1,
        host: "s-0042-server",
        address: "192.0.2.11",
        fingerprint: "SHA256:uNiVztksCsDhcc0u9e8BrwIFxMy3xr4rTh2mCeKfqM0",
        keyType: "ssh-ed25519",
      },
    }),
  },
  "server-refused": {
    hash: "server",
    snapshot: snapshotAt("chosen", {
      doing: "signing-in",
      failure: failed("sign-in-refused", {
        host: "s-0042-server",
        data: { user: "tech", methods: "publickey, password" },
      }).failure,
    }),
  },
  "check-good": {
    hash: "check",
    snapshot: snapshotAt("looked", { findings: findings() }),
  },
  "check-warn": {
    hash: "check",
    snapshot: snapshotAt("looked", {
      findings: findings({ facts: { hostName: "Server_1" } }),
    }),
  },
  "check-fail": {
    hash: "check",
    snapshot: snapshotAt("looked", {
      plan: null,
      findings: findings(troubled),
    }),
  },
  "check-decided": {
    hash: "check",
    snapshot: snapshotAt("looked", {
      plan: null,
      findings: findings(troubled, ({ check, fix }) =>
        check === "kernel.forwarding"
          ? {
              accepted: {
                reason: "The firewall team removes that file tonight.",
                by: "maria@laptop-7",
                time: "2026-11-01T12:00:00Z",
              },
            }
          : fix === undefined
            ? {}
            : { fix: { chosen: true } },
      ),
    }),
  },
  plan: { hash: "plan", snapshot: snapshotAt("planned") },
  "plan-unfinished": {
    hash: "plan",
    snapshot: snapshotAt("planned", { unfinished }),
  },
  install: {
    hash: "install",
    snapshot: snapshotAt("planned", { run: runOf("running") }),
  },
  "install-failed": {
    hash: "install",
    snapshot: snapshotAt("planned", {
      run: runOf("failed"),
      doing: "running",
      failure: failed("k3s-start-failed", {
        host: "s-0042-server",
        command: "k3s-start apply",
        exitCode: 1,
        lastLines: [
          'level=info msg="Starting k3s v1.35.1+k3s1"',
          'level=fatal msg="no default routes found"',
        ],
        data: { reason: "no default routes found" },
        retry: true,
      }).failure,
    }),
  },
  cluster: {
    hash: "cluster",
    snapshot: snapshotAt("planned", done),
    answers: {
      "cluster.nodes": [
        node("s-0042-server", true, ["control-plane", "etcd"]),
        node("s-0042-till", false, []),
      ],
    },
  },
  "cluster-refused": {
    hash: "cluster",
    snapshot: snapshotAt("planned", done),
    refusals: { "cluster.nodes": lost },
  },
  "cluster-away": {
    hash: "cluster",
    snapshot: snapshotAt("planned", { ...done, hosts: [] }),
  },
  finish: { hash: "finish", snapshot: snapshotAt("planned", done) },
};
