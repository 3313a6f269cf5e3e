import { RunEvent } from "../../common/model/events.ts";

export interface ParsedJournal {
  readonly events: RunEvent[];
  /** Bytes of the lines that count; what comes after is torn. */
  readonly length: number;
  readonly torn: boolean;
  /** Number of the first line that is broken though events after it were on disk: damage, not a torn end. */
  readonly damagedLine?: number;
}

const newline = 0x0a;

/**
 * Reads NDJSON up to the first line that is not a whole event with the next number. A power cut tears
 * only what was not flushed: the last line, and progress before it. Anything else behind a broken line
 * means that the file was damaged.
 */
export function parseJournal(bytes: Buffer): ParsedJournal {
  const events: RunEvent[] = [];
  let start = 0;
  for (
    let end = bytes.indexOf(newline);
    end !== -1;
    end = bytes.indexOf(newline, start)
  ) {
    const event = parseLine(bytes.subarray(start, end));
    if (event?.seq !== events.length + 1)
      return {
        events,
        length: start,
        torn: true,
        ...(flushedAfter(bytes, end + 1)
          ? { damagedLine: events.length + 1 }
          : {}),
      };
    events.push(event);
    start = end + 1;
  }
  return { events, length: start, torn: start < bytes.length };
}

function flushedAfter(bytes: Buffer, from: number): boolean {
  let start = from;
  for (
    let end = bytes.indexOf(newline, start);
    end !== -1;
    end = bytes.indexOf(newline, start)
  ) {
    const event = parseLine(bytes.subarray(start, end));
    if (event !== undefined && event.type !== "step-progress") return true;
    start = end + 1;
  }
  return false;
}

function parseLine(bytes: Buffer): RunEvent | undefined {
  try {
    return RunEvent.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    return undefined;
  }
}
