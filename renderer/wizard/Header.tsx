import type { Api } from "../../common/ipc/faces.ts";
import type { Snapshot, Theme } from "../../common/ipc/snapshot.ts";
import { type Language, languages } from "../../common/messages/language.ts";
import { useWords } from "../i18n/use-words.ts";
import { ExportFromMenu } from "../records/ExportFromMenu.tsx";
import { OpenRun } from "../replay/OpenRun.tsx";
import { Icon } from "../ui/Icon.tsx";
import { wizardWords } from "./words.ts";

/** Each language in its own words. */
const names: Record<Language, string> = {
  en: "English",
  "zh-Hans": "简体中文",
  ja: "日本語",
};
const themes = ["light", "dark", "contrast"] as const satisfies Theme[];

export function Header({
  api,
  snapshot,
}: {
  readonly api: Api;
  readonly snapshot: Snapshot;
}) {
  const { language, say } = useWords(wizardWords);
  const station =
    snapshot.replay === null ? snapshot.station?.station : undefined;
  const shown = document.documentElement.dataset["theme"];
  return (
    <header className="head">
      <p className="head-brand" translate="no">
        <Icon name="station" />
        Forecourt
      </p>
      {station !== undefined && (
        <p className="head-station">
          <strong>{station.name ?? station.id}</strong>
          {station.name !== undefined && (
            <span className="quiet"> {station.id}</span>
          )}
        </p>
      )}
      <div className="head-choices">
        {snapshot.replay === null && snapshot.run?.state !== "running" && (
          <OpenRun api={api} />
        )}
        {snapshot.replay === null &&
          (snapshot.run ?? snapshot.unfinished) !== null && (
            <ExportFromMenu api={api} />
          )}
        <label className="head-language">
          <Icon name="language" />
          <span className="unseen">{say("language")}</span>
          <select
            value={language}
            onChange={(event) =>
              void api.preferences.set({
                language: event.target.value as Language,
              })
            }
          >
            {languages.map((known) => (
              <option key={known} value={known} lang={known}>
                {names[known]}
              </option>
            ))}
          </select>
        </label>
        <div className="head-themes" role="group" aria-label={say("theme")}>
          {themes.map((theme) => (
            <button
              key={theme}
              type="button"
              aria-pressed={theme === (snapshot.preferences.theme ?? shown)}
              aria-label={say(`theme.${theme}`)}
              title={say(`theme.${theme}`)}
              onClick={() => void api.preferences.set({ theme })}
            >
              <Icon name={theme} />
            </button>
          ))}
        </div>
      </div>
    </header>
  );
}
