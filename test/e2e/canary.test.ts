import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSecretStore } from "../../main/adapters/secrets/secret-store.ts";
import { openLaptopKey } from "../../main/adapters/files/laptop-key.ts";
import { RunStore } from "../../main/adapters/files/run-store.ts";
import { systemClock } from "../../main/adapters/files/system-clock.ts";
import { openJournal } from "../../main/logs/journal.ts";
import { readRecord } from "../../main/logs/record.ts";
import { Redactor, secretPatterns } from "../../main/logs/redactor.ts";
import { secretsIn } from "../../main/logs/station-secrets.ts";
import { formsOf } from "../../main/logs/secret-forms.ts";
import { openTranscripts } from "../../main/logs/transcript.ts";
import { gatherExport } from "../../main/station/gather-export.ts";
import { connect } from "../../main/station/connect.ts";
import { saveExport } from "../../main/station/save-export.ts";
import { ended, forecourt, onSite } from "../lab/forecourt.ts";
import { labBundle, type LabBundle } from "../lab/lab-bundle.ts";
import { ensureLab, type LabHost } from "../lab/lab.ts";
import { writeSite, type Site } from "../lab/site.ts";
import { leaks, plantedLines, type Canary } from "../canaries.ts";
import { unzipped } from "../unzipped.ts";

/** Odd on purpose: every quoting and encoding does something to it. */
const password = `Kan-4"ri'e $pw\\/%&ü站`;
const passphrase = "Kanarie passphrase 7";
const setting = "kanarie-s3-secret-0815";

