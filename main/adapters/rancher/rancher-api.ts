import type { z } from "zod";
import { failed, failureOf } from "../../../common/model/failure.ts";
import {
  kubernetesMinors,
  rancherNameFault,
  type RancherCluster,
  type RancherServer,
} from "../../../common/model/rancher.ts";
import { systemClock } from "../files/system-clock.ts";
import type { OpenRancher, RancherApi } from "../../ports/rancher-api.ts";
import { errorOf } from "./answers.ts";
import { caChecksum } from "./certificates.ts";
import { readImportManifest } from "./import-manifest.ts";
import {
  Cluster,
  Clusters,
  Feature,
  RegistrationTokens,
  Setting,
} from "./norman.ts";
import { RancherSession } from "./session.ts";

const tokenPatience = 30;
/** Seconds after which no controller will make the default token any more. */
const ownTokenAfter = 6;

/** The roles that a refusal means (facts D.3). */
const rights = {
  look: "user-base",
  create: "clusters-create",
  own: "cluster-owner",
} as const;

type Signal = AbortSignal | undefined;

/** Rancher's API in its v3 form, which all versions have; see the port. */
export const openRancher: OpenRancher = (connection) => {
  const session = new RancherSession(connection);
  const { origin } = session.url;

  const read = async <T>(
    schema: z.ZodType<T>,
    path: string,
    right: string,
    signal: Signal,
  ): Promise<T> =>
    parsed(schema, await session.json({ path, ...asked(signal) }, right));

  const parsed = <T>(schema: z.ZodType<T>, json: unknown): T => {
    const result = schema.safeParse(json);
    if (result.success) return result.data;
    throw failed("rancher-not-rancher", {
      data: { url: origin, found: "its answer has another form" },
    });
  };

  /** What is not there has its default: older versions know fewer. */
  const setting = async (name: string, otherwise: string, signal: Signal) => {
    const path = `/v3/settings/${name}`;
    const answer = await session.ask({ path, ...asked(signal) });
    if (answer.status === 404) return otherwise;
    if (answer.status !== 200) throw session.failureFrom(answer, rights.look);
    return parsed(Setting, JSON.parse(answer.text)) || otherwise;
  };
  const feature = async (name: string, signal: Signal) => {
    const path = `/v3/features/${name}`;
    const answer = await session.ask({ path, ...asked(signal) });
    if (answer.status === 404) return false;
    if (answer.status !== 200) throw session.failureFrom(answer, rights.look);
    return parsed(Feature, JSON.parse(answer.text));
  };

  const cluster: RancherApi["cluster"] = async (id, signal) => {
    const answer = await session.ask({
      path: clusterPath(id),
      ...asked(signal),
    });
    if (answer.status === 404 || answer.status === 403)
      throw failed("rancher-cluster-missing", { data: { cluster: id } });
    if (answer.status !== 200) throw session.failureFrom(answer, rights.own);
    const found = parsed(Cluster, JSON.parse(answer.text));
    if (isLeaving(found))
      throw failed("rancher-cluster-missing", { data: { cluster: id } });
    return found;
  };

  const tokens = (clusterId: string, signal: Signal) =>
    read(
      RegistrationTokens,
      `/v3/clusterregistrationtokens?clusterId=${encodeURIComponent(clusterId)}`,
      rights.own,
      signal,
    );

  return {
    url: origin,
    server: (signal) => serverOf(session, { setting, feature }, signal),
    findCluster: async (name, signal) => {
      const path = `/v3/clusters?name=${encodeURIComponent(name)}`;
      const { data } = await read(Clusters, path, rights.look, signal);
      return data.find(
        (each) =>
          !isLeaving(each) && each.name.toLowerCase() === name.toLowerCase(),
      );
    },
    cluster,
    clusters: async function* ({ pageSize = 200, signal } = {}) {
      let path: string | undefined = `/v3/clusters?limit=${pageSize}`;
      while (path !== undefined) {
        const page: z.infer<typeof Clusters> = await read(
          Clusters,
          path,
          rights.look,
          signal,
        );
        yield page.data;
        const next: string = page.pagination?.next ?? "";
        // Its `next` names the server as Rancher thinks it is called; only the place in the list counts.
        path =
          next === ""
            ? undefined
            : `/v3/clusters${new URL(next, origin).search}`;
      }
    },
    createCluster: async (wanted, signal) => {
      const fault = rancherNameFault(wanted.name);
      const { name } = wanted;
      if (fault !== undefined)
        throw failed("rancher-name-invalid", { data: { name, reason: fault } });
      const { agentEnv = {}, ...rest } = wanted;
      const answer = await session.ask({
        method: "POST",
        path: "/v3/clusters",
        body: {
          type: "cluster",
          ...rest,
          agentEnvVars: Object.entries(agentEnv).map(([key, value]) => ({
            name: key,
            value,
          })),
        },
        ...asked(signal),
      });
      if (answer.status === 201 || answer.status === 200)
        return parsed(Cluster, JSON.parse(answer.text));
      const { code, message, field } = errorOf(answer);
      if (answer.status === 409 || code === "NotUnique")
        throw failed("rancher-name-taken", { data: { name } });
      if (answer.status === 422 && /name/i.test(field))
        throw failed("rancher-name-invalid", {
          data: { name, reason: `${code}: ${message}` },
        });
      throw session.failureFrom(answer, rights.create);
    },
    updateCluster: async (id, { labels, annotations }, signal) => {
      const now = await cluster(id, signal);
      return parsed(
        Cluster,
        await session.json(
          {
            method: "PUT",
            path: clusterPath(id),
            body: {
              type: "cluster",
              name: now.name,
              labels: { ...now.labels, ...labels },
              annotations: { ...now.annotations, ...annotations },
            },
            ...asked(signal),
          },
          rights.own,
        ),
      );
    },
    deleteCluster: async (id, signal) => {
      const answer = await session.ask({
        method: "DELETE",
        path: clusterPath(id),
        ...asked(signal),
      });
      if (![200, 202, 204, 404].includes(answer.status))
        throw session.failureFrom(answer, rights.own);
    },
    registration: async (clusterId, signal) => {
      let waited = 0;
      let made = false;
      for (let tries = 0; waited < tokenPatience * 1000; tries += 1) {
        const { data } = await tokens(clusterId, signal);
        const filled = data
          .filter(({ token, manifestUrl }) => isFilled(token, manifestUrl))
          .sort((a, b) => b.created.localeCompare(a.created));
        const found =
          filled.find(({ name }) => name === "default-token") ?? filled[0];
        if (found !== undefined) {
          connection.keepSecret(found.token);
          return {
            clusterId,
            token: found.token,
            manifestUrl: found.manifestUrl,
            ...(found.expiresAt === "" ? {} : { expires: found.expiresAt }),
            ...(found.gracePeriodExpiresAt === ""
              ? {}
              : { graceEnds: found.gracePeriodExpiresAt }),
          };
        }
        if (data.length === 0 && !made && waited >= ownTokenAfter * 1000) {
          made = true;
          await session.json(
            {
              method: "POST",
              path: "/v3/clusterregistrationtokens",
              body: { type: "clusterRegistrationToken", clusterId },
              ...asked(signal),
            },
            rights.own,
          );
        }
        // It mostly takes a moment; with thousands of stations whole seconds would add up.
        const pause = Math.min(1000, 100 * 2 ** tries);
        waited += pause;
        await systemClock.sleep(pause, signal).catch(() => {
          throw failed("aborted");
        });
      }
      throw failed("rancher-token-not-filled", {
        data: { cluster: clusterId },
        retry: true,
      });
    },
    manifest: async ({ manifestUrl, clusterId }, signal) => {
      // From the server that we believe, whatever name Rancher knows itself by.
      const { pathname } = new URL(manifestUrl, origin);
      const answer = await session.open({ path: pathname, ...asked(signal) });
      if (answer.status === 400 || answer.status === 404)
        throw failed("rancher-token-expired", { data: { cluster: clusterId } });
      if (answer.status !== 200) throw session.failureFrom(answer, rights.own);
      return readImportManifest(answer.text);
    },
    close: () => session.close(),
  };
};

