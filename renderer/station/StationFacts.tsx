import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { lastPart } from "../files/paths.ts";
import { useWords } from "../i18n/use-words.ts";
import { packWords } from "../pack/words.ts";
import { dayOf } from "../ui/moment.ts";
import { Facts, Notice } from "../ui/Panel.tsx";
import { stationWords } from "./words.ts";

/** The station that is open: what it is, and its pack where it came out of one. */
export function StationFacts({
  station: { path, station },
  snapshot: { pack, known },
}: {
  readonly station: NonNullable<Snapshot["station"]>;
  readonly snapshot: Pick<Snapshot, "pack" | "known">;
}) {
  const { say, language } = useWords(stationWords);
  const { say: sayPack } = useWords(packWords);
  const before = known.find((each) => each.path === path)?.pack;
  const packPath = pack?.path ?? before;
  const until = pack?.validity.until;
  return (
    // Where there is little room it scrolls, also for who has no mouse.
    <div
      className="station-facts"
      role="group"
      aria-label={station.id}
      tabIndex={0}
    >
      {pack?.over === true && until !== undefined && (
        <Notice tone="warn" alert>
          <p>{sayPack("over", { until })}</p>
        </Notice>
      )}
      {pack !== null && pack.otherKeys.length > 0 && (
        <Notice tone="warn" alert>
          <p>{say("pack.other-key", { hosts: pack.otherKeys.join(", ") })}</p>
        </Notice>
      )}
      <Facts
        facts={[
          [say("station.id"), station.id],
          [say("station.name"), station.name ?? "–"],
          [
            say("station.hosts"),
            station.hosts
              .map(({ name, address }) => `${name} (${address})`)
              .join(", "),
          ],
          [
            say("station.isolated"),
            say(
              station.isolated ? "station.isolated.yes" : "station.isolated.no",
            ),
          ],
          // Told where it is so: most stations have no use for it.
          ...(station.passwordless
            ? ([
                [say("station.passwordless"), say("station.passwordless.yes")],
              ] as const)
            : []),
          ...(packPath === undefined
            ? []
            : ([
                [
                  say("station.pack"),
                  <span key="pack" title={packPath}>
                    <span translate="no">{lastPart(packPath)}</span>
                    <br />
                    {pack === null
                      ? say("station.pack.closed")
                      : until === undefined
                        ? sayPack("always")
                        : say("station.pack.until", {
                            until: dayOf(until, language),
                          })}
                  </span>,
                ],
              ] as const)),
          ...(station.rancher === undefined
            ? []
            : ([
                [
                  say("station.rancher"),
                  <span key="rancher" className="mono" translate="no">
                    {station.rancher.url}
                  </span>,
                ],
              ] as const)),
          [
            say("station.file"),
            <span key="path" className="mono" translate="no">
              {path}
            </span>,
          ],
        ]}
      />
    </div>
  );
}
