import type { Step } from "../engine/step.ts";
import type { HostWork, StationWork } from "./remote-work.ts";
import { scriptedStep, stepId } from "./scripted-step.ts";

/** Makes the host ready: name, kernel, default route, firewall. */
export function hostSteps(work: StationWork, host: HostWork): Step[] {
  const { station } = work;
  const all = work.kind === "undo";
  const steps: Step[] = [];
  const after = () => steps.slice(-1).map((step) => step.planned.id);
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
        changes: host.facts.defaultRoute ? [] : ["forecourt-route.service"],
      }),
    );
  if (all || host.facts.firewalld || host.facts.ufw)
    steps.push(
      scriptedStep(work, host, {
        name: "host-firewall",
        after: after(),
        seconds: 2,
        changes: [host.facts.firewalld ? "firewalld" : "ufw"],
        parameters: {
          ROLE: host.spec.role,
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
