import type { Snapshot } from "../../../common/ipc/snapshot.ts";
import type { StepName } from "../../../common/model/plan.ts";
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
  pack: null,
  registration: null,
  unfinished: null,
  interrupted: null,
  replay: null,
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
    rancher: "2.15.1",
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
    k3s: "",
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

const step = (
  host: string,
  name: StepName,
  seconds: number,
  bytes: number,
  ...changes: string[]
) => ({
  id: `${host}/${name}`,
  name,
  host,
  after: [],
  bytes,
  seconds,
  changes,
});

const planned = {
  ...looked,
  plan: {
    ...looked.plan,
    steps: station.hosts.flatMap(({ name, role }) => [
      step(name, "host-kernel", 5, 0, "/etc/modules-load.d/forecourt.conf"),
      step(name, "docker-upload", 20, 80e6),
      step(name, "docker-programs", 15, 0, "/usr/local/bin/docker"),
      step(
        name,
        "docker-service",
        10,
        0,
        "docker.service",
        "containerd.service",
      ),
      step(name, "k3s-upload", 60, 640e6, "/var/lib/rancher/k3s/agent/images"),
      step(name, "k3s-install", 20, 0, "/usr/local/bin/k3s", "k3s.service"),
      step(name, role === "server" ? "k3s-start" : "k3s-join", 45, 0),
    ]),
  },
} satisfies Partial<Snapshot>;

let seq = 1;

/** Main's truth at a moment; each call is a later one. */
export const snapshotAt = (
  moment: "fresh" | "chosen" | "looked" | "planned",
  more: Partial<Snapshot> = {},
): Snapshot => ({
  ...fresh,
  ...{ fresh: {}, chosen, looked, planned }[moment],
  ...more,
  seq: (seq += 1),
});

export const runOf = (
  state: "running" | "done" | "failed" | "aborted",
  kind: "install" | "undo" = "install",
) => ({ run: "20261101-120000-ab12", kind, state, seq: 3 });
