import "./files.css";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Listing, Place } from "../../common/ipc/contract.ts";
import type { Api } from "../../common/ipc/faces.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { Notice } from "../ui/Panel.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { lastPart, within } from "./paths.ts";
import { fileWords } from "./words.ts";

export interface FileBrowserProps {
  readonly files: Api["files"];
  readonly title: string;
  /** To be known before choosing. */
  readonly note?: string;
  /** What is looked for: a bundle's folder, any folder, or a file whose name ends so. */
  readonly wants: "bundle" | "folder" | { readonly ends: readonly string[] };
  /** Where to begin; the first drive, or the home folder, where nothing is said. */
  readonly begin?: string | undefined;
  readonly onChoose: (path: string) => void;
  readonly onClose: () => void;
}

const placeIcons: Record<Place["kind"], IconName> = {
  drive: "drive",
  home: "home",
  computer: "computer",
};

/** Asks for a folder or a file: in the system's own dialog where the shell has one, else in ours. */
export function FileBrowser(props: FileBrowserProps) {
  const { files, title, wants, onChoose, onClose } = props;
  const [native, setNative] = useState<boolean>();
  const asked = useRef(false);
  useEffect(() => {
    // Once, however often React runs this: a second dialog would open over the first.
    if (asked.current) return;
    asked.current = true;
    const choose = async () => {
      const has = await files.dialogs(null);
      const own = !has.ok || !has.value.native;
      setNative(!own);
      if (own) return;
      const what = typeof wants === "object" ? "file" : "folder";
      const answer = await files.choose({ what, title });
      if (answer.ok && answer.value.path !== null) onChoose(answer.value.path);
      else onClose();
    };
    void choose();
  });
  return native === false ? <OwnBrowser {...props} /> : null;
}

/** Walks the laptop's folders: drives on one side, what is in them on the other. */
function OwnBrowser({
  files,
  title,
  note,
  wants,
  begin,
  onChoose,
  onClose,
}: FileBrowserProps) {
  const { say } = useWords(fileWords);
  const { ask, busy, refused } = useAsk();
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const [listing, setListing] = useState<Listing | null>(null);

  const enter = useCallback(
    async (path: string) => {
      const answer = await ask(() => files.list({ path }));
      if (answer !== undefined) setListing(answer.value);
    },
    [ask, files],
  );
  useEffect(() => {
    let left = false;
    void files.places(null).then((answer) => {
      if (left || !answer.ok) return;
      setPlaces(answer.value);
      const first = begin ?? answer.value[0]?.path;
      if (first !== undefined) void enter(first);
    });
    return () => {
      left = true;
    };
  }, [files, begin, enter]);

  const fits = ({ name, kind }: Listing["entries"][number]) =>
    typeof wants === "object"
      ? kind === "file" && wants.ends.some((end) => name.endsWith(end))
      : kind === "bundle" && wants === "bundle";
  const shown = (listing?.entries ?? []).filter(
    (entry) => entry.kind !== "file" || fits(entry),
  );
  const placeName = ({ kind, label }: Place) =>
    kind === "drive" ? label : say(kind);

  return (
    <Dialog
      wide
      title={title}
      onEscape={onClose}
      actions={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          {wants === "folder" && (
            <Button
              kind="main"
              disabled={listing === null}
              onClick={() => listing !== null && onChoose(listing.path)}
            >
              {say("choose")}
            </Button>
          )}
        </>
      }
    >
      {note !== undefined && <Notice tone="warn">{note}</Notice>}
      <div className="files">
        <ul className="files-places" aria-label={say("where")}>
          {places.map((place) => (
            <li key={place.path}>
              <button
                type="button"
                className="files-entry"
                aria-current={listing?.path === place.path || undefined}
                onClick={() => void enter(place.path)}
              >
                <Icon name={placeIcons[place.kind]} />
                <span>{placeName(place)}</span>
              </button>
            </li>
          ))}
        </ul>
        <div className="files-folder">
          <div className="files-path">
            <IconButton
              icon="up"
              label={say("up")}
              disabled={(listing?.parent ?? null) === null}
              onClick={() => {
                const parent = listing?.parent ?? null;
                if (parent !== null) void enter(parent);
              }}
            />
            <span className="mono" translate="no">
              {listing?.path}
            </span>
          </div>
          <Refusal refused={refused} />
          <ul
            className="files-entries"
            aria-label={say("content", { path: listing?.path })}
            aria-busy={busy}
          >
            {shown.map((entry) => (
              <li key={entry.name}>
                <button
                  type="button"
                  className="files-entry"
                  data-fits={fits(entry) || undefined}
                  onClick={() => {
                    const path = within(listing?.path ?? "", entry.name);
                    if (fits(entry)) onChoose(path);
                    else void enter(path);
                  }}
                >
                  <Icon
                    name={entry.kind === "bundle" ? "bundle" : entry.kind}
                  />
                  <span translate="no">{lastPart(entry.name)}</span>
                  {entry.kind === "bundle" && (
                    <small>{say("kind.bundle")}</small>
                  )}
                </button>
              </li>
            ))}
          </ul>
          {shown.length === 0 && (
            <p className="quiet files-empty" role="status">
              {say(busy || listing === null ? "reading" : "empty")}
            </p>
          )}
        </div>
      </div>
    </Dialog>
  );
}
