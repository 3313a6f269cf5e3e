/** Who has which network card, as the operating system's table of neighbours says. */
export interface Neighbour {
  readonly address: string;
  /** Lower case, two digits each: "00:11:22:33:44:55". */
  readonly mac: string;
  readonly interface?: string;
}

/** Linux' /proc/net/arp. A card of zeros is a question without an answer. */
export function parseProcNetArp(text: string): Neighbour[] {
  return text.split("\n").flatMap((line) => {
    const [address = "", , flags = "", mac = "", , device] = line.split(/\s+/);
    const number = Number.parseInt(flags, 16);
    // Bit 2: complete (linux/if_arp.h).
    if (Number.isNaN(number) || (number & 2) === 0) return [];
    return neighbour(address, mac, device);
  });
}

/** All addresses in /proc/net/arp, answered or not. */
export function askedInProcNetArp(text: string): Set<string> {
  return new Set(
    text
      .split("\n")
      .slice(1)
      .map((line) => line.split(/\s+/)[0] ?? ""),
  );
}

/** `ip -6 neigh`: "fe80::1 dev eth0 lladdr 00:11:22:33:44:55 REACHABLE". */
export function parseIpNeigh(text: string): Neighbour[] {
  return text.split("\n").flatMap((line) => {
    const match = /^(\S+) dev (\S+) lladdr (\S+)/.exec(line.trim());
    if (match === null || /\bFAILED\b/.test(line)) return [];
    return neighbour(match[1] ?? "", match[3] ?? "", match[2]);
  });
}

/** macOS' `arp -an`: "? (192.168.1.1) at 0:11:22:33:44:55 on en0 ifscope [ethernet]". */
export function parseMacArp(text: string): Neighbour[] {
  return text.split("\n").flatMap((line) => {
    const match = /\(([\d.]+)\) at ([0-9a-f:]+) on (\S+)/i.exec(line);
    return match === null
      ? []
      : neighbour(match[1] ?? "", match[2] ?? "", match[3]);
  });
}

/** macOS' `ndp -an`: "fe80::1%en0   0:11:22:33:44:55   en0 23h59m S R". */
export function parseMacNdp(text: string): Neighbour[] {
  return text.split("\n").flatMap((line) => {
    const [address = "", mac = "", device] = line.trim().split(/\s+/);
    if (!address.includes(":")) return [];
    return neighbour(address.replace(/%.*$/, ""), mac, device);
  });
}

/** Windows' `arp -a`, in any language: only its rows and the dashes in its cards are alike. */
export function parseWindowsArp(text: string): Neighbour[] {
  return text.split("\n").flatMap((line) => {
    const match =
      /^\s+(\d+\.\d+\.\d+\.\d+)\s+([0-9a-f]{2}(?:-[0-9a-f]{2}){5})\s/i.exec(
        `${line} `,
      );
    return match === null
      ? []
      : neighbour(match[1] ?? "", (match[2] ?? "").replaceAll("-", ":"));
  });
}

function neighbour(
  address: string,
  card: string,
  device?: string,
): Neighbour[] {
  const mac = macOf(card);
  // Groups and "everybody" are no hosts.
  if (
    mac === undefined ||
    mac === "00:00:00:00:00:00" ||
    (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1
  )
    return [];
  return [
    { address, mac, ...(device === undefined ? {} : { interface: device }) },
  ];
}

/** macOS leaves leading zeros out. */
export function macOf(text: string): string | undefined {
  const parts = text.toLowerCase().split(/[:-]/);
  if (
    parts.length !== 6 ||
    !parts.every((part) => /^[0-9a-f]{1,2}$/.test(part))
  )
    return undefined;
  return parts.map((part) => part.padStart(2, "0")).join(":");
}
