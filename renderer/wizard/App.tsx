import "./app.css";
import { lazy, Suspense } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Panel.tsx";
import { HostKeyDialog } from "../server/HostKeyDialog.tsx";
import { Header } from "./Header.tsx";
import { Rail } from "./Rail.tsx";
import { screenIds } from "./screen-id.ts";
import { screens } from "./screens.tsx";
import { usePreferences } from "./use-preferences.ts";
import { useWizard } from "./use-wizard.ts";
import { shownScreen, waysOf } from "./ways.ts";
import { wizardWords } from "./words.ts";

// With it comes the terminal, which is most of the page's code.
const ReplayScreen = lazy(() =>
  import("../replay/ReplayScreen.tsx").then(({ ReplayScreen: Screen }) => ({
    default: Screen,
  })),
);

const order = screenIds.filter((id) => id in screens);

export function App({ api }: { readonly api: Api }) {
  const [state, dispatch] = useWizard(api);
  const { snapshot, drafts, wanted, lost, connected } = state;
  usePreferences(snapshot?.preferences);
  const { say } = useWords(wizardWords);
  if (snapshot === null)
    return (
      <p className="app-loading" role="status">
        {say(connected ? "loading" : "lost.connection")}
      </p>
    );

  if (snapshot.replay !== null)
    return (
      <div className="app" data-screen="replay">
        <Header api={api} snapshot={snapshot} />
        <Suspense fallback={<p className="app-loading">{say("loading")}</p>}>
          <ReplayScreen
            key={`${snapshot.replay.path} ${snapshot.replay.run}`}
            api={api}
            replay={snapshot.replay}
          />
        </Suspense>
      </div>
    );

  const ways = waysOf(snapshot, drafts);
  const shown = shownScreen(wanted, ways, order);
  const Shown = screens[shown]?.Component;
  return (
    <div className="app" data-screen={shown}>
      <Header api={api} snapshot={snapshot} />
      <Rail
        order={order}
        shown={shown}
        ways={ways}
        go={(screen) => dispatch({ type: "go", screen })}
      />
      <div className="app-screen">
        {!connected && (
          <Notice tone="warn" alert>
            {say("lost.connection")}
          </Notice>
        )}
        {lost.length > 0 && (
          <Notice
            tone="info"
            title={say("lost.title")}
            alert
            actions={
              <Button
                kind="plain"
                onClick={() => dispatch({ type: "loss-read" })}
              >
                {say("lost.read")}
              </Button>
            }
          >
            <p>{lost.map((what) => say(`lost.${what}`)).join(" ")}</p>
          </Notice>
        )}
        <Suspense
          fallback={
            <main className="screen">
              <p className="app-loading">{say("loading")}</p>
            </main>
          }
        >
          {Shown !== undefined && (
            <Shown
              snapshot={snapshot}
              drafts={drafts}
              api={api}
              following={order[order.indexOf(shown) + 1] ?? null}
              go={(screen) => dispatch({ type: "go", screen })}
              draft={(change) => dispatch({ type: "draft", change })}
            />
          )}
        </Suspense>
      </div>
      {snapshot.question !== null && (
        <HostKeyDialog
          key={snapshot.question.id}
          question={snapshot.question}
          hosts={api.hosts}
        />
      )}
    </div>
  );
}
