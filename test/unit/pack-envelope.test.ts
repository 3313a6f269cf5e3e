import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { failureOf } from "../../common/model/failure.ts";
import type { PackContent } from "../../common/model/pack.ts";
import {
  largestPack,
  readLabel,
  readPack,
  sealPack,
} from "../../main/adapters/packs/pack-envelope.ts";
import {
  checkedPassphrase,
  masterKey,
  newScrypt,
} from "../../main/adapters/packs/pack-key.ts";
import { packContent } from "./pack-samples.ts";

const path = "s-0042.pack";
const passphrase = "four words and none";
/** As cheap as a pack may say. */
const key = await masterKey(passphrase, { ...newScrypt(), cost: 2 ** 14 });
const content: PackContent = packContent();

const codeOf = async (work: () => unknown) => {
  try {
    await work();
  } catch (error) {
    return failureOf(error) ?? error;
  }
  return "nothing thrown";
};
const open = (bytes: Buffer, phrase = passphrase) =>
  codeOf(() => readPack(bytes, path).open(phrase));

/** As somebody would who wants an altered pack to look undamaged. */
function summed(bytes: Buffer): Buffer {
  const body = bytes.subarray(0, -32);
  return Buffer.concat([body, createHash("sha256").update(body).digest()]);
}
function headOf(bytes: Buffer): Record<string, unknown> {
  return JSON.parse(
    bytes.subarray(0, bytes.indexOf(0x0a)).toString(),
  ) as Record<string, unknown>;
}
function withHead(bytes: Buffer, head: object): Buffer {
  const line = Buffer.from(`${JSON.stringify(head)}\n`);
  return summed(Buffer.concat([line, bytes.subarray(bytes.indexOf(0x0a) + 1)]));
}

test("what was sealed is what is opened, with the passphrase alone", async () => {
  const pack = readPack(sealPack(content, key), path);
  expect(pack.label).toEqual({
    station: "s-0042",
    rancher: "rancher.example",
    rancherVersion: "v2.15.0",
    created: content.created,
    validity: content.validity,
  });
  expect(await pack.open(passphrase)).toEqual(content);
});

test("the label has the station's name, where it has one", () => {
  const { station } = content;
  const named = { ...content, station: { ...station, name: "Süd 14" } };
  const bytes = sealPack(named, key);
  expect(readPack(bytes, path).label.name).toBe("Süd 14");
  expect(readPack(bytes, path).openWith(key)).toEqual(named);
  // Its first line is enough to be told by.
  expect(readLabel(bytes.subarray(0, bytes.indexOf(0x0a) + 1), path)).toEqual(
    readPack(bytes, path).label,
  );
});

test("no secret of it stands in the file, and no two packs share their key", () => {
  const one = sealPack(content, key);
  const other = sealPack(content, key);
  for (const secret of ["manifest-secret", "192.168.10.11", passphrase])
    expect(one.includes(secret)).toBe(false);
  const [a, b] = [headOf(one), headOf(other)];
  expect(a["salt"]).not.toBe(b["salt"]);
  expect(a["nonce"]).not.toBe(b["nonce"]);
});

test("composed and decomposed letters are the same passphrase", async () => {
  const own = await masterKey("Tankstelle Süd 14", key.scrypt);
  const pack = readPack(sealPack(content, own), path);
  expect(await pack.open("Tankstelle Su\u0308d 14")).toEqual(content);
});

test("a wrong passphrase is told apart from damage", async () => {
  expect(await open(sealPack(content, key), "five words")).toMatchObject({
    code: "pack-passphrase-wrong",
    data: { path },
  });
});

test("any single altered byte is found, with its sum made right or not", async () => {
  const bytes = sealPack(content, key);
  const places = [0, 20, 60, 200, bytes.indexOf(0x0a), bytes.length - 1];
  for (let at = bytes.indexOf(0x0a) + 1; at < bytes.length; at += 97)
    places.push(at);
  for (const at of places) {
    const other = Buffer.from(bytes);
    other[at] = (other[at] ?? 0) ^ 1;
    for (const altered of at < bytes.length - 32
      ? [other, summed(other)]
      : [other])
      expect(await open(altered), String(at)).toMatchObject({
        code: expect.stringMatching(
          /^pack-(altered|invalid|newer|passphrase-wrong)$/,
        ) as string,
      });
  }
  const tail = Buffer.from(bytes);
  tail[tail.length - 40] = (tail[tail.length - 40] ?? 0) ^ 1;
  expect(await open(summed(tail))).toMatchObject({ code: "pack-altered" });
});

