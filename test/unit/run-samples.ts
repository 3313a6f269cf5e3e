import type { Plan } from "../../common/model/plan.ts";
import { RunRecord } from "../../common/model/run-record.ts";

export const run = "20261126-140000-ab12";
export const station = "s-1";

export const aPlan: Plan = {
  station,
  bundle: {
    name: "b",
    sequence: 1,
    digest: "d".repeat(64),
    k3s: "v1.36.4+k3s1",
    docker: "29.1.0",
  },
  steps: [
    {
      id: "h1/docker-config",
      name: "docker-config",
      host: "h1",
      after: [],
      bytes: 0,
      seconds: 1,
      changes: ["/etc/docker/daemon.json"],
    },
    {
      id: "h1/docker-service",
      name: "docker-service",
      host: "h1",
      after: ["h1/docker-config"],
      bytes: 0,
      seconds: 3,
      changes: [],
    },
  ],
};

/** What stands beside the journal of a run on one host. */
export const aRecord: RunRecord = RunRecord.parse({
  format: "forecourt-run/1",
  run,
  kind: "install",
  station: {
    id: station,
    hosts: [{ name: "h1", role: "server", address: "10.0.0.1" }],
  },
  laptop: { app: "0.1.0", node: "24.0.0", system: "Linux 6", arch: "x64" },
  bundle: {
    name: "b",
    sequence: 1,
    digest: "d".repeat(64),
    signedBy: "AB12",
    created: "2026-11-01T00:00:00Z",
    files: [
      {
        path: "k3s/k3s",
        name: "k3s",
        version: "v1.36.4+k3s1",
        arch: "amd64",
        kind: "k3s-binary",
        size: 70_000_000,
        sha256: "e".repeat(64),
      },
    ],
  },
  hosts: [
    {
      name: "h1",
      laptopClock: 1_795_700_000,
      facts: {
        kernel: "Linux",
        machine: "x86_64",
        release: "6.1",
        os: { id: "debian", version: "12", name: "Debian 12" },
        hostName: "h1",
        bootId: "b",
        systemd: true,
        cpus: 4,
        memory: 8_000_000_000,
        cgroup: "v2",
        networks: [],
        clock: 1_795_700_002,
        selinux: "absent",
        k3sSelinuxPolicy: false,
        listening: [],
        k3s: [],
        kubernetes: [],
        docker: "",
        missingTools: [],
        hardware: {
          vendor: "Acme",
          model: "Box 3",
          serial: "SN-0042",
          cpu: "Some CPU @ 2 GHz",
          disks: [{ name: "sda", model: "Disk", bytes: 256_000_000_000 }],
        },
        lastRun: "",
      },
    },
  ],
  findings: [],
  plan: aPlan,
});
