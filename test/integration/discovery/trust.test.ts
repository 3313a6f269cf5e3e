import { spawn } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { qrModules } from "../../../common/qr/qr.ts";
import { loadStation } from "../../../main/adapters/files/station-file.ts";
import {
  changeHostKey,
  hostKeyNow,
} from "../../../main/station/host-key-change.ts";
import { ended } from "../../lab/forecourt.ts";
import { ensurePackages, labUnavailable } from "../../lab/packages.ts";
import { mustRun } from "../../lab/process.ts";
import { failureFrom } from "../ssh/signed-in.ts";
import { newKey, startSshd, type Sshd } from "../ssh/sshd.ts";

const root = new URL("../../..", import.meta.url).pathname;

describe.skipIf(labUnavailable() !== undefined)("forecourt trust", () => {
  let sshd: Sshd;
  let folder: string;
  let rsa: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "forecourt-trust-"));
    const key = await newKey(join(folder, "rsa"), { type: "rsa" });
    rsa =
      /SHA256:\S+/.exec(
        await mustRun("ssh-keygen", ["-lf", `${key}.pub`]),
      )?.[0] ?? "";
    sshd = await startSshd([`HostKey ${key}`]);
  });
  afterAll(async () => {
    await sshd.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const old = `SHA256:${"B".repeat(43)}`;
  let stations = 0;
  const station = (hostKey?: string) => {
    stations += 1;
    const state = join(folder, `home-${stations}`);
    const file = join(folder, `station-${stations}.yaml`);
    const pin =
      hostKey === undefined
        ? ""
        : `\n    hostKey: "${hostKey}" # from the sticker`;
    writeFileSync(
      file,
      `id: s-1 # the first\nhosts:\n  - name: pump\n    role: server\n    address: 127.0.0.1\n    port: ${sshd.port}${pin}\n`,
    );
    return {
      state,
      file,
      pins: join(state, "stations/s-1/host-keys.json"),
      history: join(state, "stations/s-1/host-keys-history.json"),
    };
  };
  const trust = async (
    { state, file }: { state: string; file: string },
    ...args: string[]
  ) => {
    const end = await ended(
      spawn(
        process.execPath,
        [
          join(root, "main/cli.ts"),
          "trust",
          "--json",
          "--station",
          file,
          "--host",
          "pump",
          ...args,
        ],
        {
          env: { ...process.env, FORECOURT_HOME: state },
          stdio: ["ignore", "pipe", "pipe"],
        },
      ),
    );
    const [event] = end.events;
    return {
      code: end.code,
      event,
      refused: event?.["failure"] as { code: string; data: object } | undefined,
    };
  };
  const json = (path: string): unknown =>
    JSON.parse(readFileSync(path, "utf8"));

  it("remembers a new key that is what the sticker says, and says so again", async () => {
    const at = station();
    const before = sshd.log().length;
    const { code, event } = await trust(
      at,
      "--fingerprint",
      `256 ${sshd.hostKey} root (ED25519)`,
    );
    expect(code).toBe(0);
    expect(event).toMatchObject({
      type: "host-key",
      outcome: "remembered",
      fingerprint: sshd.hostKey,
      was: null,
    });
    expect(json(at.pins)).toEqual({ pump: sshd.hostKey });
    expect((await trust(at)).event).toMatchObject({ outcome: "same" });
    expect(existsSync(at.history)).toBe(false);
    // Nobody was signed in.
    expect(sshd.log().slice(before)).not.toMatch(/userauth-request/);
  });

  it("does not remember a key that differs from the sticker, nor one that nobody compared", async () => {
    const at = station();
    expect((await trust(at, "--fingerprint", old)).refused?.code).toBe(
      "fingerprint-differs",
    );
    const alone = await trust(at);
    expect(alone.refused).toMatchObject({
      code: "host-key-unknown",
      data: { fingerprint: sshd.hostKey },
    });
    expect(alone.code).toBe(5);
    expect(existsSync(at.pins)).toBe(false);
  });

  it("replaces the key of a host that was set up anew, in the station file too, and keeps the old one", async () => {
    const at = station(old);
    expect((await trust(at)).refused).toMatchObject({
      code: "host-key-changed",
      data: { pinned: old, fingerprint: sshd.hostKey },
    });
    const { code, event } = await trust(at, "--fingerprint", sshd.hostKey);
    expect(code).toBe(0);
    expect(event).toMatchObject({ outcome: "remembered", was: old });
    expect(json(at.history)).toMatchObject([
      { host: "pump", was: old, became: sshd.hostKey },
    ]);
    const text = readFileSync(at.file, "utf8");
    expect(text).toContain("# the first");
    expect(text).not.toContain(old);
    expect((await loadStation(at.file)).station.hosts[0]?.hostKey).toBe(
      sshd.hostKey,
    );
  });

  it("refuses where another key was pinned meanwhile", async () => {
    const at = station(old);
    const failure = await failureFrom(
      changeHostKey(at.state, at.file, "pump", {
        was: rsa,
        becomes: sshd.hostKey,
      }),
    );
    expect(failure).toMatchObject({
      code: "host-key-changed",
      data: { pinned: old },
    });
    expect((await loadStation(at.file)).station.hosts[0]?.hostKey).toBe(old);
  });

  it("shows the pinned key where it is another of the host's keys", async () => {
    const at = station(rsa);
    const wayIn = {
      ...(await loadStation(at.file)),
      secrets: { get: () => Promise.resolve(undefined) },
      hostKeys: {
        pinned: () => Promise.resolve(undefined),
        accepted: () => Promise.resolve(),
      },
    };
    const now = await hostKeyNow(at.state, at.file, "pump", wayIn);
    expect(now.shown).toEqual({
      fingerprint: rsa,
      type: "ssh-rsa",
    });
  });

  it("is read from the QR code as it was shown", async () => {
    await ensurePackages(["zbar-tools"]);
    const modules = qrModules(sshd.hostKey);
    const size = (modules.length + 8) * 6;
    const pixel = (x: number, y: number) =>
      modules[Math.floor(y / 6) - 4]?.[Math.floor(x / 6) - 4] === true
        ? "1"
        : "0";
    const rows = Array.from({ length: size }, (_, y) =>
      Array.from({ length: size }, (_x, x) => pixel(x, y)).join(" "),
    );
    const image = join(folder, "key.pbm");
    writeFileSync(image, `P1\n${size} ${size}\n${rows.join("\n")}\n`);
    expect((await mustRun("zbarimg", ["-q", "--raw", image])).trim()).toBe(
      sshd.hostKey,
    );
  });
});
