import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { describe, expect, it } from "vitest";
import type { Job, RemoteHost } from "../../../main/ports/remote-host.ts";
import { layCable, type Cable } from "./cable.ts";
import { failureFrom, noSshd, signedIn } from "./signed-in.ts";
import { accounts, startSshd, type Sshd } from "./sshd.ts";

describe.skipIf(noSshd)("jobs", () => {
  let sshd: Sshd;
  let cable: Cable;
  let remote: RemoteHost;
  let ids = 0;

  beforeAll(async () => {
    sshd = await startSshd();
  });
  beforeEach(async () => {
    cable = await layCable(sshd.port);
    remote = await signedIn(sshd, { user: accounts.tech, port: cable.port });
  });
  afterEach(async () => {
    await remote.close();
    await cable.close();
  });
  afterAll(() => sshd.stop());

  const newId = () => `test-${++ids}`;
  const jobOf = (script: string, more: Partial<Job> = {}): Job => ({
    id: newId(),
    label: "job",
    script,
    ...more,
  });
  const folderOf = (id: string) => sshd.inside(`/var/lib/forecourt/jobs/${id}`);
  const until = async (what: () => boolean) => {
    for (let tries = 0; !what(); tries += 1) {
      if (tries > 400) throw new Error("it did not come to that");
      await sleep(25);
    }
  };

  it("runs as root, with its lines, its code, and both streams as they came", async () => {
    const lines: string[] = [];
    const job = jobOf("id -u; echo err >&2; echo 油; printf end; exit 5", {
      onLine: (line) => lines.push(line),
    });
    expect(await remote.job(job)).toEqual({
      code: 5,
      lines: ["0", "err", "油", "end"],
    });
    expect(lines.slice(0, 3)).toEqual(["0", "err", "油"]);
    expect(statSync(folderOf(job.id)).mode & 0o777).toBe(0o700);
    expect(statSync(folderOf(job.id)).uid).toBe(0);
  });

  it("every code is the job's own, also ours for a lost one", async () => {
    for (const code of [0, 1, 70, 97, 255])
      expect((await remote.job(jobOf(`exit ${code}`))).code).toBe(code);
  });

  it("asked again, it tells its end and does not run again", async () => {
    const job = jobOf("echo ran; date +%s%N");
    const first = await remote.job(job);
    expect(await remote.job(job)).toEqual(first);
    expect(await remote.job({ ...job, script: "echo other" })).toEqual(first);
  });

  it("asked for many times at once, it runs once", async () => {
    const job = jobOf("echo ran >>/var/lib/ran; sleep 0.3; cat /var/lib/ran");
    const other = await signedIn(sshd, { user: accounts.free });
    const ends = await Promise.all(
      [remote, other, remote, other].map((each) => each.job(job)),
    );
    await other.close();
    expect(ends).toEqual(ends.map(() => ({ code: 0, lines: ["ran"] })));
  });

  it("its secret is gone before its script begins", async () => {
    const job = jobOf('ls "$0" 2>/dev/null; ls "${0%/*}"; cat', {
      input: "secret",
    });
    const { lines } = await remote.job(job);
    expect(lines).not.toContain("input");
    expect(lines).toContain("script");
    expect(lines.at(-1)).toBe("secret");
    expect(existsSync(`${folderOf(job.id)}/input`)).toBe(false);
    const { stdout } = await remote.ask({
      label: "look",
      script: `grep -l secret /proc/[0-9]*/cmdline '${"/var/lib/forecourt"}' -r 2>/dev/null | grep -v /out; :`,
    });
    expect(stdout).not.toContain(`${job.id}/input`);
  });

  it("goes on while the cable is cut, and not a line is lost or told twice", async () => {
    const lines: string[] = [];
    const running = remote.job(
      jobOf('for i in $(seq 60); do echo "line $i"; sleep 0.05; done', {
        onLine: (line) => lines.push(line),
      }),
    );
    await until(() => lines.length > 5);
    await cable.cut();
    await sleep(700);
    await cable.mend();
    await until(() => lines.length > 40);
    cable.drop();
    expect((await running).code).toBe(0);
    expect(lines).toEqual(
      Array.from({ length: 60 }, (_, at) => `line ${at + 1}`),
    );
  });

  it("goes on when whoever started it is gone, and is found again", async () => {
    const job = jobOf("echo one; sleep 1; echo two; exit 4");
    let seen = false;
    const left = remote.job({ ...job, onLine: () => (seen = true) });
    const gone = failureFrom(left);
    await until(() => seen);
    await remote.close();
    expect((await gone).code).toBe("aborted");
    remote = await signedIn(sshd, { user: accounts.tech });
    expect(await remote.runningJobs()).toEqual([job.id]);
    expect(await remote.job(job)).toEqual({ code: 4, lines: ["one", "two"] });
    expect(await remote.runningJobs()).toEqual([]);
  });

  it("out of time: said so, and it goes on", async () => {
    const job = jobOf("sleep 1.5; echo done");
    expect(
      await failureFrom(remote.job({ ...job, timeout: 300 })),
    ).toMatchObject({ code: "timed-out" });
    expect(await remote.job(job)).toEqual({ code: 0, lines: ["done"] });
  });

  it("aborted: no longer followed, and it goes on", async () => {
    const abort = new AbortController();
    const job = jobOf("sleep 1; echo done");
    setTimeout(() => abort.abort(), 200);
    expect(
      await failureFrom(remote.job({ ...job, signal: abort.signal })),
    ).toMatchObject({ code: "aborted" });
    expect(await remote.job(job)).toEqual({ code: 0, lines: ["done"] });
  });

  it("killed on the host: lost, with what it said", async () => {
    const job = jobOf("echo last words; sleep 60 & kill -9 $PPID; kill $!");
    expect(await failureFrom(remote.job(job))).toMatchObject({
      code: "job-lost",
      lastLines: ["last words"],
    });
  });

  it("the host was started anew meanwhile: lost, and its secret is gone", async () => {
    const id = newId();
    mkdirSync(folderOf(id), { recursive: true });
    for (const [name, text] of Object.entries({
      script: "echo no",
      input: "secret",
      boot: "another",
      out: "half\n",
    }))
      writeFileSync(`${folderOf(id)}/${name}`, text);
    expect(await remote.runningJobs()).not.toContain(id);
    expect(
      await failureFrom(remote.job({ id, label: "job", script: "echo no" })),
    ).toMatchObject({ code: "job-lost", lastLines: ["half"] });
    expect(existsSync(`${folderOf(id)}/input`)).toBe(false);
  });

  it("what it starts in the background outlives it", async () => {
    await remote.job(jobOf("sleep 0.7 && touch /var/lib/later & exit 0"));
    await until(() => existsSync(sshd.inside("/var/lib/later")));
  });

  it("keeps the last 200 lines of many", async () => {
    const { lines } = await remote.job(jobOf("seq 5000"));
    expect(lines).toHaveLength(200);
    expect(lines.at(-1)).toBe("5000");
  });

  describe("under systemd", () => {
    const asked = () => readFileSync(sshd.inside("/run/asked"), "utf8");
    /** Takes systemd's place: refuses what a version of it does not know, and detaches the rest. */
    const systemd = (unknown: string) => {
      mkdirSync(sshd.inside("/run/systemd/system"), { recursive: true });
      const stub = sshd.inside("/usr/local/bin/systemd-run");
      writeFileSync(
        stub,
        [
          "#!/bin/sh",
          'echo "$*" >>/run/asked',
          `case "$*" in *${unknown}*) echo "Unknown assignment" >&2; exit 1;; esac`,
          "while case $1 in -*) true;; *) false;; esac; do shift; done",
          'setsid "$@" &',
          "",
        ].join("\n"),
        { mode: 0o755 },
      );
    };
    afterEach(() => {
      for (const path of ["/run/systemd", "/run/asked"])
        rmSync(sshd.inside(path), { recursive: true, force: true });
    });

    it("it is a unit of its own", async () => {
      systemd("nothing");
      const job = jobOf("echo ran");
      expect((await remote.job(job)).lines).toEqual(["ran"]);
      expect(asked()).toContain(`--unit=forecourt-${job.id}`);
    });

    it("of a version before 243, which knows no OOMPolicy", async () => {
      systemd("OOMPolicy");
      const job = jobOf("echo ran >>/var/lib/old; cat /var/lib/old");
      expect((await remote.job(job)).lines).toEqual(["ran"]);
    });
  });
});
