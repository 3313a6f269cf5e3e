import { describe, expect, it } from "vitest";
import {
  compareFingerprint,
  fingerprintGroups,
} from "../../common/model/fingerprint.ts";
import { qrModules, qrPath, qrText } from "../../common/qr/qr.ts";

const key = "SHA256:19AsjU/vyoR7hjJIW8LHUK+cnNAN2dDRDczQ00igER8";
const bare = key.slice("SHA256:".length);

describe("a fingerprint compared with the sticker", () => {
  it.each([
    ["as it is", key],
    ["without the prefix", bare],
    ["in groups", fingerprintGroups(key).join(" ")],
    [
      "with line breaks of a narrow sticker",
      `SHA256:\n${bare.slice(0, 20)}\n${bare.slice(20)}\n`,
    ],
    ["padded", `${key}=`],
    ["as ssh-keygen prints it", `256 ${key} root@pump (ED25519)`],
  ])("is the same %s", (_, text) => {
    expect(compareFingerprint(text, key)).toBe("same");
  });

  it.each([
    ["another letter", key.replace("19As", "19as")],
    ["one letter more", `${key}A`],
    ["another key's line", `256 SHA256:${"A".repeat(43)} root@pump (ED25519)`],
    ["words", "yes, it is the same"],
  ])("differs with %s", (_, text) => {
    expect(compareFingerprint(text, key)).toBe("different");
  });

  it.each(["", "  ", "SHA256:", key.slice(0, 30), bare.slice(0, 42)])(
    "is not whole yet: %j",
    (text) => {
      expect(compareFingerprint(text, key)).toBe("incomplete");
    },
  );
});

describe("a QR code", () => {
  it("has the three corners, and grows with its text", () => {
    expect(qrModules("hello").length).toBe(25);
    const modules = qrModules(key);
    expect(modules.length).toBe(33);
    for (const [x, y] of [
      [0, 0],
      [26, 0],
      [0, 26],
    ] as const)
      expect(modules[y + 3]?.slice(x, x + 7)).toEqual([
        true,
        false,
        true,
        true,
        true,
        false,
        true,
      ]);
    expect(qrPath(modules)).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
    expect(qrText(modules).split("\n")).toHaveLength(19);
  });

  it("refuses what does not fit", () => {
    expect(() => qrModules("x".repeat(85))).toThrow(RangeError);
    expect(() => qrModules("é")).toThrow(RangeError);
  });
});
