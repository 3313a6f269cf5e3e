// Where agents connect back: a websocket, let in by the registration token alone (facts D.6, D.7, D.8).
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { setCondition, type Cluster, type State } from "./state.ts";

/** Between the stages that a real server takes seconds for. */
const stageMs = 150;

/** What an agent says of its cluster when it is asked. */
interface Said {
  readonly version: string;
  readonly nodes: number;
}

export class Tunnels {
  readonly #state: State;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #agents = new Map<string, WebSocket>();

  constructor(state: State) {
    this.#state = state;
    state.onDeleted = ({ id }) => this.#agents.get(id)?.terminate();
  }

  get connected(): string[] {
    return [...this.#agents.keys()];
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = request.url ?? "";
    const token = String(request.headers["x-api-tunnel-token"] ?? "");
    const cluster = this.#state.clusterOf(token);
    if (!/^\/v3\/connect(\/register)?$/.test(path) || cluster === undefined) {
      socket.end(
        "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\ncluster not found",
      );
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (agent) => {
      this.#agents.get(cluster.id)?.terminate();
      this.#agents.set(cluster.id, agent);
      cluster.connections += 1;
      agent.once("close", () => {
        if (this.#agents.get(cluster.id) !== agent) return;
        this.#agents.delete(cluster.id);
        lost(cluster);
      });
      agent.on("error", () => agent.terminate());
      agent.once("message", (data: Buffer) =>
        registered(cluster, JSON.parse(data.toString()) as Said),
      );
      setCondition(cluster, "Connected", "True");
      cluster.state = "waiting";
      cluster.message = "Waiting for API to be available";
      // Nothing is believed that the agent was not asked through the tunnel.
      agent.send(JSON.stringify({ ask: "version" }));
    });
  }

  cut(): void {
    for (const agent of this.#agents.values()) agent.terminate();
  }
}

const registered = (cluster: Cluster, said: Said): void => {
  cluster.version = said.version;
  cluster.nodeCount = said.nodes;
  cluster.state = "provisioning";
  cluster.message = "Waiting for system account to be created";
  setCondition(cluster, "SystemAccountCreated", "True");
  setTimeout(() => {
    if (cluster.conditions.get("Connected")?.status !== "True") return;
    setCondition(cluster, "Provisioned", "True");
    setCondition(cluster, "AgentDeployed", "True");
    setCondition(cluster, "Pending", "True");
    setCondition(cluster, "Waiting", "True");
    setCondition(cluster, "Ready", "True");
    cluster.state = "active";
    cluster.transitioning = "no";
    cluster.message = "";
  }, stageMs);
};

const lost = (cluster: Cluster): void => {
  setCondition(cluster, "Connected", "False");
  // Of one that never got as far there is no more to say.
  if (cluster.conditions.get("Provisioned")?.status !== "True") return;
  const message = "Cluster agent is not connected";
  setCondition(cluster, "Ready", "False", "Disconnected", message);
  cluster.state = "unavailable";
  cluster.transitioning = "error";
  cluster.message = message;
};
