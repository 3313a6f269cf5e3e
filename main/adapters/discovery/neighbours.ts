import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import {
  askedInProcNetArp,
  parseIpNeigh,
  parseMacArp,
  parseMacNdp,
  parseProcNetArp,
  parseWindowsArp,
  type Neighbour,
} from "./neighbour-tables.ts";

const run = promisify(execFile);
const procNetArp = "/proc/net/arp";

/** The system's table of neighbours; what cannot be read of it is left out. Nothing is asked of the network. */
async function readNeighbours(kind: "ipv4" | "ipv6"): Promise<Neighbour[]> {
  const { platform } = process;
  if (platform === "linux")
    return kind === "ipv4"
      ? parseProcNetArp(await file(procNetArp))
      : parseIpNeigh(await said("ip", "-6", "neigh", "show"));
  if (platform === "darwin")
    return kind === "ipv4"
      ? parseMacArp(await said("arp", "-an"))
      : parseMacNdp(await said("ndp", "-an"));
  return kind === "ipv4" ? parseWindowsArp(await said("arp", "-a")) : [];
}

const fresh = 150;

/** The table, read again at most every so often. */
export class NeighbourTable {
  readonly #read = new Map<
    "ipv4" | "ipv6",
    { at: number; rows: Promise<Neighbour[]> }
  >();

  async macOf(address: string): Promise<string | undefined> {
    const [plain = "", scope] = address.split("%");
    const rows = await this.rows(plain.includes(":") ? "ipv6" : "ipv4");
    return rows.find(
      (row) =>
        row.address === plain &&
        (scope === undefined ||
          row.interface === undefined ||
          row.interface === scope),
    )?.mac;
  }

  rows(kind: "ipv4" | "ipv6"): Promise<Neighbour[]> {
    const last = this.#read.get(kind);
    if (last !== undefined && Date.now() - last.at < fresh) return last.rows;
    const rows = readNeighbours(kind);
    this.#read.set(kind, { at: Date.now(), rows });
    return rows;
  }
}

/** Of these addresses, those that Linux has no question out for: it had no place left. */
export async function neverAsked(
  addresses: readonly string[],
): Promise<string[]> {
  const asked = askedInProcNetArp(await file(procNetArp));
  // Without a table there is nothing to conclude.
  if (asked.size === 0) return [];
  return addresses.filter((address) => !asked.has(address));
}

/** How many addresses the system asks the network for at once, and for how many milliseconds each. */
export async function neighbourPlaces(): Promise<{
  places: number;
  hold: number;
}> {
  if (process.platform !== "linux") return { places: 512, hold: 0 };
  const most = Number(
    await file("/proc/sys/net/ipv4/neigh/default/gc_thresh3"),
  );
  const taken = askedInProcNetArp(await file(procNetArp)).size;
  // The kernel asks three times, a second apart.
  const places = (most > 0 ? most : 1024) - taken - 24;
  return { places: Math.min(Math.max(places, 128), 2048), hold: 3150 };
}

async function file(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}

async function said(program: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await run(program, args, {
      timeout: 5000,
      windowsHide: true,
      maxBuffer: 4 * 1024 * 1024,
    });
    return stdout;
  } catch {
    return "";
  }
}
