import { useState } from "react";
import { failureText } from "../../common/messages/sentence.ts";
import type { FoundHost } from "../../common/model/discovery.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { discoveryWords } from "./discovery-words.ts";
import type { Taking } from "./taking.ts";

const icons: Record<FoundHost["reason"], IconName> = {
  known: "tick",
  moved: "tick",
  "re-imaged": "warn",
  ssh: "server",
  "no-ssh": "info",
  closed: "info",
  silent: "info",
};

/** One host that was found: where, why it is shown, and one button; a second one where it may be another machine. */
export function FoundItem({
  host,
  taking,
  onTake,
}: {
  readonly host: FoundHost;
  readonly taking: Taking;
  readonly onTake: (taking: Taking) => void;
}) {
  const { say, language } = useWords(discoveryWords);
  const [doubted, setDoubted] = useState(false);
  const { address, port, reason, known, names, vendor, mac, banner } = host;
  const why =
    reason === "no-ssh"
      ? failureText(
          {
            code: host.failure ?? "not-ssh",
            host: address,
            data: { address, port },
          },
          language,
        ).what
      : say(reason, {
          host: known?.host,
          station: known?.station,
          was: known?.address,
        });
  const more = [
    ...names,
    banner?.replace(/^SSH-[\d.]+-/, ""),
    vendor,
    mac,
  ].filter((part) => part !== undefined);
  return (
    <li className="found" data-reason={reason}>
      <Icon name={icons[reason]} />
      <div className="found-text">
        <b className="mono" translate="no">
          {port === 22 ? address : `${address} : ${port}`}
        </b>
        <span>{why}</span>
        {more.length > 0 && <small translate="no">{more.join(" · ")}</small>}
        {host.key !== undefined && (
          <small className="mono" translate="no">
            {host.key.fingerprint}
          </small>
        )}
      </div>
      {taking.as === "nothing" ? (
        taking.there && <span className="quiet small">{say("taken")}</span>
      ) : doubted ? (
        <div
          className="found-doubt"
          role="group"
          aria-label={say("take.doubtful")}
        >
          <p>{say("doubt", { host: known?.host })}</p>
          <Button autoFocus onClick={() => setDoubted(false)}>
            {say("doubt.no")}
          </Button>
          <Button icon="tick" onClick={() => onTake(taking)}>
            {say("doubt.yes")}
          </Button>
        </div>
      ) : (
        <Button
          kind={
            taking.as === "agent" || reason === "re-imaged" ? "usual" : "main"
          }
          icon={reason === "re-imaged" ? "warn" : "add"}
          onClick={() =>
            reason === "re-imaged" ? setDoubted(true) : onTake(taking)
          }
        >
          {say(reason === "re-imaged" ? "take.doubtful" : `take.${taking.as}`)}
        </Button>
      )}
    </li>
  );
}
