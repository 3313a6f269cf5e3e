import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { describe, expect, it } from "vitest";
import { chunkSize } from "../../../common/model/manifest.ts";
import type { RemoteHost } from "../../../main/ports/remote-host.ts";
import { layCable, type Cable } from "./cable.ts";
import { uploadOf, type TestUpload } from "./files.ts";
import { failureFrom, noSshd, signedIn } from "./signed-in.ts";
import { accounts, startSshd, type Sshd } from "./sshd.ts";

describe.skipIf(noSshd)("bringing files", () => {
  let sshd: Sshd;
  let cable: Cable;
  let remote: RemoteHost;
  let names = 0;

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

  const newTarget = () => `/var/lib/brought/file-${++names}`;
  const arrived = ({ target, bytes }: TestUpload) =>
    readFileSync(sshd.inside(target)).equals(bytes);
  /** Lets a try end in the middle, and answers what the host is left with. */
  const interrupted = async (upload: TestUpload, from: number) => {
    const abort = new AbortController();
    const call = remote.upload([upload], {
      signal: abort.signal,
      onProgress: ({ bytes }) => {
        if (bytes >= from) abort.abort();
      },
    });
    expect(await failureFrom(call)).toMatchObject({ code: "aborted" });
    return sshd.inside(`${upload.target}.part`);
  };

  it("as root, with its mode, and nothing left beside it", async () => {
    const upload = uploadOf(newTarget(), 100_000);
    expect(await remote.upload([upload])).toBe(100_000);
    expect(arrived(upload)).toBe(true);
    const { mode, uid, gid } = statSync(sshd.inside(upload.target));
    expect([mode & 0o777, uid, gid]).toEqual([0o640, 0, 0]);
    for (const beside of [".part", ".part.pid"])
      expect(existsSync(sshd.inside(upload.target + beside))).toBe(false);
  });

  it("to a path with everything in it that a shell minds", async () => {
    const upload = uploadOf("/var/lib/brought/a b'\"$(id)`;*油", 70_000);
    await remote.upload([upload]);
    expect(arrived(upload)).toBe(true);
    expect(await remote.has([upload])).toEqual([true]);
  });

  it("what is there is known by its record, and hashed once without one", async () => {
    const upload = uploadOf(newTarget(), 3_000_000);
    const other = uploadOf(newTarget(), 10);
    expect(await remote.has([upload, other])).toEqual([false, false]);
    await remote.upload([upload]);
    expect(await remote.has([other, upload])).toEqual([false, true]);
    // Touched: no longer known, but still the same.
    utimesSync(sshd.inside(upload.target), 1, 1);
    expect(await remote.has([upload])).toEqual([false]);
    expect(await remote.upload([upload])).toBe(0);
    expect(await remote.has([upload])).toEqual([true]);
    // Another one of the same size and time is not the same.
    const { target } = upload;
    expect(await remote.has([{ ...uploadOf(target, 3_000_000) }])).toEqual([
      false,
    ]);
  });

  it("a file that was changed there is sent anew", async () => {
    const upload = uploadOf(newTarget(), 200_000);
    await remote.upload([upload]);
    const file = openSync(sshd.inside(upload.target), "r+");
    writeSync(file, "x", 1000);
    closeSync(file);
    expect(await remote.upload([upload])).toBe(200_000);
    expect(arrived(upload)).toBe(true);
  });

  it("goes on after a cut in the middle, with what the host has", async () => {
    const upload = uploadOf(newTarget(), 6 * chunkSize + 777);
    let cut = false;
    const shown: number[] = [];
    const sent = await remote.upload([upload], {
      onProgress: ({ bytes }) => {
        shown.push(bytes);
        if (cut || bytes < 3 * chunkSize) return;
        cut = true;
        void cable.cut().then(async () => {
          await sleep(300);
          await cable.mend();
        });
      },
    });
    expect(cut).toBe(true);
    expect(arrived(upload)).toBe(true);
    expect(sent).toBeLessThanOrEqual(upload.file.size + 2 * chunkSize);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
    expect(shown.at(-1)).toBe(upload.file.size);
  });

  it("goes on where another sign-in was ended, also with what was changed there meanwhile", async () => {
    const upload = uploadOf(newTarget(), 5 * chunkSize);
    const part = await interrupted(upload, 3.2 * chunkSize);
    const there = Math.floor(statSync(part).size / chunkSize);
    expect(there).toBeGreaterThanOrEqual(3);
    const file = openSync(part, "r+");
    writeSync(file, "altered", chunkSize + 5);
    closeSync(file);
    await remote.close();
    remote = await signedIn(sshd, { user: accounts.free, port: cable.port });
    const sent = await remote.upload([upload]);
    expect(arrived(upload)).toBe(true);
    // The rest, and the one chunk that was altered; of what was not told as had, some may be there too.
    expect(sent).toBeGreaterThanOrEqual((5 - there + 1) * chunkSize);
    expect(sent).toBeLessThanOrEqual((5 - 3 + 1) * chunkSize);
  });

  it("an earlier try that is longer than the file", async () => {
    const upload = uploadOf(newTarget(), 100_000);
    await remote.upload([uploadOf(newTarget(), 1)]);
    const part = openSync(sshd.inside(`${upload.target}.part`), "w");
    writeSync(part, Buffer.alloc(20_000_000, 1));
    closeSync(part);
    await remote.upload([upload]);
    expect(arrived(upload)).toBe(true);
  });

  it("a writer of a connection that died writes no more", async () => {
    const upload = uploadOf(newTarget(), 4 * chunkSize);
    const dead = await layCable(sshd.port);
    const first = await signedIn(sshd, {
      user: accounts.free,
      port: dead.port,
      patienceMs: 0,
    });
    const abort = new AbortController();
    const left = failureFrom(
      first.upload([upload], {
        signal: abort.signal,
        onProgress: ({ bytes }) => {
          if (bytes > chunkSize) dead.stall();
        },
      }),
    );
    const part = sshd.inside(`${upload.target}.part`);
    while (!existsSync(part) || statSync(part).size < chunkSize)
      await sleep(20);
    // The host knows nothing of the cut: its writer still waits for the rest.
    const writers = async () =>
      (
        await remote.ask({
          label: "writers",
          script: `for pid in $(cat '${upload.target}.part.pid'); do
            for each in /proc/[0-9]*/stat; do
              read -r words 2>/dev/null <"$each" || continue
              case " $words" in *" ($pid) "*) ;; " $pid "*|*") "[A-Y]" $pid "*) echo "$words";; esac
            done
          done; :`,
        })
      ).stdout.trim();
    const alive = async (lines: string) => {
      const { stdout } = await remote.ask({
        label: "alive",
        script:
          lines
            .split("\n")
            .map((line) => `cat /proc/${line.split(" ")[0]}/stat 2>/dev/null`)
            .join("\n") + "\n:",
      });
      return stdout
        .split("\n")
        .filter((line) => line !== "" && !/\) Z /.test(line));
    };
    let there = "";
    await expect
      .poll(async () => (there = await writers()), { timeout: 30_000 })
      .toMatch(/\((sh|dash)\)[^]*\(dd\)/);
    await remote.upload([upload]);
    expect(arrived(upload)).toBe(true);
    expect(await alive(there)).toEqual([]);
    abort.abort();
    await left;
    await first.close();
    await dead.close();
  });

  it("altered on the way: refused at once, also where much is still to come", async () => {
    const upload = uploadOf(newTarget(), 5 * chunkSize, (at, bytes) => {
      if (at !== 0) return bytes;
      const other = Buffer.from(bytes);
      other[7] = (other[7] ?? 0) ^ 1;
      return other;
    });
    const { code, data } = await failureFrom(remote.upload([upload]));
    expect([code, data]).toEqual(["upload-altered", { path: upload.target }]);
    for (const path of [upload.target, `${upload.target}.part`])
      expect(existsSync(sshd.inside(path))).toBe(false);
  });

  it("a full disk and one that is read-only, each with its path", async () => {
    const large = uploadOf("/var/lib/small/large", 2 * chunkSize);
    expect(await failureFrom(remote.upload([large]))).toMatchObject({
      code: "disk-full",
      data: { path: expect.stringContaining("/var/lib/small/large") as string },
    });
    const fixed = uploadOf("/var/lib/fixed/file", 10);
    expect(await failureFrom(remote.upload([fixed]))).toMatchObject({
      code: "read-only",
      data: { path: expect.stringContaining("/var/lib/fixed/file") as string },
    });
    // Neither spoiled the connection.
    const upload = uploadOf(newTarget(), 1000);
    expect(await remote.upload([upload])).toBe(1000);
  });

  it("a source that breaks off is told as it is, and the host is not blamed", async () => {
    const upload = uploadOf(newTarget(), 2 * chunkSize, (at, bytes) => {
      if (at > chunkSize) throw new Error("the stick was pulled");
      return bytes;
    });
    await expect(remote.upload([upload])).rejects.toThrow("stick was pulled");
    expect(await remote.upload([uploadOf(newTarget(), 9)])).toBe(9);
  });

  it("twelve calls at once", async () => {
    const uploads = Array.from({ length: 12 }, () =>
      uploadOf(newTarget(), 300_000),
    );
    const before = sshd.log().length;
    await Promise.all(uploads.map((upload) => remote.upload([upload])));
    expect(uploads.every(arrived)).toBe(true);
    expect(sshd.log().slice(before)).not.toMatch(/no more sessions/);
  });

  it("is aborted at once, also on a dead line", async () => {
    const upload = uploadOf(newTarget(), 4 * chunkSize);
    const abort = new AbortController();
    const left = failureFrom(
      remote.upload([upload], {
        signal: abort.signal,
        onProgress: ({ bytes }) => {
          if (bytes > chunkSize) cable.stall();
        },
      }),
    );
    const part = sshd.inside(`${upload.target}.part`);
    while (!existsSync(part) || statSync(part).size < chunkSize)
      await sleep(20);
    await sleep(200);
    const started = performance.now();
    abort.abort();
    expect((await left).code).toBe("aborted");
    expect(performance.now() - started).toBeLessThan(2000);
    await cable.mend();
  });
});

