import { z } from "zod";
import type { RancherCluster } from "../../../common/model/rancher.ts";

/** Rancher leaves out what is empty, or says null. */
const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? "");
const Texts = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((texts) =>
    Object.fromEntries(
      Object.entries(texts ?? {}).map(([key, value]) => [key, String(value)]),
    ),
  );

const Condition = z.object({
  type: z.string(),
  status: Text,
  reason: Text,
  message: Text,
  lastUpdateTime: Text,
});

/** A cluster as `/v3/clusters` has it (facts D.8). */
export const Cluster = z
  .object({
    id: z.string(),
    name: Text,
    state: Text,
    transitioning: Text,
    transitioningMessage: Text,
    labels: Texts,
    annotations: Texts,
    conditions: z.array(Condition).nullish(),
    version: z.object({ gitVersion: Text }).nullish(),
    nodeCount: z.number().nullish(),
    created: Text,
  })
  .transform((cluster): RancherCluster => {
    const conditions = cluster.conditions ?? [];
    return {
      id: cluster.id,
      name: cluster.name,
      state: cluster.state,
      transitioning: cluster.transitioning,
      message: cluster.transitioningMessage,
      labels: cluster.labels,
      annotations: cluster.annotations,
      conditions: conditions.map(({ lastUpdateTime: _, ...rest }) => rest),
      version: cluster.version?.gitVersion ?? "",
      nodeCount: cluster.nodeCount ?? 0,
      created: cluster.created,
      lastSeen:
        conditions.find(({ type }) => type === "Connected")?.lastUpdateTime ??
        "",
    };
  });

export const Clusters = z.object({
  data: z.array(Cluster),
  pagination: z.object({ next: Text }).nullish(),
});

export const Setting = z
  .object({ value: Text, default: Text })
  .transform((setting) => setting.value || setting.default);

/** What holds: locked, else set, else the default. */
export const Feature = z
  .object({
    value: z.boolean().nullish(),
    status: z
      .object({
        default: z.boolean().nullish(),
        lockedValue: z.boolean().nullish(),
      })
      .nullish(),
  })
  .transform(
    ({ value, status }) =>
      status?.lockedValue ?? value ?? status?.default ?? false,
  );

export const RegistrationTokens = z.object({
  data: z.array(
    z.object({
      name: Text,
      token: Text,
      manifestUrl: Text,
      expiresAt: Text,
      gracePeriodExpiresAt: Text,
      created: Text,
    }),
  ),
});

export const NewToken = z.object({ token: z.string().min(1) });
