/** Shown at once. */
const most = 400;
/** Longer ones are cut for the eye; what is saved is whole. */
const longest = 2000;

export interface ReadLines {
  readonly lines: { number: number; text: string }[];
  /** The number to go on with; null at the end. */
  readonly next: number | null;
}

/** The text's lines from this number on (from 0), only those with `search` in them where it is not empty. */
export async function readLines(
  bytes: AsyncIterable<Uint8Array>,
  from: number,
  search: string,
): Promise<ReadLines> {
  const wanted = search.toLowerCase();
  const lines: ReadLines["lines"] = [];
  let number = 0;
  for await (const text of linesOf(bytes)) {
    if (
      number >= from &&
      (wanted === "" || text.toLowerCase().includes(wanted))
    ) {
      if (lines.length === most) return { lines, next: number };
      lines.push({ number, text: text.slice(0, longest) });
    }
    number += 1;
  }
  return { lines, next: null };
}

async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}
