import { useEffect, useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import type { RunEvent } from "../../common/model/events.ts";
import { ReplayTimeline } from "./timeline.ts";

/** The opened recording's events; null until all are here. Main has checked each of them. */
export function useRecording(
  replay: Pick<Api["replay"], "journal">,
): ReplayTimeline | null {
  const [timeline, setTimeline] = useState<ReplayTimeline | null>(null);
  useEffect(() => {
    let left = false;
    const read = async () => {
      const events: RunEvent[] = [];
      for (let from: number | null = 0; from !== null && !left;) {
        const answer = await replay.journal({ from });
        if (!answer.ok) return;
        for (const line of answer.value.text.split("\n"))
          if (line !== "") events.push(JSON.parse(line) as RunEvent);
        from = answer.value.next;
      }
      if (!left) setTimeline(new ReplayTimeline(events));
    };
    void read();
    return () => {
      left = true;
    };
  }, [replay]);
  return timeline;
}
