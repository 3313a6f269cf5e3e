// The server's port: Kubernetes' API for client certificates, K3s' own paths for joining agents.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { TLSSocket } from "node:tls";
import type { Bootstrap } from "./bootstrap.ts";
import { issue, type Pair } from "./certificates.ts";
import type { Cluster } from "./cluster.ts";
import { log, reasonOf } from "./log.ts";
import type { NodeReport } from "./node-report.ts";
import type { ObjectStore } from "./object-store.ts";
import { answerObjects } from "./objects-api.ts";
import type { RancherAgent } from "./rancher-agent.ts";
import {
  listObject,
  namespaceObject,
  statusObject,
  type Json,
} from "./objects.ts";
import { version } from "./version.ts";

export interface ApiParts {
  cluster: Cluster;
  serving: Pair;
  serverCa: string;
  clientCa: string;
  /** Without .crt and .key. */
  clientCaStem: string;
  /** Passwords that agents may join with. */
  passwords: readonly string[];
  /** What a further server starts with. */
  bootstrap: () => Bootstrap;
  objects: ObjectStore;
  agent: RancherAgent;
}

interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  parts: ApiParts;
}

const send = (response: ServerResponse, code: number, body: Json): void => {
  response.writeHead(code, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
};

const sendText = (
  response: ServerResponse,
  code: number,
  text: string,
): void => {
  response.writeHead(code, { "content-type": "text/plain; charset=utf-8" });
  response.end(text);
};

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return text === "" ? {} : JSON.parse(text);
};

const unauthorized = ({ response }: Call): void =>
  send(response, 401, statusObject(401, "Unauthorized", "Unauthorized"));

const notFound = ({ response }: Call, what: string): void =>
  send(response, 404, statusObject(404, "NotFound", `${what} not found`));

/** "admin", the node's name behind "node:", or undefined without a certificate of ours. */
export const callerOf = (request: IncomingMessage): string | undefined => {
  const socket = request.socket as TLSSocket;
  if (!socket.authorized) return undefined;
  const { subject } = socket.getPeerCertificate();
  if (subject.O === "system:masters") return "admin";
  const name = /^system:node:(.+)$/.exec(String(subject.CN))?.[1];
  return name === undefined ? undefined : `node:${name}`;
};

/** Who joins shows the token's password as HTTP's own, as K3s' agents do. */
const mayJoin = ({ request, parts }: Call): boolean => {
  const header = request.headers.authorization ?? "";
  const [, kind = "", value = ""] = /^(Basic|Bearer) (.+)$/.exec(header) ?? [];
  if (kind === "Bearer")
    return parts.cluster.state.content.tokens.some(
      ({ token, expires }) => token === value && expires > Date.now(),
    );
  const [user = "", ...rest] = Buffer.from(value, "base64")
    .toString()
    .split(":");
  return (
    ["node", "server"].includes(user) &&
    parts.passwords.includes(rest.join(":"))
  );
};

/** The secrets of the whole cluster: only for the server token, which is the first password. */
const bootstrapCall = (call: Call): void => {
  const { request, response, parts } = call;
  if (!mayJoin(call)) return unauthorized(call);
  const shown = Buffer.from(
    (request.headers.authorization ?? "").replace(/^Basic /, ""),
    "base64",
  ).toString();
  if (shown !== `server:${parts.passwords[0] ?? ""}`)
    return send(response, 403, statusObject(403, "Forbidden", "Forbidden"));
  send(response, 200, { ...parts.bootstrap() });
};

/** A joining agent's first call: the node's client certificate. */
const joinNode = async (call: Call): Promise<void> => {
  const { request, response, parts } = call;
  if (!mayJoin(call)) return unauthorized(call);
  const name = String(request.headers["k3s-node-name"] ?? "");
  const password = String(request.headers["k3s-node-password"] ?? "");
  if (name === "" || password === "")
    return sendText(response, 400, "node name and password are needed");
  if (!parts.cluster.admits(name, password)) {
    const refusal =
      "Node password rejected, duplicate hostname or contents of '/etc/rancher/node/password' may not match server node-passwd entry, try enabling a unique node name with the --with-node-id flag";
    log("error", `unable to verify password for node ${name}: ${refusal}`);
    return sendText(response, 403, refusal);
  }
  const pair = await issue(parts.clientCaStem, {
    commonName: `system:node:${name}`,
    organization: "system:nodes",
  });
  send(response, 200, { ...pair, clientCa: parts.clientCa });
};

