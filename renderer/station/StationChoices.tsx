import { useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import type { Snapshot } from "../../common/ipc/snapshot.ts";
import { useWords } from "../i18n/use-words.ts";
import { Field } from "../ui/Field.tsx";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { Empty } from "../ui/Panel.tsx";
import { useFoundPacks } from "./use-found-packs.ts";
import { stationWords } from "./words.ts";

/** From so many packs on one looks for one instead of reading them all. */
const manyPacks = 8;

/** Stations that this laptop knows, and those whose packs lie beside the bundle. */
export function StationChoices({
  snapshot: { known, interrupted },
  files,
  busy,
  onOpen,
  onPack,
}: {
  readonly snapshot: Pick<Snapshot, "known" | "interrupted">;
  readonly files: Pick<Api["files"], "packs">;
  readonly busy: boolean;
  readonly onOpen: (path: string) => void;
  readonly onPack: (path: string) => void;
}) {
  const { say } = useWords(stationWords);
  const [search, setSearch] = useState("");
  const { packs, all, more } = useFoundPacks(files, true, search);
  if (known.length === 0 && all === 0)
    return (
      <Empty icon="station" title={say("station.none")}>
        {say("station.none.text")}
      </Empty>
    );
  return (
    <>
      {all > 0 && (
        <div className="station-packs">
          {all > manyPacks && (
            <Field
              label={say("packs.search")}
              value={search}
              technical
              onChange={setSearch}
            />
          )}
          <ul className="choices" aria-label={say("packs.found")}>
            {packs.map(({ path, station, name, over }) => (
              <li key={path}>
                <Station
                  name={name || station}
                  id={station}
                  path={path}
                  icon="drive"
                  mark={say(over ? "packs.over" : "packs.pack")}
                  busy={busy}
                  onChoose={onPack}
                />
              </li>
            ))}
          </ul>
          {(more > 0 || packs.length === 0) && (
            <p className="quiet small" role="status">
              {packs.length === 0
                ? say("packs.none")
                : say("packs.more", { more })}
            </p>
          )}
        </div>
      )}
      {known.length > 0 && (
        <ul className="choices" aria-label={say("station.known")}>
          {known.map(({ path, id, name }) => (
            <li key={path}>
              <Station
                name={name}
                id={id}
                path={path}
                icon="station"
                mark={
                  interrupted?.path === path ? say("station.interrupted") : null
                }
                busy={busy}
                onChoose={onOpen}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Station({
  name,
  id,
  path,
  icon,
  mark,
  busy,
  onChoose,
}: {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly icon: IconName;
  readonly mark: string | null;
  readonly busy: boolean;
  readonly onChoose: (path: string) => void;
}) {
  return (
    <button
      type="button"
      className="choices-item"
      title={path}
      disabled={busy}
      onClick={() => onChoose(path)}
    >
      <Icon name={icon} />
      <span>
        {name}
        {name !== id && <small translate="no">{id}</small>}
      </span>
      {mark !== null && <em>{mark}</em>}
      <Icon name="next" />
    </button>
  );
}
