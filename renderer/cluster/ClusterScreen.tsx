import "./cluster.css";
import { useWords } from "../i18n/use-words.ts";
import { type HostDraft, joiningHost } from "../server/host-draft.ts";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/Panel.tsx";
import type { ScreenProps } from "../wizard/face.ts";
import { ScreenFrame } from "../wizard/ScreenFrame.tsx";
import { AccessPanel } from "./AccessPanel.tsx";
import { NodesPanel } from "./NodesPanel.tsx";
import { TokenPanel } from "./TokenPanel.tsx";
import { clusterWords } from "./words.ts";

/** The cluster as it is: its nodes, and what one needs to work with it. */
export function ClusterScreen({
  snapshot,
  drafts,
  api,
  following,
  go,
  draft,
}: ScreenProps) {
  const { say } = useWords(clusterWords);
  const station = snapshot.station?.station.id ?? "";
  const add = (role: HostDraft["role"]) => {
    const host = joiningHost(role, drafts.hosts, station);
    draft({ hosts: [...drafts.hosts, host] });
    go("server");
  };

  return (
    <ScreenFrame
      screen="cluster"
      scrolls
      intro={say("intro")}
      onBack={() => go("install")}
      {...(following === null ? {} : { next: { onNext: () => go(following) } })}
    >
      {snapshot.hosts.length === 0 ? (
        <Empty icon="lock" title={say("away")}>
          <p>{say("away.text")}</p>
          <Button icon="server" onClick={() => go("server")}>
            {say("away.button")}
          </Button>
        </Empty>
      ) : (
        <div className="cluster">
          <NodesPanel api={api} onAdd={add} />
          <div className="cluster-access">
            <AccessPanel api={api} station={station} />
            <TokenPanel api={api} />
          </div>
        </div>
      )}
    </ScreenFrame>
  );
}
