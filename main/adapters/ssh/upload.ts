import { failed } from "../../../common/model/failure.ts";
import { chunkSize } from "../../../common/model/manifest.ts";
import type { Upload, UploadOptions } from "../../ports/remote-host.ts";
import { answerFailure } from "../../../common/model/script-failure.ts";
import { remoteScript } from "../files/remote-script.ts";
import { quoted } from "../../../common/model/shell.ts";
import { Connections } from "./connections.ts";
import { LinkLost } from "./link.ts";
import type { Session } from "./session.ts";
import { Writer } from "./writer.ts";
import { Chunk } from "./pieces.ts";
import { hasWork, sendPieces, type Missing } from "./send-pieces.ts";

/** Hashing gigabytes on a slow server. */
const hashTimeout = 30 * 60 * 1000;

/**
 * Brings the files; goes on where it was after a lost connection, with what the host really has.
 * Answers the bytes that were sent.
 */
export async function uploadFiles(
  session: Session,
  uploads: readonly Upload[],
  options: UploadOptions = {},
): Promise<number> {
  let sent = 0;
  const tally = new Tally(uploads, options.onProgress);
  let stuck = 0;
  for (let losses = 0; ; losses += 1) {
    const before = sent;
    try {
      await pass(session, uploads, tally, options, (bytes) => {
        sent += bytes;
      });
      return sent;
    } catch (error) {
      if (options.signal?.aborted === true) throw failed("aborted");
      if (!(error instanceof LinkLost)) throw error;
      if (losses >= 50) throw session.lost(error);
      stuck = sent > before ? 0 : stuck + 1;
      await session.link.rest(stuck, options.signal);
    }
  }
}

/** Which files the host has, by its record alone. */
export async function hasFiles(
  session: Session,
  uploads: readonly Pick<Upload, "file" | "target" | "mode">[],
): Promise<boolean[]> {
  if (uploads.length === 0) return [];
  const { stdout } = await session.ask({
    label: "files there",
    script: [
      remoteScript("upload.sh"),
      ...uploads.map((upload) => `${variables(upload)}\nhas`),
    ].join("\n"),
  });
  const said = stdout.split("\n").filter((line) => line !== "");
  return uploads.map((_, index) => said[index] === "yes");
}

async function pass(
  session: Session,
  uploads: readonly Upload[],
  tally: Tally,
  { signal }: UploadOptions,
  onSent: (bytes: number) => void,
): Promise<void> {
  // It starts while the host looks at what it has: on a slow line each way there and back counts.
  const starting = Writer.start(session);
  starting.catch(() => undefined);
  const files = await survey(session, uploads, tally, signal).catch(
    (error: unknown) => {
      closeWhenThere(starting);
      throw error;
    },
  );
  const finishing: Promise<void>[] = [];
  const ended = new AbortController();
  const stop = AbortSignal.any(
    signal === undefined ? [ended.signal] : [ended.signal, signal],
  );
  const onWhole = (file: Missing) => {
    const finished = finish(session, file, signal);
    finished.catch(() => ended.abort());
    finishing.push(finished);
  };
  for (const file of files) if (file.chunks.size === 0) onWhole(file);
  const onWritten = (bytes: number) => tally.moved(bytes);
  const sending = { files, stop, onSent, onWritten, onWhole };

  if (hasWork(files)) {
    const connections = new Connections(
      session,
      async (over, moved) =>
        sendPieces(
          await (over === session ? starting : Writer.start(over)),
          sending,
          moved,
        ),
      () => hasWork(files),
    );
    try {
      await connections.run(stop);
    } catch (error) {
      ended.abort();
      throw await reasonOf(error, finishing);
    }
  }
  closeWhenThere(starting);
  if (signal?.aborted === true) throw failed("aborted");
  tally.verifying();
  await Promise.all(finishing);
  // A connection beside the first that broke gave its pieces back: another round sends them.
  if (files.some(({ altered, chunks }) => !altered && chunks.size > 0))
    throw new LinkLost();
}

