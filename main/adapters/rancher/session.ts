import { failed, failureOf } from "../../../common/model/failure.ts";
import { systemClock } from "../files/system-clock.ts";
import type { RancherConnection } from "../../ports/rancher-api.ts";
import { errorOf, foreignAnswer, jsonOf } from "./answers.ts";
import { caChecksum, systemAuthorities } from "./certificates.ts";
import { dialFromHere, type Route } from "./connect.ts";
import { caCertsOf } from "./look.ts";
import { NewToken } from "./norman.ts";
import { proxyFor } from "./proxy.ts";
import { rancherUrl } from "./rancher-url.ts";
import { Transport, type Answered, type Ask } from "./transport.ts";

/** Waits before asking again what only reads. */
const waits = [400, 1500, 4000];

/** A signed-in conversation with one Rancher that is believed. */
export class RancherSession {
  readonly url: URL;
  readonly #connection: RancherConnection;
  readonly #route: Route;
  #transport: Promise<Transport> | undefined;
  #token: Promise<string> | undefined;
  #ownSession = false;

  constructor(connection: RancherConnection) {
    this.url = rancherUrl(connection.url);
    this.#connection = connection;
    const proxy = proxyFor(this.url, connection.proxy);
    this.#route = {
      url: this.url,
      dial: dialFromHere,
      ...(proxy === undefined ? {} : { proxy }),
    };
  }

  /** As whoever we are. 401 is told apart; everything else that is Rancher's is the caller's to read. */
  async ask(ask: Ask): Promise<Answered> {
    const answer = await this.#again(ask, async () => {
      const token = await this.#signedIn(ask.signal);
      return this.#once({
        ...ask,
        headers: { ...ask.headers, authorization: `Bearer ${token}` },
      });
    });
    if (answer.status === 401) {
      this.#token = undefined;
      throw failed("rancher-token-refused", {
        data: { url: this.url.origin },
      });
    }
    const foreign = foreignAnswer(this.url.origin, answer);
    if (foreign !== undefined) throw foreign;
    return answer;
  }

  /** The same, of JSON with status 200 or 201; `right` is the role that a 403 means. */
  async json(ask: Ask, right: string): Promise<unknown> {
    const answer = await this.ask(ask);
    if (answer.status === 200 || answer.status === 201)
      return jsonOf(this.url.origin, answer);
    throw this.failureFrom(answer, right);
  }

  failureFrom(answer: Answered, right: string) {
    const { code, message } = errorOf(answer);
    const reason = [code, message].filter((part) => part !== "").join(": ");
    return answer.status === 403
      ? failed("rancher-right-missing", { data: { right, reason } })
      : failed("rancher-api-failed", {
          data: { url: this.url.origin, status: answer.status, reason },
          retry: answer.status >= 500 || answer.status === 429,
        });
  }

  /** Without signing in; the server is believed all the same. */
  open(ask: Ask): Promise<Answered> {
    return this.#again(ask, () => this.#once(ask));
  }

  async #once(ask: Ask): Promise<Answered> {
    return (await this.#trusted(ask.signal)).ask(ask);
  }

  async close(): Promise<void> {
    const transport = await this.#transport?.catch(() => undefined);
    const token = await this.#token?.catch(() => undefined);
    if (transport !== undefined && token !== undefined && this.#ownSession)
      // A session that could not be ended ends by itself.
      await transport
        .ask({
          method: "POST",
          path: "/v3/tokens?action=logout",
          headers: { authorization: `Bearer ${token}` },
          body: {},
        })
        .catch(() => undefined);
    transport?.close();
  }

  /** Only what reads is asked again: nobody knows what became of a lost order to create. */
  async #again(ask: Ask, once: () => Promise<Answered>): Promise<Answered> {
    const reads = ask.method === undefined || ask.method === "GET";
    for (const wait of reads ? waits : []) {
      try {
        const answer = await once();
        if (answer.status !== 429 && answer.status < 500) return answer;
      } catch (error) {
        const code = failureOf(error)?.code;
        if (code !== "rancher-unreachable") throw error;
      }
      await systemClock.sleep(wait, ask.signal).catch(() => {
        throw failed("aborted");
      });
    }
    return once();
  }

  #trusted(signal: AbortSignal | undefined): Promise<Transport> {
    this.#transport ??= this.#authorities(signal).then(
      (authorities) =>
        new Transport(this.#route, authorities, this.#connection.timeout),
      (error: unknown) => {
        this.#transport = undefined;
        throw error;
      },
    );
    return this.#transport;
  }

  async #authorities(signal: AbortSignal | undefined): Promise<string[]> {
    const { trust, timeout } = this.#connection;
    if (trust.kind === "system") return systemAuthorities();
    if (trust.kind === "pem") return [trust.pem];
    // Asked of whoever answers, and then held against what was confirmed: nothing of ours is sent before.
    const looking = new Transport(this.#route, undefined, timeout);
    try {
      const caCerts = await caCertsOf(looking, this.url.origin, signal);
      const found = caChecksum(caCerts);
      if (found !== trust.checksum)
        throw failed("rancher-ca-changed", {
          data: {
            url: this.url.origin,
            expected: trust.checksum,
            found: found || "-",
          },
        });
      return [caCerts];
    } finally {
      looking.close();
    }
  }

  #signedIn(signal: AbortSignal | undefined): Promise<string> {
    const { signIn } = this.#connection;
    if (signIn.kind === "token") return Promise.resolve(signIn.token);
    this.#token ??= this.#logIn(signIn, signal).catch((error: unknown) => {
      this.#token = undefined;
      throw error;
    });
    return this.#token;
  }

  /** The newer public login where there is one, else the older (facts D.2). */
  async #logIn(
    { username, password }: { username: string; password: string },
    signal: AbortSignal | undefined,
  ): Promise<string> {
    const body = { username, password, responseType: "json" };
    const post = (path: string, more: object) =>
      this.open({
        method: "POST",
        path,
        body: { ...body, ...more, description: "forecourt" },
        ...(signal === undefined ? {} : { signal }),
      });
    let answer = await post("/v1-public/login", { type: "localProvider" });
    if (answer.status === 404 || answer.status === 405)
      answer = await post("/v3-public/localProviders/local?action=login", {});
    const foreign = foreignAnswer(this.url.origin, answer);
    if (foreign !== undefined) throw foreign;
    const refused = [401, 403, 404, 422].includes(answer.status);
    if (refused)
      throw failed("rancher-sign-in-refused", {
        data: { url: this.url.origin, user: username },
      });
    const given = NewToken.safeParse(
      answer.status === 200 || answer.status === 201
        ? jsonOf(this.url.origin, answer)
        : undefined,
    );
    if (!given.success) throw this.failureFrom(answer, "user-base");
    this.#connection.keepSecret(given.data.token);
    this.#ownSession = true;
    return given.data.token;
  }
}