function asked(signal: Signal) {
  return signal === undefined ? {} : { signal };
}

/** Deleted, and shown until Rancher's controllers are through with it; its name is free already. */
function isLeaving({ state }: RancherCluster): boolean {
  return state === "removing";
}

function clusterPath(id: string): string {
  return `/v3/clusters/${encodeURIComponent(id)}`;
}

/** Read the wrong way, Rancher's newer versions say `{token}` (facts D.6). */
function isFilled(token: string, manifestUrl: string): boolean {
  return (
    token !== "" && !token.includes("{token}") && manifestUrl.includes(token)
  );
}

async function serverOf(
  session: RancherSession,
  {
    setting,
    feature,
  }: {
    setting: (
      name: string,
      otherwise: string,
      signal: Signal,
    ) => Promise<string>;
    feature: (name: string, signal: Signal) => Promise<boolean>;
  },
  signal: Signal,
): Promise<RancherServer> {
  const version = await session
    .open({ path: "/rancherversion", ...asked(signal) })
    .then(
      ({ text }) => (JSON.parse(text) as { Version?: string }).Version ?? "",
    )
    .catch((error: unknown) => {
      if (failureOf(error) !== undefined) throw error;
      return "";
    });
  const minor = Number(/^v2\.(\d{1,3})\./.exec(version)?.[1]);
  // One first: a token that is refused is told once, not seven times.
  const serverUrl = await setting("server-url", "", signal);
  const [cacerts, tls, registry, minutes, grace, rotates, operations] =
    await Promise.all([
      setting("cacerts", "", signal),
      setting("agent-tls-mode", "strict", signal),
      setting("system-default-registry", "", signal),
      setting("crt-default-ttl-minutes", "43200", signal),
      setting("crt-default-grace-period-minutes", "180", signal),
      feature("crt-token-ttl-rotation", signal),
      setting("imported-cluster-day2-ops-enabled", "false", signal),
    ]);
  const [low, high] = kubernetesMinors[minor] ?? [1, 0];
  return {
    version,
    ...(Number.isNaN(minor) ? {} : { minor }),
    serverUrl,
    caChecksum: caChecksum(cacerts),
    agentTls: tls === "system-store" ? "system-store" : "strict",
    registry,
    tokenLife: rotates
      ? { minutes: Number(minutes), grace: Number(grace) }
      : { grace: Number(grace) },
    kubernetesMinors: Array.from(
      { length: Math.max(0, high - low + 1) },
      (_, index) => low + index,
    ),
    operations: operations === "true",
  };
}
