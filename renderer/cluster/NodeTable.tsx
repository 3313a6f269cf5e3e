import type { NodeSummary } from "../../common/ipc/contract.ts";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/Icon.tsx";
import { clusterWords } from "./words.ts";

export function NodeTable({
  nodes,
}: {
  readonly nodes: readonly NodeSummary[];
}) {
  const { say } = useWords(clusterWords);
  return (
    // A narrow window scrolls it, also by keyboard.
    <div
      className="cluster-table"
      role="region"
      aria-label={say("nodes.table")}
      tabIndex={0}
    >
      <table aria-label={say("nodes.table")}>
        <thead>
          <tr>
            <th scope="col">{say("column.name")}</th>
            <th scope="col">{say("column.state")}</th>
            <th scope="col">{say("column.role")}</th>
            <th scope="col">{say("column.version")}</th>
            <th scope="col">{say("column.address")}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map(({ name, ready, roles, version, address }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span className="cluster-state" data-ready={ready}>
                  <Icon name={ready ? "tick" : "again"} />
                  {say(ready ? "state.ready" : "state.not-ready")}
                </span>
              </td>
              <td>
                {say(
                  roles.includes("control-plane")
                    ? "role.server"
                    : "role.agent",
                )}
              </td>
              <td>{version}</td>
              <td className="mono">{address}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