const newBootstrapToken = async (call: Call): Promise<void> => {
  const { state } = call.parts.cluster;
  const { ttlSeconds } = (await bodyOf(call.request)) as { ttlSeconds: number };
  const token = `${randomBytes(3).toString("hex")}.${randomBytes(8).toString("hex")}`;
  state.content.tokens.push({ token, expires: Date.now() + ttlSeconds * 1000 });
  state.save();
  send(call.response, 201, { token });
};

const readyz = ({ response, url }: Call): void => {
  if (!url.searchParams.has("verbose")) return sendText(response, 200, "ok");
  const parts = ["ping", "log", "etcd", "informer-sync", "shutdown"];
  sendText(
    response,
    200,
    `${parts.map((part) => `[+]${part} ok`).join("\n")}\nreadyz check passed\n`,
  );
};

const fixed: Record<string, () => Json> = {
  "/version": () => ({
    major: "1",
    minor: version.split(".")[1] ?? "",
    gitVersion: version,
    gitTreeState: "clean",
    compiler: "gc",
    platform: `linux/${process.arch === "x64" ? "amd64" : process.arch}`,
  }),
  "/api": () => ({ kind: "APIVersions", versions: ["v1"] }),
  "/apis": () => ({ kind: "APIGroupList", apiVersion: "v1", groups: [] }),
  "/api/v1": () => ({
    kind: "APIResourceList",
    groupVersion: "v1",
    resources: ["nodes", "namespaces", "pods"].map((name) => ({
      name,
      namespaced: name === "pods",
      kind: `${name[0]?.toUpperCase()}${name.slice(1, -1)}`,
      verbs: ["get", "list"],
    })),
  }),
};

const namespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

const nodeCall = async (
  call: Call,
  caller: string,
  name: string,
  status: boolean,
): Promise<void> => {
  const { request, response, parts } = call;
  if (status && request.method === "PUT") {
    if (caller !== `node:${name}`) return unauthorized(call);
    const report = (await bodyOf(request)) as NodeReport;
    return parts.cluster.heartbeat({ ...report, name })
      ? send(response, 200, parts.cluster.node(name) ?? {})
      : notFound(call, `nodes "${name}"`);
  }
  if (request.method === "DELETE") {
    if (caller !== "admin") return unauthorized(call);
    return parts.cluster.remove(name)
      ? send(response, 200, statusObject(200, "", ""))
      : notFound(call, `nodes "${name}"`);
  }
  const node = parts.cluster.node(name);
  if (node === undefined) return notFound(call, `nodes "${name}"`);
  send(response, 200, node);
};

const nodesCall = async (call: Call, caller: string): Promise<void> => {
  const { request, response, parts } = call;
  if (request.method !== "POST")
    return send(response, 200, listObject("Node", parts.cluster.nodes()));
  const report = (await bodyOf(request)) as NodeReport;
  if (caller !== `node:${report.name}`) return unauthorized(call);
  parts.cluster.register(report);
  send(response, 201, parts.cluster.node(report.name) ?? {});
};

const podsCall = (
  { response, parts }: Call,
  namespace: string | undefined,
  name: string | undefined,
): void => {
  const pods = [...parts.cluster.pods(), ...parts.agent.pods()].filter(
    ({ metadata }) =>
      namespace === undefined ||
      (metadata as { namespace: string }).namespace === namespace,
  );
  if (name === undefined) return send(response, 200, listObject("Pod", pods));
  const pod = pods.find(
    ({ metadata }) => (metadata as { name: string }).name === name,
  );
  if (pod === undefined)
    send(
      response,
      404,
      statusObject(404, "NotFound", `pods "${name}" not found`),
    );
  else send(response, 200, pod);
};

