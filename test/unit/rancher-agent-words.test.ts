import { describe, expect, it } from "vitest";
import { rancherNameFault } from "../../common/model/rancher.ts";
import { dialError } from "../../main/adapters/ssh/dial-error.ts";
import { proxyFor } from "../../main/adapters/rancher/proxy.ts";
import { readImportManifest } from "../../main/adapters/rancher/import-manifest.ts";
import { gotThrough, troubleOf } from "../../main/steps/rancher/agent-words.ts";

const about = { url: "https://r.example", image: "rancher/rancher-agent:v2" };
const code = (last: string, waiting = "") =>
  troubleOf({ waiting, lines: ["INFO: something before", last] }, about)?.code;

describe("what Rancher's agent says", () => {
  it.each([
    [
      "ERROR: https://r/ping is not accessible (Could not resolve host: r)",
      "uplink-name-unknown",
    ],
    [
      "ERROR: https://r/ping is not accessible (Failed to connect to r port 443: Connection refused)",
      "uplink-unreachable",
    ],
    [
      "ERROR: Configured cacerts checksum (aa) does not match given --ca-checksum (bb)",
      "uplink-ca-changed",
    ],
    [
      'level=fatal msg="Strict CA verification is enabled but encountered error finding root CA"',
      "uplink-untrusted",
    ],
    ["x509: certificate signed by unknown authority", "uplink-untrusted"],
    [
      'msg="Failed to connect to proxy. Response status: 400 - 400 Bad Request. Response body: cluster not found" error="websocket: bad handshake"',
      "agent-refused",
    ],
    [
      "proxyconnect tcp: dial tcp 10.0.0.1:3128: connection refused",
      "uplink-proxy-failed",
    ],
    ["dial tcp 10.0.0.4:443: i/o timeout", "uplink-unreachable"],
  ])("%s", (line, expected) => {
    expect(code(line)).toBe(expected);
  });

  it("an image that is not there comes before its words", () => {
    expect(code("whatever", "ImagePullBackOff")).toBe("agent-image-missing");
    expect(code("", "CrashLoopBackOff")).toBe("agent-failed");
  });

  it("what passed is no trouble", () => {
    const lines = [
      "ERROR: https://r/ping is not accessible (Could not resolve host: r)",
      'level=info msg="Connecting to wss://r/v3/connect/register"',
    ];
    expect(troubleOf({ waiting: "", lines }, about)).toBeUndefined();
    expect(troubleOf({ waiting: "", lines: [] }, about)).toBeUndefined();
  });
});

describe("a manifest that is none", () => {
  it.each([
    ["", "not in it"],
    ["<!DOCTYPE html><html></html>", "web page"],
    ["kind: [", "no YAML"],
    ["kind: Deployment\nmetadata: {name: cattle-cluster-agent}\n", "secret"],
    [
      "kind: Secret\nmetadata: {name: cattle-credentials-1}\n---\nkind: Deployment\nmetadata: {name: cattle-cluster-agent}\nspec: {}\n",
      "CATTLE_SERVER",
    ],
  ])("%j", (text, reason) => {
    expect(() => readImportManifest(text)).toThrow(reason);
  });
});

it.each([
  ["s-0042", undefined],
  ["a", "2 to 63"],
  ["x".repeat(64), "2 to 63"],
  ["S-1", "small letters"],
  ["-a", "hyphen"],
  ["local", "Rancher's own"],
  ["c-ab1cd", "Rancher's own"],
])("the name %s", (name, fault) => {
  if (fault === undefined) expect(rancherNameFault(name)).toBeUndefined();
  else expect(rancherNameFault(name)).toContain(fault);
});

it.each([
  ["https://r.example", undefined, {}, undefined],
  ["https://r.example", undefined, { HTTPS_PROXY: "http://p:1" }, "http://p:1"],
  [
    "https://r.example",
    "http://own:2",
    { HTTPS_PROXY: "http://p:1" },
    "http://own:2",
  ],
  ["https://r.example", "", { HTTPS_PROXY: "http://p:1" }, undefined],
  [
    "https://r.example",
    undefined,
    { HTTPS_PROXY: "p:1", NO_PROXY: ".example" },
    undefined,
  ],
  [
    "https://r.example",
    undefined,
    { HTTPS_PROXY: "http://p:1", NO_PROXY: "other" },
    "http://p:1",
  ],
  [
    "https://127.0.0.1:8443",
    undefined,
    { HTTPS_PROXY: "http://p:1" },
    undefined,
  ],
] as const)(
  "the proxy to %s, given %s, environment %j",
  (url, given, env, proxy) => {
    expect(proxyFor(new URL(url), given, env)?.origin).toBe(proxy);
  },
);

it.each([
  [2, "Connection refused", "ECONNREFUSED"],
  [2, "Name or service not known", "ENOTFOUND"],
  [2, "Temporary failure in name resolution", "ENOTFOUND"],
  [2, "Connection timed out", "ETIMEDOUT"],
  [2, "No route to host", "EHOSTUNREACH"],
  [1, "administratively prohibited", undefined],
])("sshd's reason %d %s", (reason, said, expected) => {
  const error = Object.assign(
    new Error(`(SSH) Channel open failure: ${said}`),
    { reason },
  );
  expect((dialError(error) as NodeJS.ErrnoException | undefined)?.code).toBe(
    expected,
  );
});

it.each([
  [["INFO: https://r/ping is accessible"], false],
  [['level=info msg="Connecting to wss://r/v3/connect/register with token"'], false], // prettier-ignore
  [['level=info msg="Connecting to wss://r"', 'level=info msg="Starting /v1, Kind=Node controller"'], true], // prettier-ignore
  [["W1126 11:00:00.000000 1 warnings.go:70] v1 ComponentStatus is deprecated"], true], // prettier-ignore
  [['level=info msg="Starting controller"', 'level=error msg="Remotedialer proxy error" error="websocket: close 1006"'], false], // prettier-ignore
  [[], false],
])("%j: through %s", (lines, through) => {
  expect(gotThrough(lines)).toBe(through);
});
