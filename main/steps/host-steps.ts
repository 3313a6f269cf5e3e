import { serversOf } from "../../common/model/station.ts";
import type { Step } from "../engine/step.ts";
import { mends, type HostWork, type StationWork } from "./remote-work.ts";
import { scriptedStep, stepId } from "./scripted-step.ts";

/** Makes the host ready: what the technician chose to have mended, name, kernel, default route, firewall. */
export function hostSteps(work: StationWork, host: HostWork): Step[] {
  const { station } = work;
  const all = work.kind === "undo";
  const steps: Step[] = [];
  const after = () => steps.slice(-1).map((step) => step.planned.id);
  // First of all: everything after it makes files and certificates with this time.
  if (all || mends(work, host, "clock.laptop", "clock.bundle", "clock.hosts"))
    steps.push(
      scriptedStep(work, host, {
        name: "host-clock",
        after: after(),
        seconds: 1,
        changes: [],
        lateParameters: () =>
          Promise.resolve({ NOW: String(Math.round(work.clock.now() / 1000)) }),
      }),
    );
  if (all || station.authorizedKeys.length > 0)
    steps.push(
      scriptedStep(work, host, {
        name: "host-keys",
        after: after(),
        seconds: 1,
        changes: ["~/.ssh/authorized_keys"],
        parameters: {
          USER: host.spec.signIn.user,
          KEYS: station.authorizedKeys.join("\n"),
        },
      }),
    );
  if (all || host.spec.setHostName)
    steps.push(
      scriptedStep(work, host, {
        name: "host-name",
        after: after(),
        seconds: 1,
        changes: ["/etc/hostname", "/etc/hosts"],
        parameters: { NAME: host.spec.name },
      }),
    );
  const mended = [
    ["os.own-hosts-line", "host-hosts", "/etc/hosts"],
    ["network.cloud-setup", "host-cloud-setup", "nm-cloud-setup.timer"],
    [
      "network.network-manager",
      "host-network-manager",
      "/etc/NetworkManager/conf.d/90-forecourt.conf",
    ],
  ] as const;
  for (const [check, name, change] of mended)
    if (all || mends(work, host, check))
      steps.push(
        scriptedStep(work, host, {
          name,
          after: after(),
          seconds: 1,
          changes: [change],
        }),
      );
  steps.push(
    scriptedStep(work, host, {
      name: "host-kernel",
      after: after(),
      seconds: 1,
      changes: [
        "/etc/modules-load.d/forecourt.conf",
        "/etc/sysctl.d/90-forecourt.conf",
      ],
    }),
  );
  if (all || station.isolated)
    steps.push(
      scriptedStep(work, host, {
        name: "host-route",
        after: after(),
        seconds: 1,
        changes:
          host.facts.defaultRoutes?.length !== 0
            ? []
            : ["forecourt-route.service"],
      }),
    );
  const firewall = ["firewalld", "ufw"].find((unit) =>
    host.facts.activeUnits?.includes(unit),
  );
  if (all || firewall !== undefined)
    steps.push(
      scriptedStep(work, host, {
        name: "host-firewall",
        after: after(),
        seconds: 2,
        changes: [firewall ?? "firewalld"],
        parameters: {
          ROLE: host.spec.role,
          SERVERS: String(serversOf(station).length),
          CIDRS: [station.k3s.clusterCidr, station.k3s.serviceCidr].join(" "),
        },
      }),
    );
  return steps;
}

/** The step of the host that everything else on it comes after. */
export function hostIsReady(host: HostWork, steps: readonly Step[]): string {
  return steps.at(-1)?.planned.id ?? stepId(host, "host-kernel");
}
