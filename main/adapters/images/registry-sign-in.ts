import { failed } from "../../../common/model/failure.ts";
import { HttpStatus } from "../bundle/fetch-part.ts";

/** For registries that want to know who asks; never on a command line. */
export interface RegistryCredentials {
  readonly user: string;
  readonly password: string;
}

interface Challenge {
  readonly scheme: "bearer" | "basic";
  readonly parameters: ReadonlyMap<string, string>;
}

/** `Bearer realm="…",service="…",scope="…"` (RFC 9110; the distribution project's token guide). */
export function parseChallenge(text: string): Challenge | undefined {
  const scheme = /^\s*(bearer|basic)\b/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== "bearer" && scheme !== "basic") return undefined;
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, plain] of text.matchAll(
    /([a-z_]+)\s*=\s*(?:"([^"]*)"|([^\s",]+))/gi,
  ))
    parameters.set(name.toLowerCase(), quoted ?? plain ?? "");
  return { scheme, parameters };
}

/** A password or a token must not travel where anybody can read it. */
function isPrivate(url: URL): boolean {
  return (
    url.protocol === "https:" ||
    ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname)
  );
}

function basic({ user, password }: RegistryCredentials): string {
  return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
}

/**
 * The Authorization header for one repository: what the registry's challenge asks for. A token is kept
 * until the registry refuses it. Rejects with `registry-refused`, and as the request for the token does.
 */
export class RegistrySignIn {
  readonly #base: URL;
  readonly #repository: string;
  readonly #credentials: RegistryCredentials | undefined;
  #header: string | undefined;

  constructor(
    base: URL,
    repository: string,
    credentials: RegistryCredentials | undefined,
  ) {
    this.#base = base;
    this.#repository = repository;
    this.#credentials = credentials;
  }

  /** `refused`: the challenge that answered the try before. */
  async headers(
    refused: string | undefined,
    signal?: AbortSignal,
  ): Promise<Record<string, string>> {
    if (refused !== undefined)
      this.#header = await this.#answer(refused, signal);
    return this.#header === undefined ? {} : { authorization: this.#header };
  }

  async #answer(text: string, signal?: AbortSignal): Promise<string> {
    const challenge = parseChallenge(text);
    if (challenge?.scheme === "basic" && this.#credentials !== undefined) {
      if (!isPrivate(this.#base)) throw this.#refused();
      return basic(this.#credentials);
    }
    if (challenge?.scheme !== "bearer") throw this.#refused();
    return `Bearer ${await this.#token(challenge, signal)}`;
  }

  async #token(
    { parameters }: Challenge,
    signal?: AbortSignal,
  ): Promise<string> {
    const realm = URL.parse(parameters.get("realm") ?? "");
    if (realm === null || !/^https?:$/.test(realm.protocol))
      throw this.#refused();
    // A registry over TLS that sends its clients to an open door is not followed.
    if (this.#base.protocol === "https:" && !isPrivate(realm))
      throw this.#refused();
    const service = parameters.get("service");
    if (service !== undefined) realm.searchParams.set("service", service);
    // Not the scope that was asked for: a registry has no business with more than this one.
    realm.searchParams.set("scope", `repository:${this.#repository}:pull`);
    const signIn =
      this.#credentials !== undefined && isPrivate(realm)
        ? { authorization: basic(this.#credentials) }
        : undefined;
    const response = await fetch(realm, {
      ...(signIn && { headers: signIn }),
      signal: AbortSignal.any([
        AbortSignal.timeout(30_000),
        ...(signal ? [signal] : []),
      ]),
    });
    if (response.status === 401 || response.status === 403) {
      await response.body?.cancel();
      throw this.#refused();
    }
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new HttpStatus(response.status, response.headers);
    }
    const answer = (await response.json().catch(() => undefined)) as
      { token?: unknown; access_token?: unknown } | undefined;
    const token = answer?.token ?? answer?.access_token;
    if (typeof token !== "string" || !/^[\x21-\x7e]{1,65536}$/.test(token))
      throw this.#refused();
    return token;
  }

  #refused() {
    return failed("registry-refused", {
      data: { registry: this.#base.host, repository: this.#repository },
    });
  }
}
