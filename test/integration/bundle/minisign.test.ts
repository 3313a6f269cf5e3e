import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateKeyFiles } from "../../../main/adapters/bundle/keygen.ts";
import {
  isSignedBy,
  parsePublicKey,
  parseSignature,
  signMinisign,
} from "../../../main/adapters/bundle/minisign.ts";
import { parseSecretKey } from "../../../main/adapters/bundle/minisign-secret.ts";
import { temporaryFolder } from "./release-files.ts";

let folder: string;
let file: string;
const content = Buffer.from("Äpfel\n");

beforeAll(async () => {
  if (spawnSync("minisign", ["-v"]).error !== undefined) {
    execFileSync("apt-get", ["install", "-y", "-qq", "minisign"], {
      stdio: "ignore",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  folder = await temporaryFolder();
  file = join(folder, "file");
  writeFileSync(file, content);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (name: string) => readFileSync(join(folder, name), "utf8");
const minisign = (args: string[], input?: string) =>
  execFileSync("minisign", args, {
    cwd: folder,
    stdio: "pipe",
    ...(input !== undefined && { input }),
  }).toString();

function accepts(pub: string, signature: string): boolean {
  const key = parsePublicKey(text(pub));
  const parsed = parseSignature(text(signature));
  return (
    key !== undefined &&
    parsed !== undefined &&
    isSignedBy(content, parsed, key)
  );
}

test.each([
  ["in clear", undefined],
  ["encrypted", "pässword"],
])(
  "our key %s: minisign accepts our signature and signs with the key",
  async (_name, password) => {
    const pub = `${password ?? "clear"}.pub`;
    const secret = `${password ?? "clear"}.key`;
    const { keyId } = await generateKeyFiles(
      join(folder, secret),
      join(folder, pub),
      password,
    );
    const key = await parseSecretKey(text(secret), secret, password);
    writeFileSync(
      join(folder, "ours.sig"),
      signMinisign(content, key, "bundle 7 für alle"),
    );
    expect(minisign(["-Vm", file, "-p", pub, "-x", "ours.sig"])).toContain(
      "bundle 7 für alle",
    );
    minisign(
      ["-Sm", file, "-s", secret, "-x", "theirs.sig"],
      password && `${password}\n`,
    );
    expect(accepts(pub, "theirs.sig")).toBe(true);
    expect(parseSignature(text("theirs.sig"))?.keyId).toBe(keyId);
    if (password !== undefined) {
      await expect(
        parseSecretKey(text(secret), secret, "other"),
      ).rejects.toMatchObject({ failure: { code: "passphrase-wrong" } });
      await expect(parseSecretKey(text(secret), secret)).rejects.toMatchObject({
        failure: { code: "secret-missing" },
      });
    }
    await expect(
      generateKeyFiles(join(folder, secret), join(folder, pub)),
    ).rejects.toMatchObject({ failure: { code: "output-exists" } });
  },
);

test("minisign's key: we accept both of its kinds of signature, and it accepts ours", async () => {
  minisign(["-GW", "-p", "m.pub", "-s", "m.key"]);
  minisign(["-Sm", file, "-s", "m.key", "-x", "m.sig"]);
  minisign(["-lSm", file, "-s", "m.key", "-x", "legacy.sig"]);
  expect(parseSignature(text("m.sig"))?.algorithm).toBe("ED");
  expect(parseSignature(text("legacy.sig"))?.algorithm).toBe("Ed");
  expect(accepts("m.pub", "m.sig")).toBe(true);
  expect(accepts("m.pub", "legacy.sig")).toBe(true);
  const key = await parseSecretKey(text("m.key"), "m.key");
  writeFileSync(join(folder, "o.sig"), signMinisign(content, key, "x"));
  expect(minisign(["-Vm", file, "-p", "m.pub", "-x", "o.sig"])).toContain(
    "verified",
  );
});
