import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Facts, nested } from "../../common/model/facts.ts";
import { remoteScript } from "../../main/adapters/files/remote-script.ts";
import { factsScript, markedReport } from "../../main/station/facts-script.ts";
import { mustRun } from "../lab/process.ts";
import { ensurePackages } from "../lab/packages.ts";

const folder = mkdtempSync(join(tmpdir(), "forecourt-facts-"));
const mark = "0123456789abcdef";
const script = factsScript(remoteScript, mark);

beforeAll(async () => {
  await ensurePackages(["dash", "busybox", "bash", "util-linux"]);
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(command: readonly string[]): Promise<string> {
  const [program = "", ...args] = command;
  return await mustRun(program, args);
}

const factsOf = (stdout: string): Facts =>
  Facts.parse(
    nested(
      JSON.parse(markedReport(stdout, mark) ?? "") as Record<string, unknown>,
    ),
  );

const uname = (option: string) =>
  execFileSync("uname", [option], { encoding: "utf8" }).trim();

describe.each([
  ["dash", ["dash", "-c", script]],
  ["busybox ash", ["busybox", "ash", "-c", script]],
  ["bash", ["bash", "-c", script]],
  ["bash as sh", ["bash", "--posix", "-c", script]],
])("the facts of this very machine, by %s", (_, command) => {
  it("are what the schema says, and true", async () => {
    const facts = factsOf(await run(command));
    expect(facts.kernel).toBe("Linux");
    expect(facts.machine).toBe(uname("-m"));
    expect(facts.release).toBe(uname("-r"));
    expect(facts.seenAs).toBe("root");
    expect(Math.abs(facts.clock - Date.now() / 1000)).toBeLessThan(60);
    expect(facts.places?.map(({ path }) => path)).toEqual([
      "/usr/local/bin",
      "/var/lib/forecourt",
      "/var/lib/docker",
      "/var/lib/rancher",
      "/tmp",
      "/var/log",
    ]);
    for (const { bytes, total, type, options } of facts.places ?? []) {
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThanOrEqual(total);
      expect(type).not.toBe("");
      expect(options).toMatch(/^(rw|ro)/);
    }
    // Files under /proc/sys are not to be read byte by byte.
    const pids = facts.settings?.find(({ key }) => key === "kernel.pid_max");
    expect(Number(pids?.value)).toBeGreaterThan(300);
    expect(facts.controllers).toContain("memory");
    expect(facts.writes).toBeGreaterThan(0);
    expect(facts.writeMs).toBeGreaterThan(0);
    expect(facts.listening).toEqual(expect.any(Array));
    expect(facts.modules).toHaveLength(6);
    expect(facts.missingTools.filter((tool) => tool !== "systemctl")).toEqual(
      [],
    );
  });
});

it("every shell sees the same", async () => {
  const still = ({ places, ...rest }: Facts) => ({
    ...rest,
    mounts: places?.map(({ path, mount, type }) => ({ path, mount, type })),
    ...{ clock: 0, load: 0, memoryAvailable: 0, swapUsed: 0, writeMs: 0 },
    ...{ writes: 0, listening: 0, packageWork: [], devices: 0, speeds: 0 },
    ...{ networks: 0, kubeChains: 0 },
  });
  const [dash, ash, bash] = await Promise.all(
    [["dash"], ["busybox", "ash"], ["bash"]].map(async (shell) =>
      still(factsOf(await run([...shell, "-c", script]))),
    ),
  );
  expect(ash).toEqual(dash);
  expect(bash).toEqual(dash);
});

it("leave nothing behind", async () => {
  const before = readdirSync("/var/lib");
  await run(["dash", "-c", script]);
  expect(readdirSync("/var/lib").filter((name) => name.startsWith(".forecourt"))).toEqual([]); // prettier-ignore
  expect(readdirSync("/var/lib").length).toBe(before.length);
});

describe("seen by an account that is not root", () => {
  const asNobody = (shell: readonly string[]) =>
    run([
      ...["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
      ...shell,
      ...["-c", script],
    ]);

  it.each([["dash"], ["busybox ash"], ["bash"]])(
    "what only root sees is null (%s)",
    async (shell) => {
      const facts = factsOf(await asNobody(shell.split(" ")));
      expect(facts.seenAs).toBe("user");
      expect(facts.inputDropped).toBeNull();
      expect(facts.kubeChains).toBeNull();
      expect(facts.securePath).toBeNull();
      expect(facts.writeMs).toBeNull();
      expect(facts.cpus).toBeGreaterThan(0);
      expect(facts.places).not.toBeNull();
    },
  );

  it("what this app brought is not taken for somebody else's", async () => {
    // In a mount namespace: the folder is not there on the machine itself.
    const command = `
      mount -t tmpfs tmpfs /var/lib &&
      mkdir -p /var/lib/forecourt /var/lib/k0s && chmod 0700 /var/lib/forecourt &&
      exec setpriv --reuid=65534 --regid=65534 --clear-groups dash -c "$1"`;
    const facts = factsOf(
      await run(["unshare", "--mount", "dash", "-c", command, "sh", script]),
    );
    expect(facts.ledgerHidden).toBe(true);
    expect(facts.kubernetes).toEqual([]);
  });
});

describe("on a strange host", () => {
  /** What is laid over the machine in a mount namespace is gone afterwards. */
  const inPlace = (make: string, shell = "dash") =>
    run([
      ...["unshare", "--mount", "dash", "-c", `${make}\nexec ${shell} -c "$1"`],
      ...["sh", script],
    ]).then(factsOf);

  it.each(["dash", "busybox ash", "bash"])(
    "values with quotes, backslashes and control characters stay what they are (%s)",
    async (shell) => {
      const etc = join(folder, "os-release");
      writeFileSync(
        etc,
        `ID=odd\nVERSION_ID='1"2'\nPRETTY_NAME='A \\ "B"\u0007 it'\n`,
      );
      const facts = await inPlace(`mount --bind ${etc} /etc/os-release`, shell);
      expect(facts.os).toMatchObject({
        id: "odd",
        version: '1"2',
        name: 'A \\ "B" it',
      });
    },
  );

  it("a /tmp without exec, and one without room", async () => {
    const facts = await inPlace("mount -t tmpfs -o noexec,size=1m tmpfs /tmp");
    const tmp = facts.places?.find(({ path }) => path === "/tmp");
    expect(tmp?.options.split(",")).toContain("noexec");
    expect(tmp?.bytes).toBeLessThanOrEqual(1024 * 1024);
  });

  it("K3s' remains, other Kubernetes, CNI files, links", async () => {
    const facts = await inPlace(`
      mount -t tmpfs tmpfs /var/lib
      mkdir -p /var/lib/rancher/k3s/server/db /var/lib/k0s /var/lib/other
      ln -s /var/lib/other /var/lib/docker`);
    expect(facts.k3sRemains).toContain("/var/lib/rancher/k3s/server/db");
    expect(facts.kubernetes).toEqual(["/var/lib/k0s"]);
    expect(facts.links).toEqual(["/var/lib/docker"]);
  });

  it("a broken /etc/resolv.conf and hosts file", async () => {
    const empty = join(folder, "empty");
    writeFileSync(empty, "");
    const facts = await inPlace(
      `mount --bind ${empty} /etc/resolv.conf; mount --bind ${empty} /etc/hosts`,
    );
    expect(facts.nameServers).toEqual([]);
    expect(facts.hosts).toEqual({ own: false, localhost: false });
  });

  it("settings that would switch forwarding off again, and proxies without their values", async () => {
    const sysctl = join(folder, "sysctl.d");
    const profile = join(folder, "environment");
    mkdirSync(sysctl);
    writeFileSync(join(sysctl, "99-cis.conf"), "net.ipv4.ip_forward = 0\n");
    writeFileSync(join(sysctl, "10-early.conf"), "net.ipv4.ip_forward=0\n");
    writeFileSync(profile, "https_proxy=http://me:secret@proxy:3128\n");
    expect(existsSync("/etc/environment")).toBe(true);
    const facts = await inPlace(
      `mount --bind ${sysctl} /etc/sysctl.d; mount --bind ${profile} /etc/environment`,
    );
    expect(facts.forwardingOff).toEqual(["/etc/sysctl.d/99-cis.conf"]);
    expect(facts.proxies).toContain("HTTPS_PROXY");
    expect(JSON.stringify(facts)).not.toContain("secret");
  });
});

it("passes shellcheck, as one script", async () => {
  await ensurePackages(["shellcheck"]);
  const file = join(folder, "facts.sh");
  writeFileSync(file, `#!/bin/sh\n${script}`);
  await run(["shellcheck", "--exclude=SC2016,SC2153", file]);
});
