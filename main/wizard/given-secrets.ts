import type { Secrets } from "../../common/ipc/contract.ts";
import { failureOf } from "../../common/model/failure.ts";
import { placesOf, type Station } from "../../common/model/station.ts";
import type { Redactor } from "../logs/redactor.ts";
import type { SecretKind, SecretStore } from "../ports/secrets.ts";

const fields = {
  password: "password",
  "sudo-password": "sudoPassword",
  passphrase: "passphrase",
} as const satisfies Partial<Record<SecretKind, keyof Secrets>>;

/**
 * What was typed or is remembered. For a host without a password of its own those of the same account
 * on the station's other hosts are tried; once the host refused those, none of them is tried there again.
 */
export class GivenSecrets {
  readonly #redactor: Redactor;
  readonly #refused = new Map<string, Set<string>>();

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  store(station: Station, secrets: readonly Secrets[]): SecretStore {
    for (const given of secrets)
      for (const field of Object.values(fields)) {
        const secret = given[field];
        if (secret !== undefined) this.#redactor.add(secret);
      }
    return {
      get: (host, kind) =>
        Promise.resolve(
          kind === "rancher-token" || kind === "rancher-password"
            ? undefined
            : secrets.find((each) => each.host === host)?.[fields[kind]],
        ),
      passwords: (host) => Promise.resolve(this.#others(station, host, secrets)), // prettier-ignore
    };
  }

  /** Remembers what a host refused. */
  note(error: unknown, station: Station, secrets: readonly Secrets[]): void {
    const { code, host = "" } = failureOf(error) ?? {};
    if (code !== "sign-in-refused" && code !== "credentials-refused") return;
    const place = placeOf(station, host);
    this.#refused.set(
      place,
      new Set([
        ...(this.#refused.get(place) ?? []),
        ...this.#others(station, host, secrets),
      ]),
    );
  }

  #others(
    station: Station,
    host: string,
    secrets: readonly Secrets[],
  ): string[] {
    if (secrets.find((each) => each.host === host)?.password !== undefined)
      return [];
    const userOf = (name: string) =>
      placesOf(station).find((each) => each.name === name)?.signIn.user;
    const refused = this.#refused.get(placeOf(station, host));
    const known = secrets.flatMap((each) =>
      each.password !== undefined && userOf(each.host) === userOf(host)
        ? [each.password]
        : [],
    );
    return [...new Set(known)].filter((each) => refused?.has(each) !== true);
  }
}

function placeOf(station: Station, name: string): string {
  const host = placesOf(station).find((each) => each.name === name);
  return `${host?.signIn.user} ${host?.address} ${host?.port}`;
}