test("a label that says something else is refused: another station, a longer validity", async () => {
  const bytes = sealPack(content, key);
  const head = headOf(bytes);
  const label = head["label"] as object;
  for (const other of [
    { ...label, station: "s-0043" },
    { ...label, validity: { reason: "none" } },
  ])
    expect(
      await open(withHead(bytes, { ...head, label: other })),
    ).toMatchObject({ code: "pack-altered" });
});

test("the content of one pack under the head of another is refused", async () => {
  const one = sealPack(content, key);
  const other = sealPack(packContent({ id: "s-0043" }), key);
  expect(await open(withHead(one, headOf(other)))).toMatchObject({
    code: "pack-altered",
  });
});

describe("is no pack", () => {
  const bytes = sealPack(content, key);
  const head = headOf(bytes);
  const scrypt = head["key"] as object;
  test.each([
    ["nothing", Buffer.alloc(0), "pack-invalid"],
    ["one byte", Buffer.from("{"), "pack-invalid"],
    ["zeros", Buffer.alloc(10_000), "pack-invalid"],
    ["a manifest", Buffer.from("apiVersion: v1\nkind: x\n"), "pack-invalid"],
    [
      "other JSON",
      Buffer.from('{"format":"forecourt-bundle/1"}\n'),
      "pack-invalid",
    ],
    ["only a head", bytes.subarray(0, bytes.indexOf(0x0a) + 1), "pack-altered"],
    ["a cut one", bytes.subarray(0, -1), "pack-altered"],
    [
      "one with more behind it",
      Buffer.concat([bytes, Buffer.from("x")]),
      "pack-altered",
    ],
    [
      "a newer one",
      withHead(bytes, { ...head, format: "forecourt-pack/2" }),
      "pack-newer",
    ],
    [
      "a huge one",
      Buffer.concat([bytes, Buffer.alloc(largestPack)]),
      "pack-invalid",
    ],
    ["an unknown key", withHead(bytes, { ...head, more: 1 }), "pack-invalid"],
    [
      "scrypt for hours",
      withHead(bytes, { ...head, key: { ...scrypt, cost: 2 ** 30 } }),
      "pack-invalid",
    ],
    [
      "scrypt for nothing",
      withHead(bytes, { ...head, key: { ...scrypt, cost: 2 } }),
      "pack-invalid",
    ],
    [
      "an odd cost",
      withHead(bytes, { ...head, key: { ...scrypt, cost: 2 ** 15 + 1 } }),
      "pack-invalid",
    ],
    [
      "a short salt",
      withHead(bytes, { ...head, salt: "AAAA" }),
      "pack-invalid",
    ],
    [
      "a short nonce",
      withHead(bytes, { ...head, nonce: "AAAA" }),
      "pack-invalid",
    ],
  ])("%s", async (_name, given, code) => {
    expect(await open(given)).toMatchObject({ code });
  });
});

test("a head with another way to the key does not open", async () => {
  const bytes = sealPack(content, key);
  const head = headOf(bytes);
  const other = { ...(head["key"] as object), cost: 2 ** 15 };
  expect(await open(withHead(bytes, { ...head, key: other }))).toMatchObject({
    code: "pack-passphrase-wrong",
  });
});

test("sealed by somebody who has the passphrase, and still no station", async () => {
  const bad = { ...content, station: { ...content.station, hosts: [] } };
  const failure = await open(sealPack(bad, key));
  expect(failure).toMatchObject({
    code: "pack-invalid",
    data: { reason: expect.stringMatching(/station\.hosts/) as string },
  });
  expect(JSON.stringify(failure)).not.toContain("manifest-secret");
});

test("short passphrases are refused, counted in characters", async () => {
  expect(await codeOf(() => checkedPassphrase("elf Zeichen"))).toMatchObject({
    code: "passphrase-weak",
    data: { least: 12 },
  });
  expect(await codeOf(() => checkedPassphrase("🚗".repeat(11)))).toMatchObject({
    code: "passphrase-weak",
  });
  expect(checkedPassphrase("zwölfzeichen")).toBe("zwölfzeichen");
});
