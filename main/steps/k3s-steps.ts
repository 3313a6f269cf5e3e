import { failureOf } from "../../common/model/failure.ts";
import { filesFor } from "../../common/model/manifest.ts";
import type { Step } from "../engine/step.ts";
import {
  configFile,
  joinConfig,
  joinFile,
  k3sConfig,
  sha256,
} from "./k3s-config.ts";
import {
  needed,
  serverWork,
  unitOf,
  type HostWork,
  type StationWork,
} from "./remote-work.ts";
import { scriptedStep, stepId } from "./scripted-step.ts";
import { answerFailure } from "../../common/model/script-failure.ts";
import { stepScript } from "./step-script.ts";
import { targetOf, targetsOf, uploadStep } from "./upload-step.ts";

/** The first start imports images; on a small machine it takes minutes (facts A.14). */
const secondsAtMost = 600;

/** K3s on one host, up to the node that runs. */
export function k3sSteps(
  work: StationWork,
  host: HostWork,
  hostReady: string,
  token: () => Promise<string>,
): Step[] {
  const { manifest } = work.bundle;
  const { role } = host.spec;
  const one = (kind: "k3s-binary" | "k3s-install-script" | "k3s-images") =>
    needed(filesFor(manifest, host.arch, kind)[0], host.arch, kind);
  const binary = one("k3s-binary");
  const script = one("k3s-install-script");
  one("k3s-images");
  const enforcing = work.kind === "undo" || host.facts.selinux === "enforcing";
  const config = k3sConfig(work, host);
  const here = (name: Parameters<typeof stepId>[1]) => stepId(host, name);
  const first = serverWork(work);
  const isFirst = host === first;
  const joins: Step[] = isFirst
    ? []
    : [
        todoWithoutToken(
          scriptedStep(work, host, {
            name: "k3s-join",
            file: "k3s-config",
            after: [here("k3s-install"), ...joinsAfter(work, host)],
            seconds: 1,
            changes: [joinFile],
            parameters: { FILE: joinFile },
            lateParameters: async () => ({
              DIGEST: sha256(joinConfig(work, await token())),
            }),
            input: async () => joinConfig(work, await token()),
          }),
        ),
      ];
  return [
    uploadStep(work, host, {
      name: "k3s-upload",
      files: filesFor(
        manifest,
        host.arch,
        "k3s-binary",
        "k3s-images",
        "k3s-image-list",
        "k3s-install-script",
        "k3s-extra-images",
        "file",
        ...(enforcing ? (["k3s-selinux-rpm"] as const) : []),
      ),
      // One after the other over the same line; installing Docker goes on meanwhile.
      after: [hostReady, here("docker-upload")],
    }),
    ...(enforcing
      ? [
          scriptedStep(work, host, {
            name: "k3s-selinux",
            after: [here("k3s-upload")],
            seconds: 10,
            changes: ["k3s-selinux"],
            parameters: {
              RPMS: targetsOf(work, host, "k3s-selinux-rpm").join("\n"),
            },
          }),
        ]
      : []),
    scriptedStep(work, host, {
      name: "k3s-config",
      after: [enforcing ? here("k3s-selinux") : here("k3s-upload")],
      seconds: 1,
      changes: [configFile],
      parameters: { FILE: configFile, DIGEST: sha256(config) },
      input: () => Promise.resolve(config),
    }),
    scriptedStep(work, host, {
      name: "k3s-install",
      after: [here("k3s-config")],
      seconds: 3,
      changes: [`${unitOf(host)}.service`, "/usr/local/bin/k3s*"],
      parameters: {
        ROLE: role,
        SCRIPT: targetOf(script),
        VERSION: `${script.sha256} ${binary.sha256}`,
      },
    }),
    ...joins,
    scriptedStep(work, host, {
      name: "k3s-start",
      after: [isFirst ? here("k3s-install") : here("k3s-join")],
      seconds: 60,
      changes: [`${unitOf(host)}.service`, "/var/lib/rancher/k3s"],
      parameters: {
        ROLE: role,
        JOINS: isFirst ? "no" : "yes",
        VERSION: binary.sha256,
        SECONDS_AT_MOST: String(secondsAtMost),
      },
      timeout: (secondsAtMost + 60) * 1000,
    }),
    ...(isFirst
      ? [
          scriptedStep(work, host, {
            name: "k3s-token",
            after: [here("k3s-start")],
            seconds: 1,
            changes: [],
          }),
        ]
      : []),
  ];
}

/**
 * Whom a host waits for before it joins: agents only for the token, servers also for the server before
 * them, as etcd takes one new member at a time.
 */
function joinsAfter(work: StationWork, host: HostWork): string[] {
  const servers = work.hosts.filter(({ spec }) => spec.role === "server");
  const before = servers[servers.indexOf(host) - 1];
  const token = stepId(serverWork(work), "k3s-token");
  return before === undefined ? [token] : [token, stepId(before, "k3s-start")];
}

/** Reads the first server's node token; every call after the first gives the same. */
export function tokenReader(work: StationWork): () => Promise<string> {
  const server = serverWork(work);
  let reading: Promise<string> | undefined;
  const read = async () => {
    const label = "k3s-token read";
    const answer = await server.remote.ask({
      label,
      script: stepScript(
        work.scripts,
        "k3s-token",
        "k3s-token",
        "read_token",
        {},
      ),
      secret: true,
    });
    if (answer.code === 0) {
      const token = answer.stdout.trim();
      work.keepSecret(token);
      const password = token.split("::server:")[1];
      if (password !== undefined) work.keepSecret(password);
      return token;
    }
    throw answerFailure(server.spec.name, label, answer);
  };
  return () => {
    reading ??= read().catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}

/** Before the server runs there is no token, so nothing that needs one can be so already. */
function todoWithoutToken(step: Step): Step {
  return {
    ...step,
    check: (work) =>
      step.check(work).catch((error: unknown) => {
        if (failureOf(error)?.code === "token-unreadable") return false;
        throw error;
      }),
  };
}
