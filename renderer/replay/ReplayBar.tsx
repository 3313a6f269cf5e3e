import { formatDuration } from "../../common/messages/sentence.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import type { PlayedTime, ReplayTimeline } from "./timeline.ts";
import { replayWords } from "./words.ts";

const speeds = [1, 4, 16, 64];

interface Props {
  readonly timeline: ReplayTimeline;
  readonly played: PlayedTime;
  /** Played milliseconds. */
  readonly at: number;
  readonly speed: number;
  readonly playing: boolean;
  readonly onMove: (at: number) => void;
  readonly onSpeed: (speed: number) => void;
  readonly onPlay: (playing: boolean) => void;
}

/** Play, drag, go to what failed. */
export function ReplayBar(props: Props) {
  const { timeline, played, at, speed, playing, onMove, onSpeed, onPlay } =
    props;
  const { say, language } = useWords(replayWords);
  const clock = new Date(played.realAt(at)).toLocaleString(language);
  return (
    <footer className="replay-bar">
      <Button
        kind="main"
        icon={playing ? "close" : "resume"}
        onClick={() => onPlay(!playing)}
      >
        {say(playing ? "pause" : "play")}
      </Button>
      <div className="replay-line">
        <input
          type="range"
          aria-label={say("timeline")}
          aria-valuetext={clock}
          min={0}
          max={Math.max(1, Math.round(played.length))}
          step="any"
          value={at}
          onChange={(event) => onMove(Number(event.target.value))}
        />
        <p className="replay-when">
          <span>{clock}</span>
          <span>
            {formatDuration(at, language)} /{" "}
            {formatDuration(played.length, language)}
          </span>
        </p>
      </div>
      <div className="replay-marks">
        {timeline
          .marks()
          .slice(0, 6)
          .map(({ time, what }) => (
            <Button
              key={`${time} ${what}`}
              kind="plain"
              onClick={() => onMove(played.playedAt(time))}
            >
              {say(`mark.${what}`)}
            </Button>
          ))}
      </div>
      <label className="replay-speed">
        <span className="unseen">{say("speed")}</span>
        <select
          value={speed}
          onChange={(event) => onSpeed(Number(event.target.value))}
        >
          {speeds.map((each) => (
            <option key={each} value={each}>
              × {each}
            </option>
          ))}
        </select>
      </label>
    </footer>
  );
}
