import { StringDecoder } from "node:string_decoder";
import { failed } from "../../../common/model/failure.ts";
import type { Job, JobEnd } from "../../ports/remote-host.ts";
import { remoteScript } from "../files/remote-script.ts";
import { quoted } from "../../../common/model/shell.ts";
import { LinkLost } from "./link.ts";
import type { Session } from "./session.ts";

const keptLines = 200;
/** What job.sh says on its standard error, where nothing of the job's own comes. */
const lostLine = "::forecourt-job-lost";
/** So many connections in a row without anything new from the job. */
const mostLosses = 30;

/** Starts the job where its id is new, and follows it to its end, over as many connections as it takes. */
export async function runJob(session: Session, job: Job): Promise<JobEnd> {
  const script = Buffer.from(job.script, "utf8");
  const input = Buffer.concat([script, Buffer.from(job.input ?? "", "utf8")]);
  const { timeout = 15 * 60 * 1000 } = job;
  const end = Date.now() + timeout;
  const lines = new Lines(job.onLine);
  const host = session.options.host.name;
  let offset = 0;
  let losses = 0;
  for (;;) {
    const before = offset;
    try {
      const { code, stderr } = await session.askOnce({
        label: job.label,
        script: [
          `JOB=${quoted(job.id)} OFFSET=${offset} SCRIPT_BYTES=${script.length}`,
          remoteScript("job.sh"),
          "follow",
        ].join("\n"),
        input,
        timeout: Math.max(1000, end - Date.now()),
        onOut: (bytes) => {
          offset += bytes.length;
          lines.push(bytes);
        },
        ...(job.signal === undefined ? {} : { signal: job.signal }),
      });
      if (stderr.includes(lostLine))
        throw failed("job-lost", {
          host,
          command: job.label,
          data: { step: job.label },
          lastLines: lines.kept().slice(-20),
          retry: true,
        });
      return { code, lines: lines.kept() };
    } catch (error) {
      // The job goes on; only we have to find the way back to it.
      if (!(error instanceof LinkLost)) throw error;
      losses = offset > before ? 1 : losses + 1;
      if (losses > mostLosses) throw session.lost(error);
      await session.link.rest(losses, job.signal);
    }
  }
}

/** Ids of our jobs that still run there. */
export async function runningJobs(session: Session): Promise<string[]> {
  const { stdout } = await session.ask({
    label: "running jobs",
    script: `JOB= OFFSET=0 SCRIPT_BYTES=0\n${remoteScript("job.sh")}\nrunning`,
  });
  return stdout.split("\n").filter((line) => line !== "");
}

/** Whole lines out of bytes. */
class Lines {
  readonly #decoder = new StringDecoder("utf8");
  readonly #tell: ((line: string) => void) | undefined;
  readonly #kept: string[] = [];
  #open = "";

  constructor(tell: ((line: string) => void) | undefined) {
    this.#tell = tell;
  }

  push(bytes: Buffer): void {
    const parts = (this.#open + this.#decoder.write(bytes)).split("\n");
    this.#open = parts.pop() ?? "";
    for (const line of parts) {
      this.#kept.push(line);
      if (this.#kept.length > keptLines) this.#kept.shift();
      this.#tell?.(line);
    }
  }

  kept(): string[] {
    return this.#open === "" ? [...this.#kept] : [...this.#kept, this.#open];
  }
}
