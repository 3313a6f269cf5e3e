import { useCallback, useEffect, useState } from "react";
import type { NodeSummary } from "../../common/ipc/contract.ts";
import type { Api } from "../../common/ipc/faces.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Notice, Panel } from "../ui/Panel.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { NodeTable } from "./NodeTable.tsx";
import { clusterWords } from "./words.ts";

/** Milliseconds between two looks while a node is not ready. */
const lookEvery = 5_000;

export function NodesPanel({
  api,
  onAdd,
}: {
  readonly api: Api;
  readonly onAdd: (role: "server" | "agent") => void;
}) {
  const { say } = useWords(clusterWords);
  const { nodes, busy, refused, look } = useNodes(api);
  const ready = nodes?.filter((node) => node.ready).length ?? 0;
  const all = nodes !== null && ready === nodes.length;

  return (
    <Panel
      title={say("nodes")}
      icon="cluster"
      actions={
        <IconButton
          icon="again"
          label={say("refresh")}
          disabled={busy}
          onClick={look}
        />
      }
    >
      <div aria-live="polite">
        <Refusal refused={refused} />
        {nodes === null && refused === null && (
          <p className="quiet">{say("nodes.asking")}</p>
        )}
        {nodes !== null && refused === null && (
          <Notice tone={all ? "good" : "warn"}>
            {say(all ? "nodes.ready" : "nodes.waiting", {
              ready,
              count: nodes.length,
            })}
          </Notice>
        )}
      </div>
      {nodes !== null && <NodeTable nodes={nodes} />}
      <div className="cluster-add">
        <div>
          <h3>{say("add")}</h3>
          <p className="quiet small">{say("add.text")}</p>
        </div>
        {(["agent", "server"] as const).map((role) => (
          <Button key={role} icon="add" onClick={() => onAdd(role)}>
            {say(`add.${role}`)}
          </Button>
        ))}
      </div>
    </Panel>
  );
}

/** The nodes, asked when the screen comes, when somebody wants it, and again while one is not ready. */
function useNodes(api: Api) {
  const [nodes, setNodes] = useState<readonly NodeSummary[] | null>(null);
  const { busy, refused, ask } = useAsk();
  const look = useCallback(() => {
    void ask(() => api.cluster.nodes(null)).then((found) => {
      if (found !== undefined) setNodes(found.value);
    });
  }, [api, ask]);
  useEffect(look, [look]);
  const unready =
    refused !== null || (nodes?.some(({ ready }) => !ready) ?? false);
  useEffect(() => {
    if (busy || !unready) return undefined;
    const timer = setTimeout(look, lookEvery);
    return () => clearTimeout(timer);
  }, [look, busy, unready]);
  return { nodes, busy, refused, look };
}
