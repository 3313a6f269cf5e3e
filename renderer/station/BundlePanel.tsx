import { useEffect, useState } from "react";
import type { Place } from "../../common/ipc/contract.ts";
import { FileChooser } from "../files/FileChooser.tsx";
import { lastPart } from "../files/paths.ts";
import { useWords } from "../i18n/use-words.ts";
import { Bug } from "../ui/Bug.tsx";
import { Button } from "../ui/Button.tsx";
import { FailurePanel } from "../ui/FailurePanel.tsx";
import { Icon } from "../ui/Icon.tsx";
import { dayOf } from "../ui/moment.ts";
import { Empty, Facts, Notice, Panel } from "../ui/Panel.tsx";
import { Progress } from "../ui/Progress.tsx";
import type { ScreenProps } from "../wizard/face.ts";
import { useAsk } from "../wizard/use-ask.ts";
import { useRate } from "./use-rate.ts";
import { stationWords } from "./words.ts";

/** Where it is installed from: found on a drive, or chosen by folder; every file is checked before it counts. */
export function BundlePanel({ snapshot, api }: ScreenProps) {
  const { say } = useWords(stationWords);
  const { ask, busy, refused } = useAsk();
  const [browsing, setBrowsing] = useState<"folder" | "key">();
  /** What was asked for last, to be asked for again. */
  const [folder, setFolder] = useState<string>();
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const { bundle, failure, doing } = snapshot;
  const verifying =
    snapshot.busy?.with === "verifying-bundle" ? snapshot.busy : null;
  const idle = bundle === null && verifying === null && !busy;

  const look = async () => {
    const answer = await api.files.places(null);
    if (answer.ok) setPlaces(answer.value);
  };
  useEffect(() => {
    if (!idle) return undefined;
    const again = () =>
      void api.files.places(null).then((answer) => {
        if (answer.ok) setPlaces(answer.value);
      });
    again();
    // A stick that is plugged in now is seen without being asked for.
    const timer = setInterval(again, 3_000);
    return () => clearInterval(timer);
  }, [idle, api]);

  const open = (at: string, trustKey?: string) => {
    setBrowsing(undefined);
    setFolder(at);
    void ask(() =>
      api.bundle.open({
        folder: at,
        ...(trustKey === undefined ? {} : { trustKey }),
      }),
    );
  };
  const used = snapshot.known.find(
    ({ path }) => path === snapshot.station?.path,
  )?.bundle;
  const found = places.flatMap(({ label, bundles }) =>
    bundles.map((at) => ({ at, drive: label })),
  );
  const failed =
    failure !== null && doing === "opening-bundle" && failure.code !== "aborted"
      ? failure
      : null;

  return (
    <Panel
      title={say("bundle")}
      icon="bundle"
      actions={
        bundle !== null && (
          <Button
            kind="plain"
            onClick={() => void ask(() => api.bundle.close(null))}
          >
            {say("bundle.other")}
          </Button>
        )
      }
    >
      <Bug refused={refused} />
      {verifying !== null ? (
        <Verifying
          {...verifying}
          onCancel={() => void api.bundle.close(null)}
        />
      ) : bundle !== null ? (
        <Verified bundle={bundle} />
      ) : busy ? (
        <p role="status">{say("bundle.opening")}</p>
      ) : (
        <>
          {failed !== null && (
            <FailurePanel
              failure={failed}
              doing={say("doing.bundle")}
              actions={
                folder !== undefined && (
                  <>
                    {failed.code === "signature-key-unknown" && (
                      <Button icon="key" onClick={() => setBrowsing("key")}>
                        {say("bundle.key")}
                      </Button>
                    )}
                    <Button icon="again" onClick={() => open(folder)}>
                      {say("bundle.again")}
                    </Button>
                  </>
                )
              }
            />
          )}
          {found.length > 0 || used !== undefined ? (
            <ul className="choices" aria-label={say("bundle.found")}>
              {found.map(({ at, drive }) => (
                <li key={at}>
                  <Offer
                    name={lastPart(at)}
                    where={drive}
                    mark={say("bundle.found")}
                    icon="drive"
                    onChoose={() =>
                      open(at, used?.folder === at ? used.trustKey : undefined)
                    }
                  />
                </li>
              ))}
              {used !== undefined &&
                !found.some(({ at }) => at === used.folder) && (
                  <li>
                    <Offer
                      name={lastPart(used.folder)}
                      where={used.folder}
                      mark={say("bundle.last")}
                      icon="bundle"
                      onChoose={() => open(used.folder, used.trustKey)}
                    />
                  </li>
                )}
            </ul>
          ) : (
            failed === null && (
              <Empty icon="drive" title={say("bundle.none")}>
                {say("bundle.none.text")}
              </Empty>
            )
          )}
          <div className="ui-buttons panel-buttons">
            <Button icon="folder" onClick={() => setBrowsing("folder")}>
              {say("bundle.folder")}
            </Button>
            <Button kind="plain" icon="again" onClick={() => void look()}>
              {say("bundle.look")}
            </Button>
          </div>
        </>
      )}
      {browsing === "folder" && (
        <FileChooser
          files={api.files}
          title={say("bundle.folder.title")}
          wants="bundle"
          onChoose={(at) => open(at)}
          onClose={() => setBrowsing(undefined)}
        />
      )}
      {browsing === "key" && folder !== undefined && (
        <FileChooser
          files={api.files}
          title={say("bundle.key.title")}
          note={say("bundle.key.text")}
          wants={{ ends: [".pub"] }}
          onChoose={(key) => open(folder, key)}
          onClose={() => setBrowsing(undefined)}
        />
      )}
    </Panel>
  );
}

