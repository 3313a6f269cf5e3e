import type { Upload } from "../../ports/remote-host.ts";
import type { Chunk } from "./pieces.ts";
import { PieceSize } from "./pieces.ts";
import type { Writer } from "./writer.ts";

/** A file with what the host still lacks of it. */
export interface Missing {
  readonly upload: Upload;
  /** Those not yet read back as the manifest has them. */
  readonly chunks: Set<Chunk>;
  /** The host read back something else than the manifest says. */
  altered: boolean;
}

export interface Sending {
  readonly files: readonly Missing[];
  /** Ends it without an error. */
  readonly stop: AbortSignal;
  /** Bytes handed to a connection. */
  readonly onSent: (bytes: number) => void;
  /** Bytes that the host has written; negative where they count no longer. */
  readonly onWritten: (bytes: number) => void;
  /** Every chunk was read back, or one was not what it should be. */
  readonly onWhole: (file: Missing) => void;
}

export function hasWork(files: readonly Missing[]): boolean {
  return files.some(
    ({ altered, chunks }) =>
      !altered && [...chunks].some(({ waiting }) => waiting),
  );
}

/** Sends with this writer what others have not taken, until nothing is left. Throws LinkLost, `disk-full`, `read-only`. */
export async function sendPieces(
  writer: Writer,
  { files, stop, onSent, onWritten, onWhole }: Sending,
  moved: (bytes: number) => void,
): Promise<void> {
  const size = new PieceSize();
  const answers: Promise<void>[] = [];

  const checked = async (file: Missing, chunk: Chunk) => {
    const { start, end } = chunk.whole;
    const sha256 = await writer.sum(chunk.whole).catch((error: unknown) => {
      chunk.putBackWhole();
      onWritten(start - end);
      throw error;
    });
    if (file.altered) return;
    if (sha256 !== chunk.sha256) file.altered = true;
    else file.chunks.delete(chunk);
    if (file.altered || file.chunks.size === 0) onWhole(file);
  };

  const sendOne = async (file: Missing, chunk: Chunk): Promise<void> => {
    const piece = chunk.take(size.bytes);
    if (piece === undefined) return;
    const lost = (error: unknown): never => {
      chunk.putBack(piece);
      throw error;
    };
    const { written } = await writer.send(piece, onSent).catch(lost);
    answers.push(
      written.catch(lost).then(async () => {
        size.answered(piece);
        chunk.answered();
        moved(piece.end - piece.start);
        onWritten(piece.end - piece.start);
        if (chunk.written) await checked(file, chunk);
      }),
    );
    // Looked at below; until then it is nobody's unhandled rejection.
    answers.at(-1)?.catch(() => undefined);
  };

  const abort = () => writer.close();
  stop.addEventListener("abort", abort, { once: true });
  try {
    for (;;) {
      if (stop.aborted) return;
      const next = nextOf(files);
      if (next === undefined) break;
      await sendOne(...next);
    }
    await Promise.all(answers);
  } finally {
    stop.removeEventListener("abort", abort);
    // First: a source that broke off leaves the host waiting for the rest of its piece.
    writer.close();
    await Promise.allSettled(answers);
  }
}

function nextOf(files: readonly Missing[]): [Missing, Chunk] | undefined {
  for (const file of files)
    if (!file.altered)
      for (const chunk of file.chunks) if (chunk.waiting) return [file, chunk];
  return undefined;
}
