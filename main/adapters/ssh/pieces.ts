import type { ByteSource } from "../../ports/remote-host.ts";

/** What a `.part` file is written in; every piece but a file's last ends on it. */
export const block = 65_536;

/** Bytes of a file, sent in one go. */
export interface Piece {
  readonly part: string;
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
}

/** The unit that the manifest has a sum of. It is sent in pieces, so that several connections share the work. */
export class Chunk {
  readonly whole: Piece;
  readonly sha256: string;
  /** Not handed out yet, in order. */
  #gaps: Piece[];
  /** Handed out, not answered yet. */
  #open = 0;

  constructor(whole: Piece, sha256: string) {
    this.whole = whole;
    this.sha256 = sha256;
    this.#gaps = [whole];
  }

  get waiting(): boolean {
    return this.#gaps.length > 0;
  }

  get written(): boolean {
    return !this.waiting && this.#open === 0;
  }

  /** The next piece, of at most so many bytes and at least a block. */
  take(bytes: number): Piece | undefined {
    const gap = this.#gaps.shift();
    if (gap === undefined) return undefined;
    this.#open += 1;
    const length = Math.max(block, bytes - (bytes % block));
    if (gap.end - gap.start <= length) return gap;
    const at = gap.start + length;
    this.#gaps.unshift({ ...gap, start: at });
    return { ...gap, end: at };
  }

  answered(): void {
    this.#open -= 1;
  }

  putBack(piece: Piece): void {
    this.#open -= 1;
    this.#gaps.unshift(piece);
  }

  /** Its sum was never heard: whoever takes it sends it again. */
  putBackWhole(): void {
    this.#gaps = [this.whole];
  }
}

const smallest = 4 * block;
const largest = 16 * 1024 * 1024;
/** A piece should take about so long: then no connection sits on work that others could do. */
const aimMs = 500;

/** How large the next piece for a connection should be, by what it did with the last ones. */
export class PieceSize {
  #bytes = smallest;
  #since = performance.now();

  get bytes(): number {
    return this.#bytes;
  }

  /** The connection answered a piece. */
  answered({ start, end }: Piece): void {
    const now = performance.now();
    const rate = (end - start) / Math.max(1, now - this.#since);
    this.#since = now;
    // Never more than four times the last one: a first answer may come out of buffers.
    this.#bytes = Math.min(
      Math.max(rate * aimMs, smallest),
      this.#bytes * 4,
      largest,
    );
  }
}
