import { Component, type ReactNode } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { wizardWords } from "./words.ts";

/** What is in it, or, where that broke, words and a way on: never an empty page. Main and its runs go on. */
export class Crashed extends Component<
  { readonly children: ReactNode },
  { readonly crashed: boolean }
> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <Sorry /> : this.props.children;
  }
}

function Sorry() {
  const { say } = useWords(wizardWords);
  return (
    <main className="app-crashed">
      <div role="alert">
        <h1>{say("crashed")}</h1>
        <p>{say("crashed.text")}</p>
      </div>
      <Button kind="main" icon="again" onClick={() => location.reload()}>
        {say("crashed.reload")}
      </Button>
    </main>
  );
}
