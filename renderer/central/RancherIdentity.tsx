import type { SeenRancher } from "../../common/ipc/contract.ts";
import { useWords } from "../i18n/use-words.ts";
import { CheckField } from "../ui/Field.tsx";
import { dayOf } from "../ui/moment.ts";
import { Facts, Notice, Panel, type Tone } from "../ui/Panel.tsx";
import { centralWords } from "./words.ts";

const tones: Record<SeenRancher["belief"], Tone> = {
  system: "good",
  confirmed: "good",
  unknown: "warn",
  changed: "bad",
  untrusted: "bad",
};

/** Who answers, and who says so; a new authority is compared by a person. */
export function RancherIdentity({
  seen,
  same,
  onSame,
}: {
  readonly seen: SeenRancher;
  readonly same: boolean;
  readonly onSame: (same: boolean) => void;
}) {
  const { say, language } = useWords(centralWords);
  const { belief, url, version, authorities, caChecksum, chain } = seen;
  const [shown] = authorities.length > 0 ? authorities : chain.slice(-1);
  return (
    <Panel title={say("identity")} icon="check">
      <Notice tone={tones[belief]} alert>
        <p>{say(`identity.${belief}`)}</p>
      </Notice>
      <Facts
        facts={[
          [say("identity.address"), <span translate="no">{url}</span>],
          [say("identity.version"), version || "–"],
          ...(shown === undefined
            ? []
            : [
                [
                  say("identity.authority"),
                  <span translate="no">{shown.subject}</span>,
                ] as const,
                [say("identity.until"), dayOf(shown.until, language)] as const,
              ]),
          ...(caChecksum === ""
            ? []
            : [
                [
                  say("identity.checksum"),
                  <Checksum key="sum" text={caChecksum} />,
                ] as const,
              ]),
        ]}
      />
      {belief === "unknown" && (
        <CheckField
          label={say("identity.same")}
          checked={same}
          onChange={onSame}
        />
      )}
    </Panel>
  );
}

/** In groups of four, as people compare them. */
function Checksum({ text }: { readonly text: string }) {
  return (
    <code className="central-checksum" translate="no">
      {(text.match(/.{1,4}/g) ?? []).map((group, at) => (
        <span key={at}>{group} </span>
      ))}
    </code>
  );
}
