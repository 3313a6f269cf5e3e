import { createServer as httpServer } from "node:http";
import { createServer as tcpServer, type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { lookAtRancher } from "../../../main/adapters/rancher/look.ts";
import { openRancher } from "../../../main/adapters/rancher/rancher-api.ts";
import type {
  RancherConnection,
  RancherTrust,
} from "../../../main/ports/rancher-api.ts";
import { noFaults } from "../../rancher-standin/state.ts";
import {
  startRancher,
  type RancherStandin,
} from "../../rancher-standin/standin.ts";
import { failureFrom } from "./failure-of.ts";
import { startProxy } from "./proxy.ts";

let rancher: RancherStandin;

beforeAll(async () => {
  rancher = await startRancher();
});
afterEach(() => {
  rancher.state.faults = noFaults();
});
afterAll(async () => {
  await rancher.close();
});

const connection = (more: Partial<RancherConnection> = {}) => ({
  url: rancher.url,
  trust: { kind: "pem", pem: rancher.caCerts } satisfies RancherTrust,
  signIn: { kind: "token" as const, token: rancher.token },
  keepSecret: () => undefined,
  proxy: "",
  ...more,
});

/** Asks once and closes. */
const server = async (more: Partial<RancherConnection> = {}) => {
  const api = openRancher(connection(more));
  try {
    return await api.server();
  } finally {
    await api.close();
  }
};

describe("a look at a Rancher, before anybody signs in", () => {
  it("says who it is and who vouches for it", async () => {
    const look = await lookAtRancher(rancher.url, { proxy: "" });
    expect(look).toMatchObject({
      url: rancher.url,
      version: "v2.14.4",
      caChecksum: rancher.caChecksum,
      trustedBySystem: false,
      trustedByCaCerts: true,
      distrust: "",
    });
    expect(look.authorities[0]?.subject).toContain("rancher-standin-ca");
    expect(look.chain[0]?.subject).toContain("127.0.0.1");
    expect(Math.abs((look.clock ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it("nobody vouches where the cacerts are another CA's", async () => {
    const other = await startRancher();
    rancher.state.faults.cacerts = other.caCerts;
    const look = await lookAtRancher(rancher.url, { proxy: "" });
    await other.close();
    expect(look.trustedByCaCerts).toBe(false);
    expect(look.distrust).not.toBe("");
  });

  it("cacerts that are no certificates are refused", async () => {
    rancher.state.faults.cacerts =
      "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n";
    const failure = await failureFrom(
      lookAtRancher(rancher.url, { proxy: "" }),
    );
    expect(failure.code).toBe("rancher-not-rancher");
  });

  it.each([
    ["http://rancher.example", "not https"],
    ["rancher.example", "https:// is missing"],
    ["https://rancher.example/dashboard", "a path is too much"],
    ["https://rancher.example/?x=1", "nothing may follow"],
    ["https://tech:hush@rancher.example", "password"],
    ["https://", "not a URL"],
  ])("%s is refused before anything is sent", async (url, reason) => {
    const failure = await failureFrom(lookAtRancher(url, { proxy: "" }));
    expect(failure.code).toBe("rancher-url-invalid");
    expect(failure.data["reason"]).toContain(reason);
    expect(JSON.stringify(failure)).not.toContain("hush");
  });
});

describe("whom it believes", () => {
  it("a CA given as a file", async () => {
    expect((await server()).version).toBe("v2.14.4");
  });

  it("the CA that Rancher hands out, by its confirmed checksum", async () => {
    const trust = { kind: "checksum", checksum: rancher.caChecksum } as const;
    expect((await server({ trust })).version).toBe("v2.14.4");
  });

  it("not another CA than the confirmed one; the token is not sent", async () => {
    const before = rancher.state.requests.length;
    const checksum = "0".repeat(64);
    const failure = await failureFrom(
      server({ trust: { kind: "checksum", checksum } }),
    );
    expect(failure).toMatchObject({
      code: "rancher-ca-changed",
      data: { expected: checksum, found: rancher.caChecksum },
    });
    expect(rancher.state.requests.slice(before)).toEqual([
      "GET /v3/settings/cacerts",
    ]);
  });

  it("not a server that the right checksum does not vouch for", async () => {
    const other = await startRancher();
    other.state.faults.cacerts = rancher.caCerts;
    const failure = await failureFrom(
      server({
        url: other.url,
        trust: { kind: "checksum", checksum: rancher.caChecksum },
      }),
    );
    await other.close();
    expect(failure.code).toBe("rancher-tls-untrusted");
    expect(failure.data["chain"]).toContain("127.0.0.1");
  });

  it("not a private CA, where only this computer's own count", async () => {
    const before = rancher.state.requests.length;
    const failure = await failureFrom(server({ trust: { kind: "system" } }));
    expect(failure.code).toBe("rancher-tls-untrusted");
    expect(rancher.state.requests.length).toBe(before);
  });

  it("not a certificate for another name", async () => {
    const other = await startRancher({ certificateFor: ["other.example"] });
    const failure = await failureFrom(
      server({ url: other.url, trust: { kind: "pem", pem: other.caCerts } }),
    );
    await other.close();
    expect(failure.code).toBe("rancher-tls-untrusted");
    expect(failure.data["reason"]).toContain("ALTNAME");
  });
});

describe("the way there", () => {
  it("a name that nobody knows", async () => {
    const failure = await failureFrom(
      server({ url: "https://rancher.invalid" }),
    );
    expect(failure).toMatchObject({
      code: "rancher-name-unknown",
      data: { name: "rancher.invalid" },
      retry: true,
    });
  });

  it("nobody listens", async () => {
    const gone = await startRancher();
    await gone.close();
    const failure = await failureFrom(lookAtRancher(gone.url, { proxy: "" }));
    expect(failure.code).toBe("rancher-unreachable");
    expect(failure.data["reason"]).toContain("ECONNREFUSED");
  });

  it("something that speaks no TLS", async () => {
    const plain = httpServer((_, response) => response.end("hello"));
    await new Promise<void>((done) => plain.listen(0, "127.0.0.1", done));
    const { port } = plain.address() as AddressInfo;
    const failure = await failureFrom(
      lookAtRancher(`https://127.0.0.1:${port}`, { proxy: "" }),
    );
    plain.close();
    expect(failure.code).toBe("rancher-not-rancher");
  });

  it("something that never answers", async () => {
    const silent = tcpServer();
    await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
    const { port } = silent.address() as AddressInfo;
    const failure = await failureFrom(
      lookAtRancher(`https://127.0.0.1:${port}`, { proxy: "", timeout: 300 }),
    );
    silent.close();
    expect(failure).toMatchObject({ code: "rancher-timed-out", retry: true });
  });

  it("a slow Rancher", async () => {
    rancher.state.faults.slow = 3000;
    const failure = await failureFrom(server({ timeout: 200 }));
    expect(failure.code).toBe("rancher-timed-out");
  });

  it("a sign-in page in between", async () => {
    rancher.state.faults.signInPage = true;
    const failure = await failureFrom(server());
    expect(failure.code).toBe("rancher-not-rancher");
    expect(failure.data["found"]).toContain("portal.example");
    // Its address may hold a session.
    expect(failure.data["found"]).not.toContain("41");
    const look = await failureFrom(lookAtRancher(rancher.url, { proxy: "" }));
    expect(look.code).toBe("rancher-not-rancher");
  });

  it("a balancer's 502 passes; one that stays is told", async () => {
    rancher.state.faults.gateway = 1;
    expect((await server()).version).toBe("v2.14.4");
    rancher.state.faults.gateway = 1000;
    expect(await failureFrom(server())).toMatchObject({
      code: "rancher-gateway",
      data: { status: 502 },
      retry: true,
    });
  });

  it("a proxy is used, and asked by name", async () => {
    const proxy = await startProxy();
    const named = await startRancher({ name: "rancher.test" });
    const answer = await server({
      url: named.url,
      trust: { kind: "pem", pem: named.caCerts },
      signIn: { kind: "token", token: named.token },
      proxy: proxy.url,
    });
    await Promise.all([proxy.close(), named.close()]);
    expect(answer.serverUrl).toBe(named.url);
    expect(proxy.asked[0]).toMatch(/^rancher\.test:\d+$/);
  });

  it("a proxy that refuses, and one that is not there", async () => {
    const proxy = await startProxy(403);
    const refused = await failureFrom(server({ proxy: proxy.url }));
    await proxy.close();
    expect(refused).toMatchObject({
      code: "rancher-proxy-failed",
      data: { proxy: proxy.url },
    });
    expect(refused.data["reason"]).toContain("403");
    const gone = await failureFrom(server({ proxy: proxy.url }));
    expect(gone.code).toBe("rancher-proxy-failed");
  });

  it("stops when it is told to", async () => {
    rancher.state.faults.slow = 5000;
    const api = openRancher(connection());
    const stop = new AbortController();
    const asked = failureFrom(api.server(stop.signal));
    stop.abort();
    expect((await asked).code).toBe("aborted");
    await api.close();
  });
});
