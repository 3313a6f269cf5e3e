import type { Failure } from "../../common/model/failure.ts";
import { failureText, word } from "../../common/messages/sentence.ts";
import { useLanguage } from "../i18n/use-language.ts";
import { Notice } from "./Panel.tsx";

/** Why a question to main was refused, in short; nothing where it was not. */
export function Refusal({
  refused,
}: {
  readonly refused:
    { readonly failure: Failure } | { readonly bug: string } | null;
}) {
  const language = useLanguage();
  if (refused === null) return null;
  if ("bug" in refused)
    return (
      <Notice tone="bad" alert>
        {word("failure.bug", language, { reason: refused.bug })}
      </Notice>
    );
  const { what, todo } = failureText(refused.failure, language);
  return (
    <Notice tone="bad" title={what} alert>
      <p>{todo}</p>
    </Notice>
  );
}
