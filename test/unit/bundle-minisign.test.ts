import { expect, test } from "vitest";
import {
  formatPublicKey,
  isSignedBy,
  keyIdText,
  parsePublicKey,
  parseSignature,
  signMinisign,
} from "../../main/adapters/bundle/minisign.ts";
import {
  generateSecretKey,
  formatSecretKey,
  parseSecretKey,
} from "../../main/adapters/bundle/minisign-secret.ts";

const content = Buffer.from("the manifest");
const key = generateSecretKey();
const pub = parsePublicKey(formatPublicKey(key));
const signed = signMinisign(content, key, "number 1");

test("a signature holds for its content, its comment and its key only", () => {
  const signature = parseSignature(signed);
  const other = parsePublicKey(formatPublicKey(generateSecretKey()));
  if (signature === undefined || pub === undefined || other === undefined)
    throw new Error("unparsed");
  expect(signature.keyId).toBe(keyIdText(key.idBytes));
  expect(isSignedBy(content, signature, pub)).toBe(true);
  expect(isSignedBy(Buffer.from("the manifesT"), signature, pub)).toBe(false);
  expect(
    isSignedBy(content, { ...signature, trustedComment: "number 2" }, pub),
  ).toBe(false);
  expect(isSignedBy(content, { ...signature, algorithm: "Ed" }, pub)).toBe(
    false,
  );
  expect(isSignedBy(content, signature, other)).toBe(false);
  expect(isSignedBy(content, signature, { ...other, id: pub.id })).toBe(false);
});

test.each([
  ["empty", ""],
  ["a line less", signed.split("\n").slice(0, 3).join("\n")],
  ["a line more", `${signed}trusted comment: another\n`],
  [
    "no trusted comment",
    signed.replace("trusted comment: number", "comment: number"),
  ],
  ["bad base64", signed.replace(/^RU../m, "RU!!")],
  ["cut base64", signed.replace(/^(RU.*)....$/m, "$1")],
])("no signature: %s", (_name, text) => {
  expect(parseSignature(text)).toBeUndefined();
});

test("a signature with Windows' line ends is read", () => {
  expect(parseSignature(signed.replaceAll("\n", "\r\n"))?.trustedComment).toBe(
    "number 1",
  );
});

test("public keys: the file, the bare line, and nothing else", () => {
  const line = formatPublicKey(key).split("\n")[1] ?? "";
  expect(parsePublicKey(line)?.id).toBe(pub?.id);
  expect(parsePublicKey("untrusted comment: x\n")).toBeUndefined();
  expect(parsePublicKey(line.slice(4))).toBeUndefined();
});

test("secret keys: read back; damaged ones are refused", async () => {
  const text = await formatSecretKey(key);
  expect((await parseSecretKey(text, "k")).seed.equals(key.seed)).toBe(true);
  const unreadable = { failure: { code: "key-unreadable" } };
  await expect(parseSecretKey("ssh-ed25519 AAAA", "k")).rejects.toMatchObject(
    unreadable,
  );
  const bytes = Buffer.from(text.split("\n")[1] ?? "", "base64");
  bytes[70] = (bytes[70] ?? 0) ^ 1;
  await expect(
    parseSecretKey(bytes.toString("base64"), "k"),
  ).rejects.toMatchObject(unreadable);
});
