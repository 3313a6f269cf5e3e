import type { Station } from "../../common/model/station.ts";
import { mask } from "./redactor.ts";

/** What stands under such a name is one, whatever it is. */
const secretKey =
  /token$|password|passphrase|secret|credential|access-?key|private-?key/i;

/** What a station file holds though it should not, or must: settings of K3s and Docker that are secret by their name. */
export function secretsIn({ k3s, docker }: Station): string[] {
  return [...secretsUnder(k3s.config), ...secretsUnder(docker.daemon)];
}

function secretsUnder(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    secretKey.test(key) &&
    (typeof item === "string" || typeof item === "number")
      ? [String(item)]
      : secretsUnder(item),
  );
}

/** The station with those settings masked, also where its secrets are not registered. */
export function withoutSecretSettings(station: Station): Station {
  const { k3s, docker } = station;
  return {
    ...station,
    k3s: { ...k3s, config: masked(k3s.config) },
    docker: { ...docker, daemon: masked(docker.daemon) },
  };
}

function masked<T>(value: T): T {
  if (Array.isArray(value)) return value.map(masked) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      key,
      secretKey.test(key) &&
      (typeof item === "string" || typeof item === "number")
        ? mask
        : masked(item),
    ]),
  ) as T;
}
