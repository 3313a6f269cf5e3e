import type { Snapshot } from "../../../common/ipc/snapshot.ts";
import { Station } from "../../../common/model/station.ts";

export const station = Station.parse({
  id: "s-0042",
  name: "Motorway A7",
  hosts: [
    { name: "s-0042-server", role: "server", address: "192.0.2.11" },
    { name: "s-0042-till", role: "agent", address: "192.0.2.12" },
  ],
});

const fresh: Snapshot = {
  seq: 1,
  app: "0.1.0",
  preferences: { language: null, theme: null },
  known: [],
  station: null,
  bundle: null,
  busy: null,
  question: null,
  hosts: [],
  findings: null,
  plan: null,
  run: null,
  unfinished: null,
  interrupted: null,
  failure: null,
  doing: null,
};

const chosen = {
  station: { path: "/stations/a.yaml", station },
  bundle: {
    folder: "/media/stick/bundle",
    name: "Autumn",
    sequence: 7,
    created: "2026-09-01T00:00:00Z",
    expires: "2027-09-01T00:00:00Z",
    k3s: "v1.35.1+k3s1",
    docker: "29.0.1",
    files: 9,
    bytes: 900e6,
    architectures: ["amd64"],
    verified: true,
  },
} satisfies Partial<Snapshot>;

const looked = {
  ...chosen,
  hosts: station.hosts.map(({ name, role, address }) => ({
    name,
    role,
    address,
    os: "Debian GNU/Linux 12",
    machine: "x86_64",
    cpus: 4,
    memory: 8e9,
    fingerprint: "SHA256:x",
  })),
  findings: [],
  plan: {
    station: station.id,
    bundle: {
      name: "Autumn",
      sequence: 7,
      digest: "d",
      k3s: "v1.35.1+k3s1",
      docker: "29.0.1",
    },
    steps: [],
  },
} satisfies Partial<Snapshot>;

let seq = 1;

/** Main's truth at a moment; each call is a later one. */
export const snapshotAt = (
  moment: "fresh" | "chosen" | "looked",
  more: Partial<Snapshot> = {},
): Snapshot => ({
  ...fresh,
  ...(moment === "fresh" ? {} : moment === "chosen" ? chosen : looked),
  ...more,
  seq: (seq += 1),
});

export const runOf = (
  state: "running" | "done" | "failed" | "aborted",
  kind: "install" | "undo" = "install",
) => ({ run: "20261101-120000-ab12", kind, state, seq: 3 });
