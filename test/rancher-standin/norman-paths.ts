// The v3 API for whoever is signed in: settings, features, clusters and their registration tokens.
import { answerTokens } from "./api-tokens.ts";
import { bodyOf, callerOf, may, refuse, send, type Call } from "./answer.ts";
import { listTokens, ownToken } from "./registration-tokens.ts";
import { sees, type Cluster, type User } from "./state.ts";

type Body = Record<string, unknown>;

export const answerNorman = async (call: Call): Promise<void> => {
  const { url, request } = call;
  const user = callerOf(call);
  if (user === undefined)
    // Of Rancher's gate before Norman: its status is text.
    return send(call, 401, {
      type: "error",
      status: "401",
      message: "must authenticate",
    });
  const [kind = "", id, ...rest] = url.pathname
    .replace(/^\/v3\//, "")
    .split("/")
    .map(decodeURIComponent);
  if (rest.length > 0) return notFound(call);
  const method = request.method ?? "GET";
  if (kind === "settings" && id !== undefined) return setting(call, user, id);
  if (kind === "features" && id !== undefined) return feature(call, user, id);
  if (kind === "tokens") return answerTokens(call, user, id);
  if (kind === "clusters")
    return id === undefined
      ? method === "POST"
        ? await createCluster(call, user)
        : listClusters(call, user)
      : await oneCluster(call, user, id);
  if (kind === "clusterregistrationtokens" && id === undefined)
    return method === "POST"
      ? await ownToken(call, user)
      : listTokens(call, user);
  notFound(call);
};

const notFound = (call: Call): void =>
  refuse(call, 404, "NotFound", "not found");

const setting = (call: Call, user: User, name: string): void => {
  if (!may(user, "user-base"))
    return refuse(call, 403, "Forbidden", `settings "${name}" is forbidden`);
  const { state, serverUrl } = call;
  const set = state.settings.get(name);
  const url = name === "server-url";
  if (set === undefined && !url) return notFound(call);
  const value = url ? (state.faults.noServerUrl ? "" : serverUrl) : set;
  // Somebody sets the URL; everything else is as it came.
  send(call, 200, {
    id: name,
    type: "setting",
    baseType: "setting",
    name,
    value,
    default: url ? "" : value,
    customized: url,
    source: url ? "db" : "default",
    links: {},
  });
};

const feature = (call: Call, user: User, name: string): void => {
  if (!may(user, "user-base"))
    return refuse(call, 403, "Forbidden", `features "${name}" is forbidden`);
  const on = call.state.features.get(name);
  if (on === undefined) return notFound(call);
  // Nobody has set it: what holds is the default.
  send(call, 200, {
    id: name,
    type: "feature",
    baseType: "feature",
    name,
    value: null,
    status: { default: on, dynamic: true, lockedValue: null, description: "" },
  });
};

const listClusters = (call: Call, user: User): void => {
  const { url, state, serverUrl } = call;
  const name = url.searchParams.get("name");
  const limit = Math.min(Number(url.searchParams.get("limit") ?? 1000), 3000);
  const marker = url.searchParams.get("marker") ?? "";
  const seen = [...state.clusters.values(), ...state.removing.values()].filter(
    (cluster) =>
      sees(user, cluster) && (name === null || cluster.name === name),
  );
  const from = marker === "" ? 0 : seen.findIndex(({ id }) => id === marker);
  if (from < 0) return refuse(call, 422, "InvalidOption", "no such marker");
  const page = seen.slice(from, from + limit);
  const after = seen[from + limit];
  send(call, 200, {
    type: "collection",
    resourceType: "cluster",
    data: page.map((cluster) => clusterJson(cluster, serverUrl)),
    pagination: {
      limit,
      total: seen.length,
      ...(after === undefined
        ? {}
        : {
            partial: true,
            // With the name that Rancher knows itself by.
            next: `${serverUrl}/v3/clusters?limit=${limit}&marker=${after.id}`,
          }),
    },
  });
};

const nameRefused = (call: Call, body: Body): boolean => {
  const name = body["name"];
  const field = "name";
  if (typeof name !== "string" || name === "")
    refuse(call, 422, "MissingRequired", "", field);
  else if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(name))
    refuse(call, 422, "InvalidFormat", `invalid DNS label ${name}`, field);
  else return false;
  return true;
};

