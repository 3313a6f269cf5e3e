import { checkText } from "../../common/messages/checks/check-text.ts";
import { acceptable, type Finding } from "../../common/model/finding.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { LevelMark } from "../ui/Level.tsx";
import { Sentence } from "../ui/Sentence.tsx";
import { fixable, markOf, standingOf } from "./check-view.ts";
import { Commands } from "./Commands.tsx";
import { checkWords } from "./words.ts";

export interface FindingActions {
  /** A question is on its way. */
  readonly asking: boolean;
  readonly onAccept: (finding: Finding) => void;
  readonly onWithdraw: (finding: Finding) => void;
  readonly onFix: (finding: Finding, on: boolean) => void;
}

/** What was seen, why it matters, how it is mended, and what may be decided about it. */
export function FindingCard({
  finding,
  asking,
  onAccept,
  onWithdraw,
  onFix,
}: { readonly finding: Finding } & FindingActions) {
  const { language, say } = useWords(checkWords);
  const { title, seen, why, mend } = checkText(finding, language);
  const standing = standingOf(finding);
  const { accepted, fix } = finding;
  return (
    <li className="finding" data-check={finding.check}>
      <LevelMark level={markOf[standing]} text={say(`standing.${standing}`)} />
      <div className="finding-text">
        <h4>{title}</h4>
        <p className="finding-seen">{seen}</p>
        <p className="quiet">
          <Sentence text={why} />
        </p>
        {standing !== "mended" && (
          <>
            {mend !== "" && (
              <p>
                <Sentence text={mend} />
              </p>
            )}
            {finding.mend.length > 0 && (
              <Commands
                commands={finding.mend}
                label={`${say("mend")}: ${title}`}
              />
            )}
          </>
        )}
        {accepted !== undefined && (
          <p className="finding-accepted">
            {say("accepted-by", { by: accepted.by, reason: accepted.reason })}
          </p>
        )}
        <div className="finding-actions">
          {fixable(finding) !== undefined && (
            <Button
              busy={asking}
              icon={fix?.chosen === true ? "close" : "tick"}
              onClick={() => onFix(finding, fix?.chosen !== true)}
            >
              {say(fix?.chosen === true ? "fix.not" : "fix")}
            </Button>
          )}
          {accepted !== undefined ? (
            <Button
              kind="plain"
              busy={asking}
              onClick={() => onWithdraw(finding)}
            >
              {say("accept.not")}
            </Button>
          ) : (
            acceptable(finding) &&
            fix?.chosen !== true && (
              <Button
                kind="plain"
                busy={asking}
                onClick={() => onAccept(finding)}
              >
                {say("accept")}
              </Button>
            )
          )}
        </div>
      </div>
    </li>
  );
}
