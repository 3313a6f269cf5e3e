import { describe, expect, it } from "vitest";
import {
  contains,
  hostAddresses,
  hostCount,
  isPublic,
  parseRange,
  rangeText,
} from "../../common/model/ipv4-range.ts";
import { failureOf } from "../../common/model/failure.ts";
import {
  ownNetworks,
  usualNetworks,
} from "../../main/adapters/discovery/own-networks.ts";
import {
  addressesOf,
  readRanges,
} from "../../main/adapters/discovery/ranges.ts";

const range = (text: string) => {
  const parsed = parseRange(text);
  if (parsed === undefined) throw new Error(`${text} is no range`);
  return parsed;
};
const address = (
  address: string,
  bits: number,
  more: { internal?: boolean } = {},
) => ({
  address,
  netmask: "",
  family: "IPv4" as const,
  mac: "00:00:00:00:00:00",
  internal: more.internal ?? false,
  cidr: `${address}/${bits}`,
});

describe("a range", () => {
  it("is read with its network's own address, and written so", () => {
    expect(rangeText(range("192.168.1.77/24"))).toBe("192.168.1.0/24");
    expect(rangeText(range(" 10.1.2.3 "))).toBe("10.1.2.3/32");
    expect(rangeText(range("255.255.255.255/32"))).toBe("255.255.255.255/32");
    expect(rangeText(range("10.0.0.0/0"))).toBe("0.0.0.0/0");
  });

  it.each([
    "",
    "10.0.0",
    "10.0.0.256",
    "10.0.0.1/33",
    "10.0.0.1/",
    "01.2.3.4",
    "10.0.0.1/-1",
    "::1",
    "10.0.0.1 /24",
    "10.0.0.1/24x",
  ])("is not %j", (text) => {
    expect(parseRange(text)).toBeUndefined();
  });

  it("has hosts without the network's own and the broadcast address", () => {
    expect([...hostAddresses(range("10.0.0.0/30"))]).toEqual([
      "10.0.0.1",
      "10.0.0.2",
    ]);
    expect([...hostAddresses(range("10.0.0.4/31"))]).toEqual([
      "10.0.0.4",
      "10.0.0.5",
    ]);
    expect([...hostAddresses(range("10.0.0.4/32"))]).toEqual(["10.0.0.4"]);
    expect(hostCount(range("10.0.0.0/20"))).toBe(4094);
    expect([...hostAddresses(range("10.0.255.0/23"))].at(-1)).toBe(
      "10.0.255.254",
    );
  });

  it("is public unless it lies in a private network whole", () => {
    for (const text of [
      "10.0.0.0/8",
      "172.31.255.0/24",
      "192.168.0.0/16",
      "169.254.1.0/24",
    ])
      expect(isPublic(range(text)), text).toBe(false);
    for (const text of [
      "8.8.8.8",
      "172.32.0.0/24",
      "10.0.0.0/7",
      "0.0.0.0/0",
      "192.169.0.1",
    ])
      expect(isPublic(range(text)), text).toBe(true);
  });

  it("contains what is not larger and has the same beginning", () => {
    expect(contains(range("10.1.0.0/16"), range("10.1.2.0/24"))).toBe(true);
    expect(contains(range("10.1.0.0/16"), range("10.0.0.0/8"))).toBe(false);
    expect(contains(range("10.1.0.0/16"), range("10.2.0.0/24"))).toBe(false);
    expect(contains(range("0.0.0.0/0"), range("200.2.0.0/24"))).toBe(true);
  });
});

describe("the laptop's own networks", () => {
  const interfaces = {
    lo: [address("127.0.0.1", 8, { internal: true })],
    docker0: [address("172.17.0.1", 16)],
    eth0: [address("192.168.1.7", 24)],
    eth1: [address("10.20.30.40", 8)],
    eth2: [address("169.254.3.4", 16)],
    wg0: [address("10.9.9.1", 32)],
  };
  const networks = ownNetworks(interfaces);

  it("come with the name of their interface, cables first; tunnels' ends are none", () => {
    expect(networks.map((one) => [one.interface, one.kind])).toEqual([
      ["eth0", "usual"],
      ["eth1", "usual"],
      ["eth2", "link-local"],
      ["docker0", "virtual"],
    ]);
  });

  it("are offered whole, or the /24 around the laptop of one larger than a /20", () => {
    expect(networks.map(({ offered }) => offered)).toEqual([
      "192.168.1.0/24",
      "10.20.30.0/24",
      "169.254.3.0/24",
      "172.17.0.0/24",
    ]);
  });

  it("leave virtual ones out, unless there are only such", () => {
    expect(usualNetworks(networks).map((one) => one.interface)).not.toContain(
      "docker0",
    );
    const only = networks.filter(({ kind }) => kind === "virtual");
    expect(usualNetworks(only)).toEqual(only);
  });

  const code = (texts: string[], confirmed = false) => {
    try {
      readRanges(texts, networks, confirmed);
      return "";
    } catch (error) {
      return failureOf(error)?.code;
    }
  };

  it("are searched without a question up to a /20; everything else wants a yes", () => {
    expect(code(["192.168.1.0/24", "10.5.0.0/20"])).toBe("");
    expect(code(["10.0.0.0/19"])).toBe("range-large");
    expect(code(["192.168.2.0/24"])).toBe("range-foreign");
    expect(code(["9.9.9.9"])).toBe("range-public");
    for (const text of ["10.0.0.0/19", "192.168.2.0/24", "9.9.9.9"])
      expect(code([text], true)).toBe("");
    for (const text of ["10.0.0.0/15", "nonsense", ""])
      expect(code([text], true)).toBe("range-invalid");
  });

  it("are searched without the laptop itself, and no address twice", () => {
    const ranges = [range("192.168.1.0/29"), range("192.168.1.4/30")];
    expect(addressesOf(ranges, networks)).toEqual(
      [1, 2, 3, 4, 5, 6].map((last) => `192.168.1.${last}`),
    );
  });
});
