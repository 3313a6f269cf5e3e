import type { Failure } from "../../common/model/failure.ts";
import {
  failureText,
  stepTitle,
  word,
} from "../../common/messages/sentence.ts";
import type { StepView } from "./run-view.ts";
import { useInstallWords } from "./use-install-words.ts";

interface Props {
  readonly failure: Failure;
  readonly step: StepView | null;
}

/** What went wrong: what was being done, where, with what, what the host said, and what to do now. */
export function FailurePanel({ failure, step }: Props) {
  const { language, say } = useInstallWords();
  const { what, todo } = failureText(failure, language);
  const host = failure.host ?? step?.host;
  const facts: [string, string | undefined][] = [
    [say("failed.doing"), step ? stepTitle(step.name, language) : undefined],
    [say("failed.host"), host],
    [word("failure.exit-code", language), failure.exitCode?.toString()],
    [word("failure.command", language), failure.command],
  ];
  return (
    <section className="inst-failure" aria-label={say("state.failed")}>
      <p className="inst-failure-what" role="alert">
        {what}
      </p>
      <p>
        <strong>{word("failure.todo", language)}: </strong>
        <Sentence text={todo} />
        {failure.retry && <> {word("failure.retry", language)}</>}
      </p>
      <dl>
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {failure.lastLines !== undefined && failure.lastLines.length > 0 && (
        <>
          <h3>{word("failure.last-lines", language)}</h3>
          <pre tabIndex={0}>{failure.lastLines.map(harmless).join("\n")}</pre>
        </>
      )}
    </section>
  );
}

/** What stands between backticks is to be typed. */
function Sentence({ text }: { readonly text: string }) {
  return text
    .split("`")
    .map((part, at) =>
      at % 2 === 1 ? (
        <code key={at}>{part}</code>
      ) : (
        <span key={at}>{part}</span>
      ),
    );
}

/** Without colours, and without what would turn the reading direction. */
function harmless(line: string): string {
  return line
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007]*\u0007/g, "")
    .replace(/[^\P{Cc}\t]|[\u202a-\u202e\u2066-\u2069]/gu, "");
}
