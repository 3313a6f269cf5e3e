import { useEffect, useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import type { RunEvent } from "../../common/model/events.ts";
import { fromBase64 } from "../terminal/bytes.ts";
import { ReplayTimeline } from "./timeline.ts";

/** The opened recording's events; null until all are here. Main has checked each of them. */
export function useRecording(
  replay: Pick<Api["replay"], "journal">,
): ReplayTimeline | null {
  const [timeline, setTimeline] = useState<ReplayTimeline | null>(null);
  useEffect(() => {
    let left = false;
    const read = async () => {
      const events = await eventsIn(packedJournal(replay, () => left));
      if (events !== null && !left) setTimeline(new ReplayTimeline(events));
    };
    void read();
    return () => {
      left = true;
    };
  }, [replay]);
  return timeline;
}

/** Piece by piece: one is unpacked while the next is on its way. */
function packedJournal(
  replay: Pick<Api["replay"], "journal">,
  isLeft: () => boolean,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let from: number | null = 0;
  return new ReadableStream({
    async pull(stream) {
      if (from === null) return stream.close();
      const answer = await replay.journal({ from });
      if (!answer.ok || isLeft()) return stream.error(new NoRecording());
      stream.enqueue(fromBase64(answer.value.bytes));
      from = answer.value.next;
    },
  });
}

/** It was closed meanwhile. */
class NoRecording extends Error {}

async function eventsIn(
  packed: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<RunEvent[] | null> {
  const lines = packed
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .pipeThrough(new TextDecoderStream());
  const events: RunEvent[] = [];
  let rest = "";
  try {
    for (const reader = lines.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) return events;
      const end = value.lastIndexOf("\n") + 1;
      // Many lines at once are read in half the time that they take one by one.
      const whole = (rest + value.slice(0, end)).trimEnd();
      rest = end === 0 ? rest + value : value.slice(end);
      if (end > 0)
        for (const event of JSON.parse(
          `[${whole.replaceAll("\n", ",")}]`,
        ) as RunEvent[])
          events.push(event);
    }
  } catch (error) {
    if (error instanceof NoRecording) return null;
    throw error;
  }
}