const texts = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((value ?? {}) as Body).map(([key, text]) => [
      key,
      String(text),
    ]),
  );

const createCluster = async (call: Call, user: User): Promise<void> => {
  const { state, serverUrl } = call;
  if (!may(user, "clusters-create"))
    return refuse(
      call,
      403,
      "Forbidden",
      'clusters.management.cattle.io is forbidden: User cannot create resource "clusters" in API group "management.cattle.io" at the cluster scope',
    );
  const body = await bodyOf(call.request);
  if (body === undefined)
    return refuse(call, 422, "InvalidBodyContent", "no JSON object");
  if (nameRefused(call, body)) return;
  const name = body["name"] as string;
  const labels = texts(body["labels"]);
  const bad = Object.entries(labels).find(
    ([, value]) => !/^([\w]([\w.-]{0,61}[\w])?)?$/.test(value),
  );
  if (bad !== undefined)
    return refuse(
      call,
      422,
      "InvalidFormat",
      `label ${bad[0]} is invalid`,
      "labels",
    );
  // Among those that the caller sees and that stay, in any case of letters; others' can be made twice.
  const twin = [...state.clusters.values()].find(
    (cluster) =>
      sees(user, cluster) && cluster.name.toLowerCase() === name.toLowerCase(),
  );
  if (twin !== undefined)
    return refuse(call, 422, "NotUnique", "", "Cluster name");
  const cluster = state.addCluster(user, {
    name,
    labels,
    annotations: {
      ...texts(body["annotations"]),
      "field.cattle.io/creatorId": user.id,
    },
    description:
      typeof body["description"] === "string" ? body["description"] : "",
    agentEnv: (body["agentEnvVars"] ?? []) as Cluster["agentEnv"],
  });
  send(call, 201, clusterJson(cluster, serverUrl));
};

const oneCluster = async (
  call: Call,
  user: User,
  id: string,
): Promise<void> => {
  const { state, request, serverUrl } = call;
  const cluster = state.clusters.get(id) ?? state.removing.get(id);
  if (cluster === undefined || !sees(user, cluster)) return notFound(call);
  if (request.method === "DELETE") {
    state.remove(cluster);
    return send(call, 200, clusterJson(cluster, serverUrl));
  }
  if (request.method === "PUT") {
    const body = await bodyOf(request);
    if (body === undefined)
      return refuse(call, 422, "InvalidBodyContent", "no JSON object");
    if (nameRefused(call, body)) return;
    // What is sent replaces the whole map.
    if ("labels" in body) cluster.labels = texts(body["labels"]);
    if ("annotations" in body) cluster.annotations = texts(body["annotations"]);
  } else if (request.method !== "GET")
    return refuse(call, 405, "MethodNotAllow", "method not allowed");
  send(call, 200, clusterJson(cluster, serverUrl));
};

const clusterJson = (cluster: Cluster, serverUrl: string): Body => ({
  id: cluster.id,
  type: "cluster",
  baseType: "cluster",
  name: cluster.name,
  description: cluster.description,
  created: cluster.created,
  ...(cluster.removed === undefined ? {} : { removed: cluster.removed }),
  creatorId: cluster.creator,
  fleetWorkspaceName: "fleet-default",
  labels: cluster.labels,
  annotations: cluster.annotations,
  state: cluster.state,
  transitioning: cluster.transitioning,
  transitioningMessage: cluster.message,
  conditions: [...cluster.conditions.values()],
  nodeCount: cluster.nodeCount,
  imported: true,
  ...(cluster.version === ""
    ? {}
    : { version: { gitVersion: cluster.version } }),
  links: { self: `${serverUrl}/v3/clusters/${cluster.id}` },
  actions: {},
});
