import { describe, expect, it } from "vitest";
import { overlap } from "../../../main/checks/ipv4.ts";
import { older } from "../../../main/checks/versions.ts";

describe("networks that overlap", () => {
  it.each<[string, string, boolean]>([
    ["10.42.0.0/16", "10.42.255.255/32", true],
    ["10.42.0.0/16", "10.43.0.0/16", false],
    ["10.0.0.0/8", "10.43.1.0/24", true],
    ["0.0.0.0/0", "192.168.1.1/24", true],
    ["192.168.0.0/24", "192.168.1.0/24", false],
    ["192.168.0.0/23", "192.168.1.0/24", true],
    ["255.255.255.255/32", "255.255.255.254/31", true],
    ["10.42.0.0/33", "10.42.0.0/16", false],
    ["10.42.0.256/16", "10.42.0.0/16", false],
    ["nonsense", "10.42.0.0/16", false],
  ])("%s and %s: %s", (a, b, expected) => {
    expect(overlap(a, b)).toBe(expected);
    expect(overlap(b, a)).toBe(expected);
  });
});

describe("versions", () => {
  it.each<[string, string, boolean]>([
    ["v1.34.4+k3s1", "v1.35.0+k3s1", true],
    ["v1.36.4+k3s1", "v1.36.4+k3s2", true],
    ["v1.36.10+k3s1", "v1.36.9+k3s1", false],
    ["29.7.2", "29.7.2", false],
    ["20.10.24+dfsg1", "20.10.25", true],
    ["nonsense", "1.0.0", false],
    ["1.0.0", "", false],
  ])("%s is before %s: %s", (a, b, expected) => {
    expect(older(a, b)).toBe(expected);
  });
});
