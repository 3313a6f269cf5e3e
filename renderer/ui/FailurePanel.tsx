import "./failure.css";
import type { ReactNode } from "react";
import type { Failure } from "../../common/model/failure.ts";
import { failureText, word } from "../../common/messages/sentence.ts";
import { useWords } from "../i18n/use-words.ts";
import { failureWords } from "./failure-words.ts";
import { Sentence } from "./Sentence.tsx";

interface Props {
  readonly failure: Failure;
  /** What was being done, in the reader's words. */
  readonly doing?: string | undefined;
  /** Where it was being done, if the failure does not say it itself. */
  readonly host?: string | undefined;
  /** What can be done about it here. */
  readonly actions?: ReactNode;
}

/** What went wrong: what was being done, where, with what, what the host said, and what to do now. */
export function FailurePanel({ failure, doing, host, actions }: Props) {
  const { language, say } = useWords(failureWords);
  const { what, todo } = failureText(failure, language);
  const facts: [string, string | undefined][] = [
    [say("doing"), doing],
    [say("host"), failure.host ?? host],
    [word("failure.exit-code", language), failure.exitCode?.toString()],
    [word("failure.command", language), failure.command],
  ];
  const known = facts.filter(([, value]) => value !== undefined);
  return (
    // Where there is little room it scrolls, also for who has no mouse.
    <section className="ui-failure" aria-label={say("title")} tabIndex={0}>
      <p className="ui-failure-what" role="alert">
        {what}
      </p>
      <p>
        <strong>{word("failure.todo", language)}: </strong>
        <Sentence text={todo} />
        {failure.retry && <> {word("failure.retry", language)}</>}
      </p>
      {known.length > 0 && (
        <dl>
          {known.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {failure.lastLines !== undefined && failure.lastLines.length > 0 && (
        <>
          <h3>{word("failure.last-lines", language)}</h3>
          <pre tabIndex={0}>{failure.lastLines.map(harmless).join("\n")}</pre>
        </>
      )}
      {actions !== undefined && <div className="ui-buttons">{actions}</div>}
    </section>
  );
}

/** Without colours, and without what would turn the reading direction. */
function harmless(line: string): string {
  return line
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007]*\u0007/g, "")
    .replace(/[^\P{Cc}\t]|[\u202a-\u202e\u2066-\u2069]/gu, "");
}
