import {
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, type Outcome } from "../lab/process.ts";
import {
  Machine,
  cleanUp,
  freePort,
  prepare,
  version,
  work,
} from "./standin-machine.ts";

beforeAll(prepare);
afterAll(cleanUp);

describe("no start at all", () => {
  const machine = new Machine("bare");
  const refused = async (
    args: readonly string[],
    text: string,
    more?: NodeJS.ProcessEnv,
  ): Promise<void> => {
    const { code, stderr } = await machine.k3s(args, more);
    expect(stderr).toContain(text);
    expect(code).toBe(1);
  };

  it("without a default route, even with an address", async () => {
    await refused(["server", "--node-ip=10.1.1.1"], "no default routes found", {
      STANDIN_ROUTES: "/dev/null",
    });
    await refused(["server"], "unable to select an IP from default routes");
  });

  it("with an unknown flag, a bad name, a bad file or a bad token", async () => {
    await refused(["server", "--nonsense"], "flag provided but not defined");
    await refused(["server", "--token"], "flag needs an argument");
    await refused(
      ["server", "--node-name=Pump_1", "--node-ip=127.0.0.1"],
      "a lowercase RFC 1123 subdomain must consist of",
    );
    writeFileSync(machine.path("bad.yaml"), "a: [1\nb: 2");
    await refused(["server"], "yaml:", {
      K3S_CONFIG_FILE: machine.path("bad.yaml"),
    });
    const agent = ["agent", "--server=https://127.0.0.1:1"];
    await refused(agent, "--token is required");
    await refused([...agent, "--token=K10abc"], "invalid token format");
    await refused(
      [...agent, "--token=K10abc::server:x"],
      "invalid token CA hash length",
    );
    await refused(
      ["agent", "--server=http://h", "--token=x"],
      "only https:// URLs are supported",
    );
  });

  it("on cgroup v1, unless the kubelet is told to", async () => {
    const port = await freePort();
    const args = [
      ...["server", "--node-ip=127.0.0.1", "--node-name=old"],
      `--https-listen-port=${port}`,
    ];
    const v1 = { STANDIN_CGROUP: "v1" };
    await refused(args, "configured to not run on a host using cgroup v1", v1);
    machine.start([...args, "--kubelet-arg=fail-cgroupv1=false"], v1);
    await machine.says("k3s is up and running");
    await machine.stop();
  });

  it("of an unknown command; its version is no secret", async () => {
    expect((await machine.k3s(["dance"])).code).toBe(1);
    expect((await machine.k3s(["--version"])).stdout).toBe(
      `k3s version ${version} (standin)\n`,
    );
  });
});

describe("install.sh", () => {
  const script = join(import.meta.dirname, "../lab/k3s-standin/install.sh");
  const bin = join(work, "bin");
  const units = join(work, "units");
  const calls = join(work, "systemctl-calls");

  /** With a systemctl that only writes down what it is asked. */
  const install = async (env: NodeJS.ProcessEnv): Promise<Outcome> =>
    await run("/bin/sh", [script], {
      env: {
        PATH: `${join(work, "tools")}:/usr/bin:/bin`,
        INSTALL_K3S_BIN_DIR: bin,
        INSTALL_K3S_SYSTEMD_DIR: units,
        INSTALL_K3S_SKIP_DOWNLOAD: "true",
        ...env,
      },
    });

  beforeAll(() => {
    for (const folder of ["tools", "bin", "units"])
      mkdirSync(join(work, folder), { recursive: true });
    writeFileSync(
      join(work, "tools/systemctl"),
      `#!/bin/sh\necho "$*" >>${calls}\n`,
      { mode: 0o755 },
    );
  });

  it("refuses without the binary, and what makes no sense", async () => {
    const missing = await install({});
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain(
      `[ERROR]  Executable k3s binary not found at ${bin}/k3s`,
    );
    const online = await install({ INSTALL_K3S_SKIP_DOWNLOAD: "" });
    expect(online.stderr).toContain("never downloads");
    const plain = await install({ K3S_URL: "http://10.0.0.1:6443" });
    expect(plain.stderr).toContain("Only https:// URLs are supported");
    const noToken = await install({ K3S_URL: "https://10.0.0.1:6443" });
    expect(noToken.stderr).toContain("K3S_TOKEN_FILE is not defined");
    const name = await install({ INSTALL_K3S_NAME: "a b" });
    expect(name.stderr).toContain("Invalid characters for system name");
    expect(existsSync(calls)).toBe(false);
  });

  it("lays unit, environment, links and scripts, and starts nothing", async () => {
    writeFileSync(join(bin, "k3s"), "#!/bin/sh\n", { mode: 0o755 });
    const { code, stdout } = await install({
      INSTALL_K3S_SKIP_START: "true",
      INSTALL_K3S_EXEC: "agent --node-name kiosk",
      K3S_TOKEN: 'a "secret" $x',
    });
    expect(code).toBe(0);
    expect(stdout).toContain("[INFO]  systemd: Enabling k3s-agent unit");
    const unit = readFileSync(join(units, "k3s-agent.service"), "utf8");
    for (const line of ["Type=notify", "TimeoutStartSec=0", "KillMode=process"])
      expect(unit).toContain(`${line}\n`);
    expect(unit).toMatch(/k3s \\\n\t'agent' \\\n\t'--node-name' \\\n\t'kiosk'/);
    const env = join(units, "k3s-agent.service.env");
    expect(statSync(env).mode & 0o777).toBe(0o600);
    expect(readFileSync(env, "utf8")).toBe('K3S_TOKEN="a \\"secret\\" \\$x"\n');
    for (const name of ["k3s-killall.sh", "k3s-agent-uninstall.sh"])
      expect(statSync(join(bin, name)).mode & 0o777).toBe(0o755);
    expect(readFileSync(calls, "utf8")).not.toContain("restart");
  });

  it("starts it, and says so where nothing changed", async () => {
    await install({ INSTALL_K3S_EXEC: "server" });
    expect(readFileSync(calls, "utf8")).toContain("restart k3s\n");
    const again = await install({ INSTALL_K3S_EXEC: "server" });
    expect(again.stdout).toContain("No change detected so skipping");
    expect(again.code).toBe(0);
  });
});