function Offer({
  name,
  where,
  mark,
  icon,
  onChoose,
}: {
  readonly name: string;
  readonly where: string;
  readonly mark: string;
  readonly icon: "drive" | "bundle";
  readonly onChoose: () => void;
}) {
  return (
    <button type="button" className="choices-item" onClick={onChoose}>
      <Icon name={icon} />
      <span translate="no">
        {name}
        <small>{where}</small>
      </span>
      <em>{mark}</em>
      <Icon name="next" />
    </button>
  );
}

function Verifying({
  bytes,
  totalBytes,
  onCancel,
}: {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly onCancel: () => void;
}) {
  const { say } = useWords(stationWords);
  const { rate, left } = useRate(bytes, totalBytes);
  const said = [
    say("bundle.progress", { bytes, total: totalBytes }),
    rate !== null && say("bundle.speed", { rate }),
    left !== null && say("bundle.left", { left }),
  ].filter((part) => typeof part === "string");
  return (
    <div className="verifying">
      <p>{say("bundle.verifying")}</p>
      <Progress
        share={totalBytes === 0 ? null : bytes / totalBytes}
        label={say("bundle.verifying")}
      />
      <p className="quiet small">{said.join(" · ")}</p>
      <div className="ui-buttons">
        <Button onClick={onCancel}>{say("bundle.cancel")}</Button>
      </div>
    </div>
  );
}

function Verified({
  bundle,
}: {
  readonly bundle: NonNullable<ScreenProps["snapshot"]["bundle"]>;
}) {
  const { language, say } = useWords(stationWords);
  const { name, sequence, k3s, docker, files, bytes } = bundle;
  return (
    // Where there is little room it scrolls, also for who has no mouse.
    <div className="station-facts" role="group" aria-label={name} tabIndex={0}>
      <Notice tone="good">{say("bundle.good")}</Notice>
      <Facts
        facts={[
          [say("bundle.name"), say("bundle.number", { name, sequence })],
          [say("bundle.contains"), say("bundle.versions", { k3s, docker })],
          [say("bundle.for"), bundle.architectures.join(", ")],
          [say("bundle.size"), say("bundle.files", { bytes, files })],
          [say("bundle.expires"), dayOf(bundle.expires, language)],
          [
            say("bundle.where"),
            <span key="path" className="mono" translate="no">
              {bundle.folder}
            </span>,
          ],
        ]}
      />
    </div>
  );
}
