import "./records.css";
import { useState } from "react";
import { qrModules, qrPath } from "../../common/qr/qr.ts";
import {
  supportCode,
  type SupportFacts,
} from "../../common/support/support-code.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { recordWords } from "./words.ts";

/** What can be told to somebody far away without any network: read out on the telephone. */
export function SupportCode({ facts }: { readonly facts: SupportFacts }) {
  const { say } = useWords(recordWords);
  const [large, setLarge] = useState(false);
  const code = supportCode(facts);
  return (
    <section className="rec-support" aria-label={say("support.title")}>
      <p>
        {say("support.title")}:{" "}
        <strong className="mono" translate="no">
          {code}
        </strong>
      </p>
      <Button kind="plain" icon="eye" onClick={() => setLarge(true)}>
        {say("support.large")}
      </Button>
      {large && (
        <Dialog
          title={say("support.title")}
          onEscape={() => setLarge(false)}
          actions={
            <Button kind="main" onClick={() => setLarge(false)}>
              {say("close")}
            </Button>
          }
        >
          <p className="rec-code mono" translate="no">
            {code}
          </p>
          <Qr text={code} label={say("support.title")} />
          <p className="quiet">{say("support.text")}</p>
        </Dialog>
      )}
    </section>
  );
}

/** Dark on white in every theme, with the quiet border that readers want. */
function Qr({
  text,
  label,
}: {
  readonly text: string;
  readonly label: string;
}) {
  const modules = qrModules(text);
  const size = modules.length + 8;
  return (
    <svg
      className="rec-qr"
      viewBox={`-4 -4 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect x="-4" y="-4" width={size} height={size} fill="#fff" />
      <path d={qrPath(modules)} fill="#000" />
    </svg>
  );
}
