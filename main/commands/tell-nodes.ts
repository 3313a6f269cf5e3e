import { word } from "../../common/messages/sentence.ts";
import type { Language } from "../../common/messages/language.ts";
import type { ClusterNode } from "../ports/cluster-api.ts";
import { nodesOf, tokenPath } from "../station/cluster-access.ts";
import { serverWork } from "../steps/remote-work.ts";
import type { StationOptions } from "./options.ts";
import type { OpenStation } from "../station/open-station.ts";
import { table } from "./table.ts";

/** Prints the nodes and where the token is. */
export async function tellNodes(
  opened: OpenStation,
  { json }: StationOptions,
  language: Language,
): Promise<void> {
  const nodes = await nodesOf(opened);
  const server = serverWork(opened.work);
  const token = { host: server.spec.name, path: tokenPath };
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ type: "nodes", nodes, token })}\n`
      : `\n${nodeTable(nodes, language)}\n${word("token.heading", language)}: ${token.host}:${token.path}\n`,
  );
}

export function nodeTable(
  nodes: readonly ClusterNode[],
  language: Language,
): string {
  const head = [
    word("column.node", language),
    word("column.state", language),
    word("column.role", language),
    word("column.version", language),
    word("column.address", language),
  ];
  return table([
    head,
    ...nodes.map((node) => [
      node.name,
      word(node.ready ? "node.ready" : "node.not-ready", language),
      node.roles.length === 0 ? "agent" : node.roles.join(","),
      node.version,
      node.address,
    ]),
  ]);
}
