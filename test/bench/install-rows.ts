// A whole installation of a server and an agent of the lab: against a script
// that does the same with ssh and scp, and against itself when nothing is to do.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { refusesCgroupV1 } from "../../common/model/k3s-version.ts";
import {
  filesFor,
  Manifest,
  type FileKind,
} from "../../common/model/manifest.ts";
import { manifestName } from "../../main/adapters/bundle/names.ts";
import { targetOf } from "../../main/steps/upload-step.ts";
import { siteArguments } from "../lab/forecourt.ts";
import { labBundle, type LabBundle } from "../lab/lab-bundle.ts";
import { ensureLab, type LabHost } from "../lab/lab.ts";
import { mustRun } from "../lab/process.ts";
import { writeSite, type Site } from "../lab/site.ts";
import { timed } from "./clean-up.ts";
import { benchFolder } from "./folder.ts";
import type { Benchmark, Sides } from "./rows.ts";

/** The hosts of the lab that benchmarks use. */
const numbers = [3, 4] as const;

const brought: readonly FileKind[] = [
  "docker-archive",
  "docker-proof-image",
  "k3s-binary",
  "k3s-images",
  "k3s-image-list",
  "k3s-install-script",
  "k3s-extra-images",
  "file",
];

class InstallPlace {
  readonly folder = benchFolder(0);
  readonly #hosts: readonly LabHost[];
  readonly #bundle: LabBundle;
  #sites = 0;

  private constructor(hosts: readonly LabHost[], bundle: LabBundle) {
    this.#hosts = hosts;
    this.#bundle = bundle;
  }

  static async open(): Promise<InstallPlace> {
    const lab = await ensureLab();
    const hosts: LabHost[] = [];
    for (const number of numbers) hosts.push(await lab.host(number));
    return new InstallPlace(hosts, await labBundle());
  }

  get hosts(): number {
    return this.#hosts.length;
  }

  async reset(): Promise<void> {
    await Promise.all(
      this.#hosts.map(async (host) => {
        await host.reset();
        await host.booted();
      }),
    );
  }

  /** A laptop that has seen nothing yet. */
  newSite(): Site {
    this.#sites += 1;
    return writeSite(join(this.folder, `site-${this.#sites}`), this.#hosts, {
      id: "s-bench",
    });
  }

  /** The whole command. Gives its seconds and the bytes that it says it sent. */
  async install(site: Site): Promise<{ seconds: number; bytes: number }> {
    const program = new URL("../../main/cli.ts", import.meta.url).pathname;
    const { seconds, stdout } = await timed(
      [
        process.execPath,
        program,
        ...siteArguments("install", site, this.#bundle, "--yes", "--json"),
      ],
      { env: { ...process.env, FORECOURT_HOME: site.home } },
    );
    const last = stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as { type?: string; bytes?: number })
      .findLast(({ type }) => type === "run-ended");
    if (last?.bytes === undefined)
      throw new Error(`install said no end: ${stdout.slice(-500)}`);
    return { seconds, bytes: last.bytes };
  }

  /** The same with ssh and scp, in seconds. */
  async byHand(): Promise<number> {
    const [server, agent] = this.#hosts;
    if (server === undefined || agent === undefined)
      throw new Error("no hosts");
    const at = (name: string) => join(this.folder, name);
    const manifest = Manifest.parse(
      JSON.parse(readFileSync(join(this.#bundle.folder, manifestName), "utf8")),
    );
    const arch = process.arch === "arm64" ? "arm64" : "amd64";
    const files = filesFor(manifest, arch, ...brought);
    const names = files.map(({ path }) => basename(path));
    if (new Set(names).size < names.length || files.some(({ parts }) => parts))
      throw new Error("by-hand.sh cannot bring split or like-named files");
    const one = (kind: FileKind) => {
      const [file] = filesFor(manifest, arch, kind);
      if (file === undefined) throw new Error(`the bundle has no ${kind}`);
      return targetOf(file);
    };
    writeFileSync(
      at("files"),
      files
        .map((file) =>
          [
            join(this.#bundle.folder, file.path),
            targetOf(file),
            file.mode ?? "0644",
            file.sha256,
          ].join("\t"),
        )
        .join("\n") + "\n",
    );
    writeFileSync(at("password"), `${server.password}\n`, { mode: 0o600 });
    const keys: string[] = [];
    for (const host of [server, agent])
      keys.push(await mustRun("ssh-keyscan", [host.address]));
    writeFileSync(at("known_hosts"), keys.join(""));
    const script = new URL("by-hand.sh", import.meta.url).pathname;
    const { stdout: cgroup } = await server.exec("stat -fc %T /sys/fs/cgroup");
    const { seconds } = await timed(["/bin/sh", script], {
      env: {
        ...process.env,
        LOGIN: server.user,
        KEY: server.keyFile,
        KNOWN_HOSTS: at("known_hosts"),
        PASSWORD_FILE: at("password"),
        SERVER: server.name,
        SERVER_ADDRESS: server.address,
        AGENT: agent.name,
        AGENT_ADDRESS: agent.address,
        FILES: at("files"),
        DOCKER_ARCHIVE: one("docker-archive"),
        PROOF_IMAGE: one("docker-proof-image"),
        INSTALL_SCRIPT: one("k3s-install-script"),
        IMAGE_LIST: one("k3s-image-list"),
        FAIL_CGROUP_V1:
          cgroup.trim() !== "cgroup2fs" &&
          refusesCgroupV1(manifest.versions.k3s)
            ? "yes"
            : "no",
      },
    });
    return seconds;
  }

  /** Leaves clean hosts. */
  async close(): Promise<string[]> {
    await this.reset();
    rmSync(this.folder, { recursive: true, force: true });
    return this.#bundle.real ? [] : ["K3s was the lab's stand-in"];
  }
}

const overhead: Benchmark = {
  name: "install.overhead",
  unit: "s",
  goal: 1.05,
  direction: "atMost",
  against: "by-hand.sh",
  async prepare(): Promise<Sides> {
    const place = await InstallPlace.open();
    return {
      async ours() {
        await place.reset();
        return (await place.install(place.newSite())).seconds;
      },
      async theirs() {
        await place.reset();
        return await place.byHand();
      },
      close: () => place.close(),
    };
  },
};

const secondRun: Benchmark = {
  name: "install.second-run",
  unit: "s per host",
  goal: 3,
  direction: "atMost",
  against: "nothing",
  async prepare(): Promise<Sides> {
    const place = await InstallPlace.open();
    const site = place.newSite();
    await place.reset();
    await place.install(site);
    return {
      async ours() {
        const { seconds, bytes } = await place.install(site);
        if (bytes !== 0) throw new Error(`${bytes} bytes were sent again`);
        return seconds / place.hosts;
      },
      close: async () => ["0 bytes sent", ...(await place.close())],
    };
  },
};

export const installRows: readonly Benchmark[] = [overhead, secondRun];
