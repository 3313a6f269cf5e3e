import "./replay.css";
import { useEffect, useMemo, useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import type { Replay } from "../../common/ipc/snapshot.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Tabs } from "../install/Tabs.tsx";
import { ReplayBar } from "./ReplayBar.tsx";
import { ReplayedCheck, ReplayedPlan } from "./ReplayedParts.tsx";
import { ReplayedRun } from "./ReplayedRun.tsx";
import { PlayedTime, type ReplayTimeline } from "./timeline.ts";
import { useRecording } from "./use-recording.ts";
import { replayWords } from "./words.ts";

type Part = "check" | "plan" | "run";

/** A recording in place of all other screens, under a line that says what it is. */
export function ReplayScreen({
  api,
  replay,
}: {
  readonly api: Api;
  readonly replay: Replay;
}) {
  const { say } = useWords(replayWords);
  const timeline = useRecording(api.replay);
  return (
    <main className="replay">
      <div className="replay-banner">
        <Icon name="info" />
        <h1>{say(replay.practice ? "banner.practice" : "banner")}</h1>
        <p>
          <small translate="no">
            {replay.record?.station.name ?? replay.station} · {replay.run}
            {!replay.practice && ` · ${say("signer", { key: replay.signer })}`}
          </small>
        </p>
        <Button icon="close" onClick={() => void api.replay.close(null)}>
          {say("leave")}
        </Button>
      </div>
      {timeline === null ? (
        <p className="app-loading" role="status">
          {say("loading")}
        </p>
      ) : (
        <Recording api={api} replay={replay} timeline={timeline} />
      )}
    </main>
  );
}

function Recording({
  api,
  replay,
  timeline,
}: {
  readonly api: Api;
  readonly replay: Replay;
  readonly timeline: ReplayTimeline;
}) {
  const { say } = useWords(replayWords);
  const [part, setPart] = useState<Part>("run");
  const played = useMemo(() => new PlayedTime(timeline), [timeline]);
  useFoldedAhead(timeline);
  const [at, setAt] = useState(0);
  const [speed, setSpeed] = useState(1);
  const [playing, setPlaying] = useState(false);
  usePlaying(playing, speed, (milliseconds) =>
    setAt((before) => {
      const next = Math.min(played.length, before + milliseconds);
      if (next === played.length) setPlaying(false);
      return next;
    }),
  );
  const time = played.realAt(at);
  const count = timeline.countAt(time);
  return (
    <>
      <div className="replay-parts">
        <Tabs
          label={say("parts")}
          panel="replay-part"
          chosen={part}
          tabs={(["check", "plan", "run"] as const).map((id) => ({
            id,
            text: say(`part.${id}`),
          }))}
          onChoose={(id) => setPart(id as Part)}
        />
      </div>
      <div
        className="replay-part"
        id="replay-part"
        role="tabpanel"
        aria-label={say(`part.${part}`)}
      >
        {part === "check" && (
          <ReplayedCheck timeline={timeline} count={count} replay={replay} />
        )}
        {part === "plan" && <ReplayedPlan timeline={timeline} count={count} />}
        {part === "run" && (
          <ReplayedRun
            api={api}
            state={timeline.stateAfter(count)}
            time={time}
          />
        )}
      </div>
      <ReplayBar
        timeline={timeline}
        played={played}
        at={at}
        speed={speed}
        playing={playing}
        onMove={(to) => {
          setPlaying(false);
          setAt(to);
        }}
        onSpeed={setSpeed}
        onPlay={(on) => {
          if (on && at >= played.length) setAt(0);
          setPlaying(on);
        }}
      />
    </>
  );
}

/** While nothing else is to be done, so that nobody waits at a jump to the end of a long run. */
function useFoldedAhead(timeline: ReplayTimeline): void {
  useEffect(() => {
    let idle = requestIdleCallback(function on() {
      if (timeline.foldOn(5)) idle = requestIdleCallback(on);
    });
    return () => cancelIdleCallback(idle);
  }, [timeline]);
}

/** Goes on with every frame while it plays. */
function usePlaying(
  playing: boolean,
  speed: number,
  advance: (milliseconds: number) => void,
): void {
  useEffect(() => {
    if (!playing) return undefined;
    let last = performance.now();
    let frame = requestAnimationFrame(function next(now) {
      advance((now - last) * speed);
      last = now;
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- it only adds to what is there
  }, [playing, speed]);
}
