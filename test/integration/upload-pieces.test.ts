import { randomBytes, createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf } from "../../common/model/failure.ts";
import { chunkSize } from "../../common/model/manifest.ts";
import { StationHost } from "../../common/model/station.ts";
import { connectHost } from "../../main/adapters/ssh/connect.ts";
import type { RemoteHost, Upload } from "../../main/ports/remote-host.ts";
import { startSshd, type Sshd } from "../bench/sshd.ts";
import { labUnavailable } from "../lab/packages.ts";

const sha256 = (bytes: Uint8Array) =>
  createHash("sha256").update(bytes).digest("hex");

describe.skipIf(labUnavailable() !== undefined)("uploads in pieces", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-upload-"));
  let sshd: Sshd;
  let remote: RemoteHost;

  const connect = () =>
    connectHost({
      host: StationHost.parse({
        name: "host",
        role: "server",
        address: sshd.address,
        port: sshd.port,
        signIn: { user: "root", password: false },
      }),
      keyFiles: [sshd.keyFile],
      hostKey: { pinned: sshd.hostKey },
      secrets: { get: () => Promise.resolve(undefined) },
    });

  const uploadOf = (
    name: string,
    bytes: Buffer,
    sent: (start: number, end: number) => Buffer = (start, end) =>
      bytes.subarray(start, end),
  ): Upload => ({
    file: {
      path: name,
      size: bytes.length,
      sha256: sha256(bytes),
      chunks: Array.from(
        { length: Math.ceil(bytes.length / chunkSize) },
        (_, at) => sha256(bytes.subarray(at * chunkSize, (at + 1) * chunkSize)),
      ),
    },
    source: {
      // eslint-disable-next-line @typescript-eslint/require-await -- a source is read asynchronously
      async *read(start, end) {
        for (let at = start; at < end; at += 100_000)
          yield sent(at, Math.min(end, at + 100_000));
      },
    },
    target: join(folder, name),
    mode: "0640",
  });

  beforeAll(async () => {
    sshd = await startSshd(join(folder, "sshd"));
    remote = await connect();
  });
  afterAll(async () => {
    await remote.close();
    await sshd.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([0, 1, 65_536, 65_537, chunkSize, 2 * chunkSize + 12_345])(
    "brings %i bytes, and nothing the second time",
    async (size) => {
      const bytes = randomBytes(size);
      const upload = uploadOf(`of-${size}`, bytes);
      expect(await remote.upload([upload])).toBe(size);
      expect(readFileSync(upload.target).equals(bytes)).toBe(true);
      expect(await remote.has([upload])).toEqual([true]);
      expect(await remote.upload([upload])).toBe(0);
    },
  );

  it("goes on at the chunk where it was aborted", async () => {
    const bytes = randomBytes(4 * chunkSize);
    const abort = new AbortController();
    const upload = uploadOf("aborted", bytes);
    const error: unknown = await remote
      .upload([upload], {
        signal: abort.signal,
        onProgress: ({ bytes: there }) => {
          if (there > 2.5 * chunkSize) abort.abort();
        },
      })
      .catch((reason: unknown) => reason);
    expect(failureOf(error)?.code).toBe("aborted");
    expect(existsSync(upload.target)).toBe(false);
    const sent = await remote.upload([upload]);
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThanOrEqual(2 * chunkSize);
    expect(readFileSync(upload.target).equals(bytes)).toBe(true);
  });

  it("keeps nothing of a file that arrives altered", async () => {
    const bytes = randomBytes(2 * chunkSize);
    const upload = uploadOf("altered", bytes, (start, end) => {
      const piece = Buffer.from(bytes.subarray(start, end));
      if (start > chunkSize) piece[0] = (piece[0] ?? 0) ^ 1;
      return piece;
    });
    const error: unknown = await remote
      .upload([upload])
      .catch((reason: unknown) => reason);
    expect(failureOf(error)?.code).toBe("upload-altered");
    expect(existsSync(upload.target)).toBe(false);
    expect(existsSync(`${upload.target}.part`)).toBe(false);
  });

  it("brings several files at once, also to a folder that is not there", async () => {
    const files = [3, 200_000, chunkSize + 1].map((size) => {
      const bytes = randomBytes(size);
      return { bytes, upload: uploadOf(`new/folder/${size}`, bytes) };
    });
    await remote.upload(files.map(({ upload }) => upload));
    for (const { bytes, upload } of files)
      expect(readFileSync(upload.target).equals(bytes)).toBe(true);
  });
});
