type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = Record<string, unknown>;

/** Logs that rotate, and containers that outlive a restart of the daemon (facts C.3). */
const defaults: JsonObject = {
  "log-driver": "json-file",
  "log-opts": { "max-size": "20m", "max-file": "3" },
  "live-restore": true,
};

export type MergedConfig =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/**
 * The text of daemon.json: what is there, then the station's keys over it, and our defaults only
 * where neither says anything and the Docker is ours. Text that says the same already stays as it is.
 */
export function mergedDaemonConfig(
  now: string,
  station: Readonly<Record<string, unknown>>,
  ours: boolean,
): MergedConfig {
  let there: unknown;
  try {
    there = now.trim() === "" ? {} : JSON.parse(now);
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
  if (!isObject(there)) return { ok: false, reason: "not a JSON object" };
  const base = ours ? withDefaults(there) : there;
  const merged = merge(base, station);
  return {
    ok: true,
    text: sameJson(merged, there)
      ? now
      : `${JSON.stringify(merged, null, 2)}\n`,
  };
}

/** Another log driver has other options: ours would be refused by it. */
function withDefaults(there: JsonObject): JsonObject {
  const { "log-driver": driver, "log-opts": options, ...rest } = defaults;
  const otherDriver = "log-driver" in there && there["log-driver"] !== driver;
  return merge(
    {
      ...rest,
      ...(otherDriver ? {} : { "log-driver": driver, "log-opts": options }),
    },
    there,
  );
}

function merge(base: JsonObject, over: JsonObject): JsonObject {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] =
      isObject(below) && isObject(value) ? merge(below, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (isObject(value))
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, sorted(value[key])]),
    );
  return value as Json;
}