describe.skipIf(noSshd)("more connections", () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());

  it("are added where each carries little, ask nobody, and end with the file", async () => {
    const cable = await layCable(sshd.port, { rate: 2_500_000 });
    const asked: string[] = [];
    const { port } = cable;
    const user = accounts.tech;
    const remote = await signedIn(sshd, { user, port, asked: asked as never });
    const before = [...asked];
    const upload = uploadOf("/var/lib/brought/slow", 30_000_000);
    await remote.upload([upload]);
    expect(readFileSync(sshd.inside(upload.target)).equals(upload.bytes)).toBe(
      true,
    );
    expect(cable.most).toBeGreaterThan(1);
    expect(cable.most).toBeLessThanOrEqual(8);
    expect(asked).toEqual(before);
    await sleep(100);
    expect(cable.open).toBe(1);
    await remote.close();
    await cable.close();
  });

  it("are closed with the first one, in the middle of it", async () => {
    const cable = await layCable(sshd.port, { rate: 1_000_000 });
    const { port } = cable;
    const remote = await signedIn(sshd, { user: accounts.free, port });
    const upload = uploadOf("/var/lib/brought/closed", 60_000_000);
    const left = failureFrom(remote.upload([upload]));
    while (cable.open < 3) await sleep(50);
    await remote.close();
    await left;
    await sleep(200);
    expect(cable.open).toBe(0);
    const { made } = cable;
    await sleep(1500);
    expect(cable.made).toBe(made);
    await cable.close();
  });

  it("are none on a fast line", async () => {
    const cable = await layCable(sshd.port);
    const { port } = cable;
    const remote = await signedIn(sshd, { user: accounts.free, port });
    await remote.upload([uploadOf("/var/lib/brought/fast", 3 * chunkSize)]);
    await remote.close();
    expect(cable.most).toBeLessThanOrEqual(2);
    await cable.close();
  });
});
