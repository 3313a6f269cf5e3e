// By which agents register as a cluster (facts D.6).
import { bodyOf, refuse, send, type Call } from "./answer.ts";
import { newSecret, sees, type Cluster, type User } from "./state.ts";

const ownedCluster = (
  call: Call,
  user: User,
  id: string | null,
): Cluster | undefined => {
  const cluster = call.state.clusters.get(id ?? "");
  return cluster !== undefined && sees(user, cluster) ? cluster : undefined;
};

export const ownToken = async (call: Call, user: User): Promise<void> => {
  const body = await bodyOf(call.request);
  const cluster = ownedCluster(call, user, String(body?.["clusterId"]));
  if (cluster === undefined)
    return refuse(
      call,
      403,
      "Forbidden",
      "clusterregistrationtokens is forbidden",
    );
  cluster.registration = {
    token: newSecret(),
    previous: cluster.registration.token,
    expires: call.state.expiry(),
    graceEnds: cluster.registration.graceEnds,
    emptyReads: 0,
  };
  send(call, 201, tokenJson(call, cluster));
};

export const listTokens = (call: Call, user: User): void => {
  const cluster = ownedCluster(
    call,
    user,
    call.url.searchParams.get("clusterId"),
  );
  send(call, 200, {
    type: "collection",
    resourceType: "clusterRegistrationToken",
    data: cluster === undefined ? [] : [tokenJson(call, cluster)],
  });
};

const tokenJson = (
  call: Call,
  { id, registration, created }: Cluster,
): Record<string, unknown> => {
  const { state, serverUrl } = call;
  const base = {
    type: "clusterRegistrationToken",
    baseType: "clusterRegistrationToken",
    id: `${id}:default-token`,
    name: "default-token",
    clusterId: id,
    created,
  };
  if (state.faults.noServerUrl || registration.emptyReads > 0) {
    registration.emptyReads -= 1;
    return { ...base, token: "", manifestUrl: "" };
  }
  const shown = state.faults.placeholder > 0;
  if (shown) state.faults.placeholder -= 1;
  const token = shown ? "{token}" : registration.token;
  const manifestUrl = `${serverUrl}/v3/import/${token}_${id}.yaml`;
  const time = (at: number | undefined) =>
    at === undefined ? undefined : new Date(at).toISOString();
  return {
    ...base,
    token,
    manifestUrl,
    command: `kubectl apply -f ${manifestUrl}`,
    insecureCommand: `curl --insecure -sfL ${manifestUrl} | kubectl apply -f -`,
    nodeCommand: "",
    ...(state.version.rotates
      ? {
          expiresAt: time(registration.expires),
          gracePeriodExpiresAt: time(registration.graceEnds),
        }
      : {}),
  };
};
