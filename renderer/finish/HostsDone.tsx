import type { HostSummary } from "../../common/ipc/snapshot.ts";
import type { Station } from "../../common/model/station.ts";
import { useWords } from "../i18n/use-words.ts";
import type { RunView } from "../install/run-view.ts";
import { Icon } from "../ui/Icon.tsx";
import { finishWords } from "./words.ts";

/** Each computer of the station, and how much of what it needed was done by this run. */
export function HostsDone({
  station,
  seen,
  view,
}: {
  readonly station: Station;
  /** Empty once nobody is signed in any more. */
  readonly seen: readonly HostSummary[];
  readonly view: RunView | null;
}) {
  const { say } = useWords(finishWords);
  return (
    <ul className="finish-hosts" aria-label={say("hosts")}>
      {station.hosts.map(({ name, role, address }) => {
        const os = seen.find((host) => host.name === name)?.os;
        const steps =
          view?.hosts.find(({ host }) => host === name)?.steps ?? [];
        const count = (state: string) =>
          steps.filter((step) => step.state === state).length;
        return (
          <li key={name}>
            <Icon name="server" />
            <div>
              <p>
                <strong>{name}</strong> · {say(`host.role.${role}`)} ·{" "}
                <span className="mono">{address}</span>
                {os !== undefined && ` · ${os}`}
              </p>
              {steps.length > 0 && (
                <p className="quiet small">
                  {say("host.did", {
                    done: count("done"),
                    skipped: count("skipped"),
                  })}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
