import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf } from "../../common/model/failure.ts";
import { readPublicKeyFile } from "../../main/wizard/public-key-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "public-key-"));
});
afterAll(() => rm(folder, { recursive: true }));

const line = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} tech@laptop`;

async function read(content: string | Buffer): Promise<string> {
  const path = join(folder, "key.pub");
  await writeFile(path, content);
  return readPublicKeyFile(path);
}

async function refused(reading: Promise<unknown>) {
  const failure = failureOf(await reading.catch((error: unknown) => error));
  if (failure === undefined) throw new Error("was not refused");
  return failure;
}

describe("a public key's file", () => {
  it.each([
    ["as it is made", `${line}\n`],
    ["with Windows' line ends", `\r\n${line}\r\n`],
    ["behind a comment", `# mine\n\n  ${line}  \n`],
  ])("is read %s", async (_what, content) => {
    expect(await read(content)).toBe(line);
  });

  it.each([
    ["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter22\n"],
    ["nothing", ""],
    ["options before the key", `command="reboot" ${line}\n`],
    ["a key behind a megabyte", `${"x".repeat(1_000_000)}\n${line}\n`],
    ["bytes", Buffer.from([0, 255, 254, 10])],
  ])("%s is refused, and nothing of it goes on", async (_what, content) => {
    const failure = await refused(read(content));
    expect(failure.code).toBe("public-key-missing");
    expect(JSON.stringify(failure)).not.toContain("hunter22");
  });

  it("a folder, and what is not there", async () => {
    for (const path of [folder, join(folder, "no-such.pub")])
      expect((await refused(readPublicKeyFile(path))).code).toBe(
        "file-unreadable",
      );
  });
});
