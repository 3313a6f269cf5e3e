// Finding hosts in a street of the benchmark's own: each host a namespace with a
// real sshd; some drop ICMP. Nobody else has an address there.
import { rmSync } from "node:fs";
import { ensurePackages } from "../lab/packages.ts";
import { layStreet, type Street } from "../lab/street.ts";
import { atEnd, timed } from "./clean-up.ts";
import type { SearchReport } from "./discover-ours.ts";
import { benchFolder } from "./folder.ts";
import { spreadOf, type Benchmark, type Sides } from "./rows.ts";

interface Site {
  readonly laptop: string;
  readonly range: string;
  readonly hosts: readonly string[];
  /** So many of them drop ICMP. */
  readonly quiet: number;
}

const small: Site = {
  laptop: "10.96.7.1/24",
  range: "10.96.7.0/24",
  hosts: [11, 60, 120, 200, 254].map((last) => `10.96.7.${last}`),
  quiet: 2,
};
const large: Site = {
  laptop: "10.96.16.1/20",
  range: "10.96.16.0/20",
  hosts: Array.from(
    { length: 20 },
    (_, at) => `10.96.${16 + Math.floor((at * 16) / 20)}.${10 + at * 12}`,
  ),
  quiet: 5,
};

const build = async (
  site: Site,
): Promise<{ street: Street; close(): Promise<void> }> => {
  await ensurePackages(["nmap", "arp-scan"]);
  const folder = benchFolder(1e6);
  const street = await layStreet(folder, site.laptop);
  const gone = atEnd(() => rmSync(folder, { recursive: true, force: true }));
  for (const [at, address] of site.hosts.entries()) {
    const host = await street.addHost(address, { echo: at >= site.quiet });
    await host.sshd();
  }
  return {
    street,
    async close() {
      await street.close();
      gone();
    },
  };
};

const ours = async (street: Street, site: Site): Promise<SearchReport> => {
  // Nobody knows anybody yet, as on a laptop that was just plugged in.
  await street.forget();
  const program = new URL("./discover-ours.ts", import.meta.url).pathname;
  const { stdout } = await timed(
    street.onLaptop([process.execPath, program, site.range]),
  );
  const report = JSON.parse(stdout) as SearchReport;
  if (report.hosts !== site.hosts.length)
    throw new Error(`found ${report.hosts} of ${site.hosts.length} hosts`);
  return report;
};

/** `remarks`: what others took in the same run, and how many hosts they found. */
const others = {
  "nmap -Pn -sT -p22": ["nmap", "-n", "-Pn", "-sT", "-p22", "--open"],
  "nmap -sn": ["nmap", "-n", "-sn"],
  "arp-scan": ["arp-scan", "--interface=eth0"],
} as const;

const theirs = async (
  street: Street,
  site: Site,
  tool: keyof typeof others,
): Promise<{ seconds: number; found: number }> => {
  await street.forget();
  const { seconds, stdout } = await timed(
    street.onLaptop([...others[tool], site.range]),
  );
  return {
    seconds,
    found: site.hosts.filter((address) =>
      new RegExp(`\\b${address.replaceAll(".", "\\.")}\\b`).test(stdout),
    ).length,
  };
};

const row = (
  name: string,
  site: Site,
  goal: number,
  figure: (report: SearchReport) => number,
  unit = "s",
): Benchmark => ({
  name,
  unit,
  goal,
  direction: "atMost",
  against: "",
  async prepare(): Promise<Sides> {
    const built = await build(site);
    const { street } = built;
    return {
      ours: async () => figure(await ours(street, site)),
      close: async () => {
        await built.close();
        return [];
      },
    };
  },
});

/** The whole search against the one that others do the same way; what the others take is remarked. */
const against = (name: string, site: Site, goal: number): Benchmark => ({
  name,
  unit: "s",
  goal,
  direction: "atMost",
  against: "nmap -Pn -sT",
  async prepare(): Promise<Sides> {
    const built = await build(site);
    const { street } = built;
    const taken = new Map<string, { seconds: number; found: number }[]>();
    const measured = async (tool: keyof typeof others) => {
      const one = await theirs(street, site, tool);
      taken.set(tool, [...(taken.get(tool) ?? []), one]);
      return one.seconds;
    };
    return {
      ours: async () => (await ours(street, site)).over,
      async theirs() {
        await measured("nmap -sn");
        await measured("arp-scan");
        return measured("nmap -Pn -sT -p22");
      },
      async close() {
        await built.close();
        return [...taken].map(
          ([tool, all]) =>
            `${tool}: ${spreadOf(all.map(({ seconds }) => seconds)).median.toFixed(2)} s, found ${all.map(({ found }) => found).join(", ")} of ${site.hosts.length}`,
        );
      },
    };
  },
});

export const discoverRows: readonly Benchmark[] = [
  against("discover.24", small, 0.8),
  row("discover.24-banners", small, 0.3, ({ banners }) => banners),
  row("discover.24-keys", small, 0.8, ({ keys }) => keys),
  row("discover.24-over", small, 1.2, ({ over }) => over),
  against("discover.20", large, 1),
  row("discover.20-over", large, 12, ({ over }) => over),
  row("discover.20-memory", large, 100, (report) => report.peakMemory, "MB"),
];
