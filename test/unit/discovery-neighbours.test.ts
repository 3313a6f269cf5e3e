import { describe, expect, it } from "vitest";
import {
  askedInProcNetArp,
  parseIpNeigh,
  parseMacArp,
  parseMacNdp,
  parseProcNetArp,
  parseWindowsArp,
} from "../../main/adapters/discovery/neighbour-tables.ts";
import { linkLocalIn } from "../../main/adapters/discovery/link-local.ts";
import { vendorOf } from "../../main/adapters/discovery/vendor.ts";

const procNetArp = `IP address       HW type     Flags       HW address            Mask     Device
192.168.1.1      0x1         0x2         3c:ec:ef:01:02:03     *        eth0
192.168.1.9      0x1         0x0         00:00:00:00:00:00     *        eth0
192.168.1.10     0x1         0x6         52:54:00:aa:bb:cc     *        eth1
`;

describe("the table of neighbours", () => {
  it("of Linux: who answered, and who was asked", () => {
    expect(parseProcNetArp(procNetArp)).toEqual([
      { address: "192.168.1.1", mac: "3c:ec:ef:01:02:03", interface: "eth0" },
      { address: "192.168.1.10", mac: "52:54:00:aa:bb:cc", interface: "eth1" },
    ]);
    expect(askedInProcNetArp(procNetArp)).toContain("192.168.1.9");
    expect(askedInProcNetArp(procNetArp)).not.toContain("192.168.1.2");
    expect(parseProcNetArp("")).toEqual([]);
  });

  it("of Linux, IPv6", () => {
    expect(
      parseIpNeigh(
        [
          "fe80::1 dev eth0 lladdr 00:0c:29:01:02:03 router STALE",
          "fe80::2 dev eth0 FAILED",
          "fe80::3 dev eth0 lladdr 00:0c:29:01:02:04 FAILED",
          "ff02::16 dev eth0 lladdr 33:33:00:00:00:16 NOARP",
        ].join("\n"),
      ),
    ).toEqual([
      { address: "fe80::1", mac: "00:0c:29:01:02:03", interface: "eth0" },
    ]);
  });

  it("of macOS, which leaves zeros out", () => {
    expect(
      parseMacArp(
        [
          "? (192.168.1.1) at 0:c:29:1:2:a on en0 ifscope [ethernet]",
          "? (192.168.1.44) at (incomplete) on en0 ifscope [ethernet]",
          "? (192.168.1.255) at ff:ff:ff:ff:ff:ff on en0 ifscope [ethernet]",
          "? (224.0.0.251) at 1:0:5e:0:0:fb on en0 ifscope permanent [ethernet]",
        ].join("\n"),
      ),
    ).toEqual([
      { address: "192.168.1.1", mac: "00:0c:29:01:02:0a", interface: "en0" },
    ]);
    expect(
      parseMacNdp(
        [
          "Neighbor                                Linklayer Address  Netif Expire    1s 5s",
          "fe80::1%en0                             0:c:29:1:2:a         en0 23h59m58s S  R",
          "fe80::2%en0                             (incomplete)         en0 expired   N",
        ].join("\n"),
      ),
    ).toEqual([
      { address: "fe80::1", mac: "00:0c:29:01:02:0a", interface: "en0" },
    ]);
  });

  it.each([
    [
      "English",
      "Interface: 192.168.1.10 --- 0x5\r\n  Internet Address      Physical Address      Type\r\n",
    ],
    [
      "Chinese",
      "接口: 192.168.1.10 --- 0x5\r\n  Internet 地址         物理地址              类型\r\n",
    ],
    [
      "Japanese",
      "インターフェイス: 192.168.1.10 --- 0x5\r\n  インターネット アドレス 物理アドレス           種類\r\n",
    ],
  ])("of Windows in %s", (_, heading) => {
    const rows = [
      "  192.168.1.1           3c-ec-ef-01-02-03     dynamic   ",
      "  192.168.1.255         ff-ff-ff-ff-ff-ff     static    ",
      "  224.0.0.22            01-00-5e-00-00-16     static    ",
    ].join("\r\n");
    expect(parseWindowsArp(heading + rows)).toEqual([
      { address: "192.168.1.1", mac: "3c:ec:ef:01:02:03" },
    ]);
  });
});

describe("who made a network card", () => {
  it.each([
    ["3c:ec:ef:00:00:01", "Supermicro"],
    ["B8:27:EB:00:00:01", "Raspberry Pi"],
    ["52:54:00:00:00:01", "QEMU / KVM"],
    ["00:0c:29:00:00:01", "VMware"],
    ["02:42:ac:11:00:02", undefined],
    ["", undefined],
  ])("%s", (mac, vendor) => {
    expect(vendorOf(mac)).toBe(vendor);
  });
});

describe("what ping printed", () => {
  it("has each link-local address once, with its scope", () => {
    const text = [
      "PING ff02::1%eth0(ff02::1%eth0) 56 data bytes",
      "64 bytes from fe80::b8c0:54ff:fe02:3dc4%eth0: icmp_seq=1 ttl=64 time=0.05 ms",
      "64 bytes from fe80::1%eth0: icmp_seq=1 ttl=64 time=0.09 ms (DUP!)",
      "64 bytes from fe80::1%eth0: icmp_seq=2 ttl=64 time=0.09 ms",
      "--- ff02::1%eth0 ping statistics ---",
    ].join("\n");
    expect(linkLocalIn(text, "eth0")).toEqual([
      "fe80::b8c0:54ff:fe02:3dc4%eth0",
      "fe80::1%eth0",
    ]);
    expect(linkLocalIn("Reply from fe80::5: time<1ms\r\n", "7")).toEqual([
      "fe80::5%7",
    ]);
    expect(linkLocalIn("", "eth0")).toEqual([]);
  });
});
