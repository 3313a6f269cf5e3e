import { beforeAll, describe, expect, it } from "vitest";
import {
  differences,
  ensureLab,
  labUnavailable,
  type LabHost,
} from "../lab/lab.ts";

const why = labUnavailable();

describe.skipIf(why !== undefined)("a snapshot of a host", () => {
  let host: LabHost;
  beforeAll(async () => {
    host = await (await ensureLab()).host(7);
    await host.reset();
  });

  const changeBy = async (command: string): Promise<string[]> => {
    const before = await host.snapshot();
    const { code, stderr } = await host.exec(command);
    expect(code, stderr).toBe(0);
    return differences(before, await host.snapshot());
  };

  it("is the same where nothing changed", async () => {
    const before = await host.snapshot();
    expect(before.size).toBeGreaterThan(5000);
    expect(before.get("process systemd")).toBe("there");
    expect(before.get("process sshd")).toBe("listening");
    expect(differences(before, await host.snapshot())).toEqual([]);
    await host.reboot();
    expect(differences(before, await host.snapshot())).toEqual([]);
  });

  it("shows each change, and none after the way back", async () => {
    const clean = await host.snapshot();
    const odd = "/root/two\nlines and 'quotes'";
    expect(await changeBy(`echo a > "${odd}"`)).toEqual([
      expect.stringContaining(
        `added: file ${odd} (-rw-r--r-- root:root 2 bytes`,
      ),
    ]);
    expect(await changeBy(`echo b > "${odd}"`)).toEqual([
      expect.stringMatching(/^changed: .* sha256 /s),
    ]);
    expect(await changeBy(`chmod 600 "${odd}"`)).toEqual([
      expect.stringMatching(/-rw-r--r-- .* → -rw------- /),
    ]);
    expect(await changeBy(`chown tech "${odd}"`)).toEqual([
      expect.stringMatching(/root:root .* → .*tech:root/),
    ]);
    expect(await changeBy(`rm "${odd}"`)).toEqual([
      expect.stringContaining(`removed: file ${odd}`),
    ]);
    expect(differences(clean, await host.snapshot())).toEqual([]);
  });

  it("shows units, processes, links, routes and users", async () => {
    const clean = await host.snapshot();
    const unit =
      "[Service]\\nExecStart=/usr/bin/tail -f /dev/null\\n[Install]\\nWantedBy=multi-user.target\\n";
    const changes = await changeBy(
      `printf '${unit}' > /etc/systemd/system/new.service
       systemctl enable --now new.service && useradd -M new
       ip link add way0 type bridge && ip link set way0 up && ip route add 203.0.113.0/24 dev way0`,
    );
    for (const expected of [
      "added: unit file new.service (enabled)",
      "added: unit new.service (active)",
      "added: process tail (there)",
      "added: route 203.0.113.0/24 dev way0 scope link (there)",
      expect.stringMatching(/^added: link way0/),
      expect.stringMatching(/^added: user new:x:/),
      expect.stringMatching(/^added: group new:x:/),
    ])
      expect(changes).toContainEqual(expected);
    await host.exec(
      `systemctl disable --now new.service; rm /etc/systemd/system/new.service
       systemctl daemon-reload; userdel new; ip link delete way0`,
    );
    expect(differences(clean, await host.snapshot())).toEqual([]);
  });
});