describe("secrets entered wherever one can be, and a whole installation", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-canary-"));
  const signal = new AbortController().signal;
  let server: LabHost;
  let agent: LabHost;
  let bundle: LabBundle;
  let site: Site;
  let canaries: Canary[];

  beforeAll(async () => {
    const lab = await ensureLab();
    [server, agent] = [await lab.host(1), await lab.host(2)];
    await Promise.all([server.reset(), agent.reset()]);
    bundle = await labBundle();
    for (const host of [server, agent])
      await host.exec(
        `echo ${Buffer.from(`${host.user}:${password}\n`).toString("base64")} | base64 -d | chpasswd`,
      );
    // The agent is signed in to with a key, whose passphrase is another secret.
    const key = join(folder, "key");
    execFileSync("ssh-keygen", [
      "-q",
      "-t",
      "ed25519",
      "-f",
      key,
      "-N",
      passphrase,
    ]);
    await agent.exec(
      `cat >>/home/${agent.user}/.ssh/authorized_keys <<'END'\n${readFileSync(`${key}.pub`, "utf8")}END`,
    );
    site = writeSite(folder, [server, agent], {
      station: {
        k3s: { allowCgroupV1: true, config: { "etcd-s3-secret-key": setting } },
      },
    });
    const station = parse(readFileSync(site.station, "utf8")) as {
      hosts: { signIn: object }[];
    };
    if (station.hosts[1] !== undefined)
      station.hosts[1].signIn = {
        user: agent.user,
        password: false,
        key: "key",
      };
    writeFileSync(site.station, stringify(station));
    writeFileSync(
      site.secrets,
      stringify({ all: { password, sudoPassword: password, passphrase } }),
    );
    chmodSync(site.secrets, 0o600);
  });

  afterAll(async () => {
    await Promise.all([server.reset(), agent.reset()]);
    rmSync(folder, { recursive: true });
  });

  it("leave no trace in what the run kept, here and on the hosts", async () => {
    const ran = await onSite("install", site, bundle, "--json");
    expect(ran.stderr).toBe("");
    expect(ran.code).toBe(0);
    const token = (
      await server.exec("cat /var/lib/rancher/k3s/server/node-token")
    ).stdout.trim();
    const key = /client-key-data: (\S+)/.exec(
      (await server.exec("cat /etc/rancher/k3s/k3s.yaml")).stdout,
    )?.[1];
    if (key === undefined) throw new Error("a kubeconfig has a key");
    canaries = [
      { name: "password", text: password },
      { name: "passphrase", text: passphrase },
      { name: "setting", text: setting },
      { name: "token", text: token },
      { name: "token's password", text: token.split("::server:")[1] ?? "" },
      { name: "kubeconfig's key", text: key },
      {
        name: "kubeconfig's key, decoded",
        text: Buffer.from(key, "base64").toString(),
      },
    ];
    const kept = new Map(
      filesBelow(site.home).map((path) => [path, readFileSync(path)]),
    );
    expect([...kept.keys()].some((path) => path.endsWith("run.json"))).toBe(
      true,
    );
    expect(leaks(kept, canaries)).toEqual([]);
    expect(
      leaks(new Map([["stdout", Buffer.from(ran.stdout)]]), canaries),
    ).toEqual([]);
    for (const host of [server, agent]) {
      // Without what K3s and Docker themselves keep there.
      const { stdout } = await host.exec(
        "tar -C / -c --exclude=bundle var/lib/forecourt 2>/dev/null | base64 -w0; echo; journalctl --no-pager | base64 -w0",
      );
      const [ours = "", log = ""] = stdout.split("\n");
      const there = new Map([
        [`${host.name}:/var/lib/forecourt`, Buffer.from(ours, "base64")],
        [`${host.name} journal`, Buffer.from(log, "base64")],
      ]);
      expect(
        there.get(`${host.name}:/var/lib/forecourt`)?.includes("run-ended"),
      ).toBe(true);
      expect(leaks(there, canaries)).toEqual([]);
    }
  });

  it("nor in an export of hosts whose logs are full of them", async () => {
    const planted = plantedLines(canaries);
    canaries.push(...planted.canaries);
    for (const host of [server, agent])
      await host.exec(
        `mkdir -p /var/lib/rancher/k3s/agent/containerd && cat >>/var/lib/rancher/k3s/agent/containerd/containerd.log <<'END'\n${planted.lines.join("\n")}\nEND`,
      );
    const out = join(folder, "out.zip");
    const { code, stderr } = await onSiteExport(out);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const files = await unzipped(out);
    expect([...files.keys()]).toContain("cluster/events.json");
    for (const host of [server, agent]) {
      const log = files.get(`hosts/${host.name}/containerd.log`)?.toString();
      // It was there to be masked.
      expect(log).toContain("planted: ******");
    }
    expect(leaks(files, canaries)).toEqual([]);
  });

  it("and any one way of masking switched off is noticed", async () => {
    const noticed = async (redactor: Redactor) =>
      leaks(await exportedWith(redactor), canaries);
    expect(await noticed(new Redactor())).toEqual([]);
    expect(await noticed(new Redactor({ forms: () => [] }))).not.toEqual([]);
    // Each form by itself: as it is, quoted, in a URL, in base64.
    for (const kept of [/^[A-Za-z0-9+/=_-]+$/, /[^A-Za-z0-9+/=_-]/])
      expect(
        await noticed(
          new Redactor({
            forms: (secret) =>
              formsOf(secret).filter(({ text }) => kept.test(text)),
          }),
        ),
        `only ${kept.source}`,
      ).not.toEqual([]);
    for (const pattern of secretPatterns)
      expect(
        await noticed(
          new Redactor({
            patterns: secretPatterns.filter((each) => each !== pattern),
          }),
        ),
        pattern.source,
      ).not.toEqual([]);
  });

  it("so is a record that is not masked as it is written", async () => {
    for (const [masked, redactor] of [
      [true, new Redactor()],
      [false, new Redactor({ forms: () => [] })],
    ] as const) {
      redactor.add(password);
      const record = mkdtempSync(join(folder, "record-"));
      const transcripts = openTranscripts(record, {
        redactor,
        clock: systemClock,
      });
      const bytes = Buffer.from(`sudo: ${password}\n`);
      // In two pieces, cut within it.
      for (const half of [bytes.subarray(0, 12), bytes.subarray(12)])
        transcripts.write("h", {
          label: "x apply",
          stream: "out",
          bytes: half,
        });
      await transcripts.close();
      const journal = await openJournal(record, {
        redactor,
        clock: systemClock,
      });
      await journal.append({
        type: "step-progress",
        step: "h/x",
        phase: "run",
        bytes: 0,
        totalBytes: 0,
        line: `sudo: ${password}`,
      });
      await journal.close();
      for (const path of filesBelow(record)) {
        const found = leaks(new Map([[path, readFileSync(path)]]), canaries);
        expect(found.length === 0, `${path} ${masked}`).toBe(masked);
      }
    }
  });

  function onSiteExport(out: string) {
    return ended(
      forecourt(
        ["export", "latest", `--out=${out}`, `--secrets=${site.secrets}`],
        {
          FORECOURT_HOME: site.home,
        },
      ),
    );
  }

  /** As the command does it, with another redactor. */
  async function exportedWith(
    redactor: Redactor,
  ): Promise<Map<string, Buffer>> {
    const run = await new RunStore(site.home, systemClock).find("latest");
    const record = await readRecord(run.folder);
    if (record === undefined) throw new Error("a run has a record");
    for (const secret of secretsIn(record.station)) redactor.add(secret);
    redactor.add(setting);
    const secrets = await openSecretStore({
      redactor,
      language: "en",
      file: site.secrets,
    });
    const gathered = await gatherExport({
      run,
      redactor,
      language: "en",
      state: site.home,
      signal,
      reach: async (host, station) => {
        const remote = await connect(
          {
            station,
            secrets,
            folder,
            hostKeys: {
              pinned: () => Promise.resolve(host.hostKey),
              accepted: () => Promise.resolve(),
            },
          },
          host,
          signal,
        );
        return { remote, leave: () => remote.close() };
      },
    });
    const out = join(folder, "sabotaged.zip");
    try {
      await saveExport(gathered, out, openLaptopKey(site.home), { signal });
      return await unzipped(out);
    } finally {
      await gathered.close();
      rmSync(out, { force: true });
    }
  }
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