const scheduledEvent = (pod: Json): Json => {
  const { name, namespace, creationTimestamp } = pod["metadata"] as Record<
    string,
    string
  >;
  return {
    metadata: { name: `${name}.scheduled`, namespace, creationTimestamp },
    involvedObject: { kind: "Pod", name, namespace },
    type: "Normal",
    reason: "Scheduled",
    message: `Successfully assigned ${namespace}/${name}`,
    lastTimestamp: creationTimestamp,
    count: 1,
  };
};

const answer = async (call: Call): Promise<void> => {
  const { request, response, url, parts } = call;
  const path = url.pathname.replace(/\/$/, "");
  // The two that K3s answers to anybody: the CA that a token pins, and a sign of life.
  if (path === "/cacerts") return sendText(response, 200, parts.serverCa);
  if (path === "/ping") return sendText(response, 200, "pong");
  if (path === "/v1-k3s/config") {
    if (!mayJoin(call)) return unauthorized(call);
    return send(response, 200, { version });
  }
  if (path === "/v1-k3s/server-bootstrap") return bootstrapCall(call);
  if (path === "/v1-k3s/client-kubelet.crt") return await joinNode(call);
  const caller = callerOf(request);
  if (caller === undefined) return unauthorized(call);
  if (["/readyz", "/livez", "/healthz"].includes(path)) return readyz(call);
  if (path === "/v1-k3s/tokens") {
    if (caller !== "admin") return unauthorized(call);
    if (request.method === "POST") return await newBootstrapToken(call);
    return send(response, 200, { tokens: parts.cluster.state.content.tokens });
  }
  const constant = fixed[path];
  if (constant !== undefined) return send(response, 200, constant());
  const rest = /^\/api\/v1\/(.+)$/.exec(path)?.[1]?.split("/") ?? [];
  if (url.searchParams.get("watch") === "true")
    return send(
      response,
      405,
      statusObject(405, "MethodNotAllowed", "the stand-in cannot watch"),
    );
  const [kind, first, second, third, fourth] = rest.map(decodeURIComponent);
  if (kind === "nodes" && first === undefined)
    return await nodesCall(call, caller);
  if (kind === "nodes" && first !== undefined)
    return await nodeCall(call, caller, first, second === "status");
  if (kind === "pods") return podsCall(call, undefined, undefined);
  if (kind === "events")
    return send(
      response,
      200,
      listObject("Event", parts.cluster.pods().map(scheduledEvent)),
    );
  if (kind === "namespaces" && second === "pods")
    return fourth === "log"
      ? sendText(response, 200, parts.agent.log())
      : podsCall(call, first, third);
  const objects = answerObjects(
    parts.objects,
    namespaces,
    request.method ?? "GET",
    path,
    () => bodyOf(request),
  );
  const builtIn =
    kind === "namespaces" &&
    (first === undefined || namespaces.includes(first));
  if (objects !== undefined && !builtIn) {
    if (caller !== "admin") return unauthorized(call);
    const { code, body } = await objects;
    return send(response, code, body);
  }
  const { created } = parts.cluster.state.content;
  if (kind === "namespaces" && first === undefined)
    return send(
      response,
      200,
      listObject(
        "Namespace",
        namespaces
          .map((name) => namespaceObject(name, created))
          .concat(parts.objects.list("/api/v1/namespaces")),
      ),
    );
  if (kind === "namespaces" && second === undefined)
    return send(response, 200, namespaceObject(first ?? "", created));
  notFound(call, "the server could not find the requested resource:");
};

/** Not yet listening. */
export const apiServer = (parts: ApiParts): Server =>
  createServer(
    {
      ...parts.serving,
      ca: parts.clientCa,
      requestCert: true,
      rejectUnauthorized: false,
    },
    (request, response) => {
      const url = new URL(request.url ?? "/", "https://server");
      answer({ request, response, url, parts }).catch((error: unknown) => {
        log("error", `${request.method} ${url.pathname}: ${reasonOf(error)}`);
        if (!response.headersSent)
          send(
            response,
            500,
            statusObject(500, "InternalError", reasonOf(error)),
          );
      });
    },
  );
