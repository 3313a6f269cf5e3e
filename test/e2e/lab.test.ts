import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { writeKnownHosts } from "../lab/host-start.ts";
import {
  ensureLab,
  labUnavailable,
  type Lab,
  type LabHost,
} from "../lab/lab.ts";
import { run, type Outcome } from "../lab/process.ts";

const why = labUnavailable();

describe.skipIf(why !== undefined)("a host of the lab", () => {
  let lab: Lab;
  let host: LabHost;

  beforeAll(async () => {
    lab = await ensureLab();
    host = await lab.host(5);
    await host.reset();
  });

  /** The ssh client as a person uses it, with the lab's known hosts. */
  const ssh = async (
    command: string,
    options: string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<Outcome> =>
    await run(
      "ssh",
      [
        ...["-F", "/dev/null", "-o", "StrictHostKeyChecking=yes"],
        ...["-o", `UserKnownHostsFile=${writeKnownHosts(lab.net)}`],
        // The first of two settings counts.
        ...[...options, "-o", "ConnectTimeout=10"],
        ...[`${host.user}@${host.address}`, command],
      ],
      { env: { ...process.env, ...env } },
    );
  const withKey = ["-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"];
  const sshWithKey = async (command: string) =>
    await ssh(command, [...withKey, "-i", host.keyFile]);

  it("has systemd as process 1, and no unit has failed", async () => {
    expect(await host.booted()).toBe("running");
    const failed = await host.exec("systemctl --failed --no-legend");
    expect(failed).toEqual({ code: 0, stdout: "", stderr: "" });
    expect((await host.read("/proc/1/comm")).toString()).toBe("systemd\n");
  });

  it("is bare: no docker, no python, no curl", async () => {
    for (const name of ["docker", "containerd", "python3", "curl", "k3s"])
      expect((await host.exec(`command -v ${name}`)).code, name).not.toBe(0);
    for (const path of ["/var/lib/docker", "/var/lib/rancher", "/etc/docker"])
      expect((await host.exec(`test -e ${path}`)).code, path).toBe(1);
  });

  it("reaches its neighbours and nothing else", async () => {
    const other = await lab.host(6);
    const routes = await host.exec("ip -4 route; ip -6 route show default");
    expect(routes.stdout.trim().split("\n")).toHaveLength(1);
    expect(routes.stdout).toContain(`${lab.net}.0/24`);
    expect((await host.read("/etc/resolv.conf")).length).toBe(0);
    const toOther = `timeout 5 bash -c '</dev/tcp/${other.address}/22'`;
    expect((await host.exec(toOther)).code).toBe(0);
    const out = await host.exec("timeout 5 bash -c '</dev/tcp/192.0.2.1/22'");
    expect(out.stderr).toContain("Network is unreachable");
  });

  it("has name files that can be replaced by renaming", async () => {
    for (const file of ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"]) {
      const swap = await host.exec(
        `cp -a ${file} ${file}.new && mv ${file}.new ${file}`,
      );
      expect(swap).toMatchObject({ code: 0, stderr: "" });
    }
    expect((await host.exec("hostname")).stdout).toBe("host-5\n");
  });

  it("lets in with the key, and shows the host key that it says", async () => {
    expect(await sshWithKey("id -un")).toMatchObject({
      code: 0,
      stdout: "tech\n",
    });
    const shown = await ssh("true", ["-v", ...withKey, "-i", host.keyFile]);
    expect(shown.stderr).toContain(host.hostKeys.ed25519);
  });

  it("lets in with the password, and not with another", async () => {
    const folder = mkdtempSync(join(tmpdir(), "forecourt-lab-test-"));
    const askpass = join(folder, "askpass");
    writeFileSync(askpass, '#!/bin/sh\nprintf "%s\\n" "$LAB_PASSWORD"\n', {
      mode: 0o700,
    });
    const env = { SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: "force" };
    const options = "-o PubkeyAuthentication=no -o NumberOfPasswordPrompts=1";
    const login = async (password: string) =>
      await ssh("id -un", options.split(" "), {
        ...env,
        LAB_PASSWORD: password,
      });
    try {
      expect(await login(host.password)).toMatchObject({ code: 0 });
      expect((await login("wrong")).stderr).toContain("Permission denied");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("gives sudo with the password only", async () => {
    expect((await sshWithKey("sudo -n id -u")).stderr).toContain("password");
    const ask = (password: string) =>
      sshWithKey(`printf '%s\\n' '${password}' | sudo -S -k id -u`);
    expect((await ask(host.password)).stdout).toBe("0\n");
    expect((await ask("wrong")).code).not.toBe(0);
  });

  it("takes and gives files, and says when it cannot", async () => {
    const own = new URL(import.meta.url).pathname;
    await host.put(own, "/run/lab/test file.ts");
    expect(await host.read("/run/lab/test file.ts")).toEqual(readFileSync(own));
    await expect(host.read("/nowhere")).rejects.toThrow("No such file");
    await expect(host.put(own, "/proc/nothing/x")).rejects.toThrow("host-5");
    expect(await host.exec("cat; exit 3", "in")).toEqual({
      code: 3,
      stdout: "in",
      stderr: "",
    });
  });

  it("keeps its disk over a reboot and a power cut, not its memory", async () => {
    await host.exec("echo kept > /root/kept; echo kept > /var/lib/kept");
    const boot = async () =>
      (await host.exec("ps -o lstart= -p 1")).stdout + (await host.state());
    for (const again of [() => host.reboot(), () => host.powerCut()]) {
      await host.exec("touch /run/gone");
      const before = await boot();
      await again();
      expect(await boot()).not.toBe(before);
      expect(await host.booted()).toBe("running");
      const files = await host.exec(
        "cat /root/kept /var/lib/kept; ls /run/gone",
      );
      expect(files.stdout).toBe("kept\nkept\n");
      expect((await host.exec("ip route show default")).stdout).toBe("");
    }
  });

  it("comes back after it rebooted itself", async () => {
    await host.exec("echo other > /etc/hostname; systemctl reboot");
    for (let wait = 0; wait < 300; wait += 1) {
      if ((await host.state()) === "exited") break;
      await sleep(100);
    }
    expect(await host.state()).toBe("exited");
    await host.waitUp();
    expect((await host.exec("hostname")).stdout).toBe("other\n");
  });

  it("keeps a default route that was set up to last", async () => {
    const unit =
      "[Service]\\nType=oneshot\\nRemainAfterExit=yes\\nExecStart=/sbin/ip link add way0 type bridge\\nExecStart=/sbin/ip addr add 203.0.113.254/31 dev way0\\nExecStart=/sbin/ip link set way0 up\\nExecStart=/sbin/ip route add default via 203.0.113.255 dev way0 metric 1000\\n[Install]\\nWantedBy=multi-user.target\\n";
    await host.exec(
      `printf '${unit}' > /etc/systemd/system/route.service; systemctl enable route`,
    );
    await host.reboot();
    expect(await host.booted()).toBe("running");
    const { stdout } = await host.exec("ip route show default");
    expect(stdout).toContain("203.0.113.255");
    expect(stdout.trim().split("\n")).toHaveLength(1);
  });

  it("is clean after a reset, with the same host keys", async () => {
    const scan = async () => {
      const { stdout } = await run("ssh-keyscan", ["-T10", host.address]);
      return stdout.split("\n").sort();
    };
    const before = await scan();
    await host.reset();
    expect((await host.exec("ls /root/kept /var/lib/kept")).stdout).toBe("");
    expect((await host.exec("hostname")).stdout).toBe("host-5\n");
    expect(await scan()).toEqual(before);
    const other = await lab.host(6);
    expect(other.hostKeys.ed25519).not.toBe(host.hostKeys.ed25519);
    const id = async (one: LabHost) =>
      (await one.exec("cat /etc/machine-id")).stdout;
    expect(await id(other)).not.toBe(await id(host));
  });

  it("is gone while its cable is pulled, and there again", async () => {
    const quick = ["-o", "ConnectTimeout=2", ...withKey, "-i", host.keyFile];
    await host.pullCable();
    expect((await ssh("true", quick)).code).toBe(255);
    await host.plugCable();
    await host.waitUp();
    expect((await sshWithKey("true")).code).toBe(0);
  });

  it("stands still while frozen, and goes on", async () => {
    const child = sshWithKey(
      "for i in 1 2 3 4 5 6; do sleep 0.2; done; echo end",
    );
    await sleep(500);
    await host.freeze();
    expect(await host.state()).toBe("paused");
    const ended = await Promise.race([child, sleep(3000, "still")]);
    expect(ended).toBe("still");
    await host.thaw();
    expect((await child).stdout).toBe("end\n");
  });

  it("is taken up by whoever asks, whatever state it is in", async () => {
    await host.exec("touch /root/mine");
    await host.freeze();
    await lab.host(5);
    await host.pullCable();
    await host.powerOff();
    const again = await (await ensureLab()).host(5);
    expect((await again.exec("ls /root/mine")).code).toBe(0);
    await expect(lab.host(10)).rejects.toThrow("1 to 9");
  });
});
