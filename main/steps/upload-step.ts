import { failed } from "../../common/model/failure.ts";
import {
  filesFor,
  type BundleFile,
  type FileKind,
} from "../../common/model/manifest.ts";
import type { StepName } from "../../common/model/plan.ts";
import type { Step } from "../engine/step.ts";
import type { Upload } from "../ports/remote-host.ts";
import type { HostWork, StationWork } from "./remote-work.ts";
import { answerFailure } from "../../common/model/script-failure.ts";
import { stepScript } from "./step-script.ts";
import { change, stepId } from "./scripted-step.ts";

/** Brings files of the bundle to where the manifest says they belong. */
export function uploadStep(
  work: StationWork,
  host: HostWork,
  options: {
    readonly name: StepName;
    readonly files: readonly BundleFile[];
    readonly after: readonly string[];
    /** True where nothing of this is wanted on the host. */
    readonly unneeded?: boolean;
  },
): Step {
  const { name, files } = options;
  const uploads = files.map((file) => uploadOf(work, file));
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const script = (verb: string) =>
    stepScript(work.scripts, "place-files", name, verb, {
      TARGETS: uploads.map((upload) => upload.target).join("\n"),
    });
  const there = async () =>
    options.unneeded === true ||
    (await host.remote.has(uploads)).every((has) => has);
  return {
    planned: {
      id: stepId(host, name),
      name,
      host: host.spec.name,
      after: [...options.after],
      bytes: options.unneeded === true ? 0 : bytes,
      // What a 100 Mbit/s line carries.
      seconds: options.unneeded === true ? 0 : bytes / 11e6,
      changes: uploads.map((upload) => upload.target),
    },
    check: there,
    apply: async (stepWork) => {
      const label = `${name} apply`;
      const answer = await host.remote.ask({
        script: script("apply"),
        label,
        signal: stepWork.signal,
      });
      if (answer.code !== 0) throw answerFailure(host.spec.name, label, answer);
      let hashed = 0;
      await work.bundle.verify(files, {
        signal: stepWork.signal,
        onBytes: (more) => {
          hashed += more;
          stepWork.progress({
            phase: "verify",
            bytes: hashed,
            totalBytes: bytes,
          });
        },
      });
      const sent = await host.remote.upload(uploads, {
        signal: stepWork.signal,
        onProgress: (progress) => stepWork.progress(progress),
      });
      stepWork.sent(sent);
    },
    // The host compared the sums before it renamed; what is left is that all of them are there.
    verify: async (stepWork) => {
      if (!(await there()))
        throw failed("not-verified", {
          host: host.spec.name,
          data: { step: name, reason: "a file is not there" },
          retry: true,
        });
      stepWork.progress({ phase: "run" });
    },
    undo: async (stepWork) =>
      change(host, stepWork, `${name} undo`, script("undo"), {}),
  };
}

function uploadOf(work: StationWork, file: BundleFile): Upload {
  return {
    file,
    source: work.bundle.source(file),
    target: targetOf(file),
    mode: file.mode ?? "0644",
  };
}

/** Where a file goes on the host. */
export function targetOf(file: BundleFile): string {
  return (
    file.target ??
    `/var/lib/forecourt/bundle/${file.path.split("/").at(-1) ?? file.name}`
  );
}

/** The targets on this host of the bundle's files of these kinds. */
export function targetsOf(
  work: StationWork,
  host: HostWork,
  ...kinds: readonly FileKind[]
): string[] {
  return filesFor(work.bundle.manifest, host.arch, ...kinds).map(targetOf);
}
