import { expect, test } from "vitest";
import { failureOf } from "../../common/model/failure.ts";
import type { PackContent } from "../../common/model/pack.ts";
import { preparedBy } from "../../main/adapters/packs/prepared.ts";
import { requireValid } from "../../main/station/packed-station.ts";
import { importManifest as manifest, packContent } from "./pack-samples.ts";

const content = (text: string): PackContent => ({
  ...packContent(),
  manifest: text,
});
const failureFrom = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return failureOf(error) ?? error;
  }
  return "nothing thrown";
};

test("what is prepared is in the manifest; its token is kept secret first", () => {
  const secrets: string[] = [];
  const prepared = preparedBy(content(manifest()), "s.pack", (secret) =>
    secrets.push(secret),
  );
  expect(prepared).toMatchObject({
    token: "the-token",
    rancher: "https://rancher.example",
    version: "v2.15.0",
    cluster: "c-m-abcdefgh",
    validity: { reason: "token" },
  });
  expect(secrets).toEqual(["the-token"]);
});

test.each([
  ["a web page", "<!doctype html><html></html>"],
  ["nothing", " "],
  ["no YAML", "a: [\n"],
  ["no deployment", manifest().split("---").slice(0, 2).join("---")],
  ["another CA", manifest("a".repeat(64))],
  ["a secret without a token", manifest().replace("token:", "other:")],
])("is no manifest to register with: %s", (_name, text) => {
  const failure = failureFrom(() =>
    preparedBy(content(text), "s.pack", () => undefined),
  );
  expect(failure).toMatchObject({ code: "rancher-manifest-invalid" });
  expect(JSON.stringify(failure)).not.toContain("the-token");
});

test("a pack counts until the moment at which it is over", () => {
  const { station } = packContent();
  const prepared = preparedBy(content(manifest()), "s.pack", () => undefined);
  const until = Date.parse(prepared.validity.until ?? "");
  expect(failureFrom(() => requireValid(station, prepared, until - 1))).toBe(
    "nothing thrown",
  );
  expect(
    failureFrom(() => requireValid(station, prepared, until)),
  ).toMatchObject({
    code: "pack-expired",
    data: { station: "s-0042", expires: prepared.validity.until },
  });
  const always = { ...prepared, validity: { reason: "none" as const } };
  expect(failureFrom(() => requireValid(station, always, until * 2))).toBe(
    "nothing thrown",
  );
});
