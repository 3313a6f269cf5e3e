import { failed } from "../../common/model/failure.ts";
import { filesFor } from "../../common/model/manifest.ts";
import type { Step } from "../engine/step.ts";
import { mergedDaemonConfig } from "./daemon-config.ts";
import { needed, type HostWork, type StationWork } from "./remote-work.ts";
import { scriptedStep, stepId } from "./scripted-step.ts";
import { answerFailure } from "../../common/model/script-failure.ts";
import { stepScript } from "./step-script.ts";
import { targetOf, targetsOf, uploadStep } from "./upload-step.ts";

const configFile = "/etc/docker/daemon.json";

/**
 * Docker out of its static archive. Docker that somebody else brought is left as it is: started
 * where it stands still, and proved.
 */
export function dockerSteps(
  work: StationWork,
  host: HostWork,
  hostReady: string,
): Step[] {
  const { manifest } = work.bundle;
  const foreign = host.facts.docker;
  const archive = needed(
    filesFor(manifest, host.arch, "docker-archive")[0],
    host.arch,
    "docker-archive",
  );
  const proofImage = filesFor(manifest, host.arch, "docker-proof-image")[0];
  const extra = targetsOf(work, host, "docker-extra-images");
  const files = filesFor(
    manifest,
    host.arch,
    ...(foreign === "" ? (["docker-archive"] as const) : []),
    "docker-proof-image",
    "docker-extra-images",
  );
  return [
    uploadStep(work, host, {
      name: "docker-upload",
      files,
      after: [hostReady],
      unneeded: files.length === 0,
    }),
    scriptedStep(work, host, {
      name: "docker-programs",
      after: [stepId(host, "docker-upload")],
      seconds: 8,
      changes:
        foreign === "" ? ["/usr/local/bin/docker*", "docker.service"] : [],
      parameters: {
        ARCHIVE: targetOf(archive),
        SHA256: archive.sha256,
        FOREIGN: foreign,
      },
    }),
    configStep(work, host),
    scriptedStep(work, host, {
      name: "docker-service",
      after: [stepId(host, "docker-config")],
      seconds: 5,
      changes: foreign === "" ? ["docker.service", "/var/lib/docker"] : [],
      parameters: { FOREIGN: foreign },
    }),
    scriptedStep(work, host, {
      name: "docker-proof",
      // Beside K3s: both must be able to run on the same host.
      after: [stepId(host, "docker-service"), stepId(host, "k3s-start")],
      seconds: 4,
      changes: [],
      parameters: {
        IMAGE_FILE: proofImage === undefined ? "" : targetOf(proofImage),
        EXTRA: extra.join("\n"),
        PROOF: proofImage?.sha256 ?? "none",
      },
    }),
  ];
}

/** daemon.json: what is there, merged with what the station wants; and the group's members. */
function configStep(work: StationWork, host: HostWork): Step {
  const label = "docker-config read";
  const parameters = { USERS: work.station.docker.users.join(" ") };
  const merged = async () => {
    const answer = await host.remote.ask({
      label,
      script: stepScript(
        work.scripts,
        "docker-config",
        "docker-config",
        "read_config",
        parameters,
      ),
    });
    if (answer.code !== 0) throw answerFailure(host.spec.name, label, answer);
    const wanted = mergedDaemonConfig(
      answer.stdout,
      work.station.docker.daemon,
      host.facts.docker === "",
    );
    if (!wanted.ok)
      throw failed("docker-config-invalid", {
        host: host.spec.name,
        data: { path: configFile, reason: wanted.reason },
      });
    return { now: answer.stdout, wanted: wanted.text };
  };
  const step = scriptedStep(work, host, {
    name: "docker-config",
    after: [stepId(host, "docker-programs")],
    seconds: 1,
    changes: [configFile],
    parameters,
    input: async () => (await merged()).wanted,
  });
  return {
    ...step,
    check: async (stepWork) => {
      const { now, wanted } = await merged();
      return now === wanted && (await step.check(stepWork));
    },
  };
}
