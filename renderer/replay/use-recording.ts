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
      const packed: Uint8Array<ArrayBuffer>[] = [];
      for (let from: number | null = 0; from !== null && !left;) {
        const answer = await replay.journal({ from });
        if (!answer.ok) return;
        packed.push(fromBase64(answer.value.bytes));
        from = answer.value.next;
      }
      const events = await eventsIn(packed);
      if (!left) setTimeline(new ReplayTimeline(events));
    };
    void read();
    return () => {
      left = true;
    };
  }, [replay]);
  return timeline;
}

async function eventsIn(
  packed: readonly Uint8Array<ArrayBuffer>[],
): Promise<RunEvent[]> {
  const lines = new Blob([...packed])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .pipeThrough(new TextDecoderStream());
  const events: RunEvent[] = [];
  let rest = "";
  for (const reader = lines.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return events;
    const whole = (rest + value).split("\n");
    rest = whole.pop() ?? "";
    for (const line of whole) events.push(JSON.parse(line) as RunEvent);
  }
}
