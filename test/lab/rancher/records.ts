// What is in a Rancher, as an account of its own sees it over the v3 API: written again here, so that the product's
// own way is held against it, and the same for the stand-in and for a real one.
import { request } from "node:https";

/** Where it answers, past every line that a test cuts. */
export interface RancherDoor {
  readonly host: string;
  readonly port: number;
  /** Its CA; undefined: the computer's own store. */
  readonly ca: string | undefined;
  readonly token: string;
}

export interface ClusterRecord {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly nodeCount?: number | null;
  readonly labels?: Readonly<Record<string, string>> | null;
  readonly annotations?: Readonly<Record<string, string>> | null;
  readonly conditions?:
    readonly { readonly type: string; readonly status: string }[] | null;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

export class RancherRecords {
  readonly #door: RancherDoor;
  /** Of derived tokens that are still good. */
  readonly #tokens = new Set<string>();

  constructor(door: RancherDoor) {
    this.#door = door;
  }

  /** Clusters of this name that are not being removed. */
  async named(name: string): Promise<ClusterRecord[]> {
    const there = await this.#allNamed(name);
    return there.filter(({ state }) => state !== "removing");
  }

  /** The one of this name; undefined for none. Throws where there are more. */
  async cluster(name: string): Promise<ClusterRecord | undefined> {
    const found = await this.named(name);
    if (found.length > 1)
      throw new Error(
        `${found.map(({ id }) => id).join(", ")} are all ${name}`,
      );
    return found[0];
  }

  async create(cluster: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  }): Promise<ClusterRecord> {
    return (await this.#json("POST", "/v3/clusters", {
      type: "cluster",
      ...cluster,
    })) as ClusterRecord;
  }

  /** Deletes these and waits until they are gone; that may take minutes. */
  async delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const { status } = await this.#ask("DELETE", `/v3/clusters/${id}`);
      if (![200, 202, 204, 403, 404].includes(status))
        throw new Error(`Rancher keeps the cluster ${id} (${status}); delete it there`); // prettier-ignore
    }
    const until = Date.now() + 300_000;
    for (const id of ids)
      for (;;) {
        const { status } = await this.#ask("GET", `/v3/clusters/${id}`);
        if (status === 404 || status === 403) break;
        if (Date.now() > until)
          throw new Error(`Rancher is still removing the cluster ${id}; look after it there`); // prettier-ignore
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
  }

  /** The token by which agents register as this cluster. */
  async registrationToken(clusterId: string): Promise<string> {
    const { data } = (await this.#json(
      "GET",
      `/v3/clusterregistrationtokens?clusterId=${clusterId}`,
    )) as { data: readonly { readonly token?: string }[] };
    const token = data.find((each) => (each.token ?? "") !== "")?.token;
    if (token === undefined)
      throw new Error(`${clusterId} has no registration token`);
    return token;
  }

  /** A further token of the same account: for so many milliseconds, or of one cluster only. */
  async deriveToken(
    wanted: { readonly ttl?: number; readonly clusterId?: string } = {},
  ): Promise<string> {
    const { token } = (await this.#json("POST", "/v3/tokens", {
      type: "token",
      description: "forecourt's tests",
      ...wanted,
    })) as { token: string };
    this.#tokens.add(token);
    return token;
  }

  async deleteToken(token: string): Promise<void> {
    const [id = ""] = token.split(":");
    const { status } = await this.#ask("DELETE", `/v3/tokens/${id}`);
    if (![200, 204, 404].includes(status))
      throw new Error(`Rancher keeps the token ${id} (${status})`);
    this.#tokens.delete(token);
  }

  /** Whether this token is taken. */
  async takes(token: string): Promise<boolean> {
    const { status } = await this.#ask("GET", "/v3/settings/server-url", undefined, token); // prettier-ignore
    return status === 200;
  }

  async close(): Promise<void> {
    for (const token of this.#tokens) await this.deleteToken(token);
  }

  async #allNamed(name: string): Promise<readonly ClusterRecord[]> {
    const { data } = (await this.#json(
      "GET",
      `/v3/clusters?name=${encodeURIComponent(name)}`,
    )) as { data: readonly ClusterRecord[] };
    return data;
  }

  async #json(method: string, path: string, body?: unknown): Promise<unknown> {
    const { status, text } = await this.#ask(method, path, body);
    if (status !== 200 && status !== 201)
      throw new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
    return JSON.parse(text) as unknown;
  }

  #ask(
    method: string,
    path: string,
    body?: unknown,
    token = this.#door.token,
  ): Promise<Answer> {
    const { host, port, ca } = this.#door;
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          host,
          port,
          path,
          method,
          ...(ca === undefined ? {} : { ca }),
          agent: false,
          timeout: 60_000,
          headers: {
            authorization: `Bearer ${token}`,
            "content-type": "application/json",
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on("data", (part: Buffer) => parts.push(part));
          response.on("error", reject);
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(parts).toString(),
            }),
          );
        },
      );
      asked.on("timeout", () => asked.destroy(new Error(`${path}: no answer`)));
      asked.on("error", reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

/** Whether its agent is connected, as Rancher believes. */
export const isConnected = (cluster: ClusterRecord | undefined): boolean =>
  (cluster?.conditions ?? []).some(
    ({ type, status }) => type === "Connected" && status === "True",
  );

/** What it tells anybody: `cacerts`, believed only once somebody compared its checksum, and its version. */
export async function shownByRancher(
  host: string,
  port: number,
): Promise<{ readonly caCerts: string; readonly version: string }> {
  const get = (path: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      request(
        { host, port, path, agent: false, rejectUnauthorized: false },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (part: string) => (text += part));
          response.on("error", reject);
          response.on("end", () => {
            try {
              resolve(JSON.parse(text) as Record<string, unknown>);
            } catch {
              reject(new Error(`https://${host}:${port}${path} is no Rancher`));
            }
          });
        },
      )
        .on("error", reject)
        .end();
    });
  const { value = "" } = await get("/v3/settings/cacerts");
  const { Version: version = "" } = await get("/rancherversion");
  return { caCerts: String(value), version: String(version) };
}