/** Where sending was ended because a file could not be finished, that is the reason. */
async function reasonOf(
  error: unknown,
  finishing: readonly Promise<void>[],
): Promise<unknown> {
  const ends = await Promise.allSettled(finishing);
  if (!(error instanceof LinkLost)) return error;
  const failure = ends.find(
    (end) => end.status === "rejected" && !(end.reason instanceof LinkLost),
  );
  return failure?.status === "rejected" ? failure.reason : error;
}

/** Nobody waits for it: on a dead line it takes its time. */
function closeWhenThere(starting: Promise<Writer>): void {
  starting.then(
    (writer) => writer.close(),
    () => undefined,
  );
}

/** What is to be sent: the files that the host has not, with the chunks that it lacks. One question for all. */
async function survey(
  session: Session,
  uploads: readonly Upload[],
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<Missing[]> {
  const label = `upload ${uploads.map(({ target }) => target).join(" ")}`;
  const answer = await session.ask({
    label,
    script: [
      remoteScript("upload.sh"),
      ...uploads.map((upload) => `${variables(upload)}\nsurvey\necho`),
    ].join("\n"),
    timeout: hashTimeout,
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.code !== 0)
    throw answerFailure(session.options.host.name, label, answer);
  // An empty line ends what was said of a file.
  const lines = answer.stdout.split("\n");
  let at = 0;
  const files: Missing[] = [];
  for (const upload of uploads) {
    const end = lines.indexOf("", at);
    const sums = lines.slice(at, end);
    at = end + 1;
    const chunks = sums[0] === "has" ? undefined : lackingChunks(upload, sums);
    tally.has(upload, [...(chunks ?? [])]);
    if (chunks !== undefined) files.push({ upload, chunks, altered: false });
  }
  return files;
}

function lackingChunks(
  { file, source, target }: Upload,
  there: readonly string[],
): Set<Chunk> {
  const chunks = new Set<Chunk>();
  for (const [index, sum] of file.chunks.entries()) {
    if (there[index] === sum) continue;
    const start = index * chunkSize;
    const end = Math.min(file.size, start + chunkSize);
    chunks.add(new Chunk({ part: `${target}.part`, source, start, end }, sum));
  }
  return chunks;
}

async function finish(
  session: Session,
  { upload, altered }: Missing,
  signal: AbortSignal | undefined,
): Promise<void> {
  const label = `verify ${upload.target}`;
  const answer = await session.ask({
    label,
    // Asked again after a lost connection, it may be there under its name already.
    script: `${remoteScript("upload.sh")}\n${variables(upload)}\nif there && recorded; then exit 0; fi\n${altered ? "altered" : "finish"}`,
    timeout: hashTimeout,
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.code !== 0)
    throw answerFailure(session.options.host.name, label, answer);
}

function variables({
  file,
  target,
  mode,
}: Pick<Upload, "file" | "target" | "mode">): string {
  return Object.entries({
    TARGET: target,
    PART: `${target}.part`,
    SIZE: String(file.size),
    SHA256: file.sha256,
    MODE: mode,
    CHUNK: String(chunkSize),
  })
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join("\n");
}

/** Bytes that the host has of all that it had not; what is shown never goes back. */
class Tally {
  readonly #tell: UploadOptions["onProgress"];
  readonly #lacking = new Map<Upload, number>();
  #total = 0;
  #moved = 0;
  #shown = 0;

  constructor(uploads: readonly Upload[], tell: UploadOptions["onProgress"]) {
    this.#tell = tell;
    for (const upload of uploads) this.#total += upload.file.size;
  }

  has(upload: Upload, lacking: readonly Chunk[]): void {
    const bytes = lacking.reduce(
      (sum, { whole }) => sum + whole.end - whole.start,
      0,
    );
    const before = this.#lacking.get(upload) ?? upload.file.size;
    this.#lacking.set(upload, bytes);
    this.#moved += before - bytes;
    this.#show("send");
  }

  moved(bytes: number): void {
    this.#moved += bytes;
    this.#show("send");
  }

  verifying(): void {
    this.#show("verify");
  }

  #show(phase: "send" | "verify"): void {
    this.#shown = Math.max(this.#shown, Math.min(this.#moved, this.#total));
    this.#tell?.({ phase, bytes: this.#shown, totalBytes: this.#total });
  }
}
