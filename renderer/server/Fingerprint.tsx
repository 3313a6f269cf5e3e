import "./discovery.css";
import { useState } from "react";
import { compareFingerprint } from "../../common/model/fingerprint.ts";
import { qrModules, qrPath } from "../../common/qr/qr.ts";
import { useWords } from "../i18n/use-words.ts";
import { Field } from "../ui/Field.tsx";
import { LevelMark } from "../ui/Level.tsx";
import { discoveryWords } from "./discovery-words.ts";

/** A fingerprint as QR code: black on white in every theme, since cameras want it so. */
export function FingerprintQr({ text }: { readonly text: string }) {
  const { say } = useWords(discoveryWords);
  const modules = qrModules(text);
  const size = modules.length + 8;
  return (
    <svg
      className="fingerprint-qr"
      role="img"
      aria-label={say("qr")}
      viewBox={`-4 -4 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect x="-4" y="-4" width={size} height={size} fill="#ffffff" />
      <path d={qrPath(modules)} fill="#000000" />
    </svg>
  );
}

/** For what is on the sticker: says at once whether it is this key. */
export function CompareField({
  fingerprint,
}: {
  readonly fingerprint: string;
}) {
  const { say } = useWords(discoveryWords);
  const [given, setGiven] = useState("");
  const result = compareFingerprint(given, fingerprint);
  return (
    <div className="compare">
      <Field
        label={say("compare.label")}
        hint={say("compare.hint")}
        value={given}
        technical
        error={result === "different" ? say("compare.different") : undefined}
        onChange={setGiven}
      />
      <div role="status">
        {result === "same" && (
          <LevelMark level="ok" text={say("compare.same")} />
        )}
      </div>
    </div>
  );
}
