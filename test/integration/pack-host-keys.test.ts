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
import { Station } from "../../common/model/station.ts";
import { openPins } from "../../main/adapters/files/pins.ts";
import { sealPack } from "../../main/adapters/packs/pack-envelope.ts";
import { masterKey, newScrypt } from "../../main/adapters/packs/pack-key.ts";
import { ended, forecourt } from "../lab/forecourt.ts";
import { labUnavailable } from "../lab/packages.ts";
import { importManifest, packContent } from "../unit/pack-samples.ts";
import { accounts, password, startSshd, type Sshd } from "./ssh/sshd.ts";

const passphrase = "four words and none";
const foreign = `SHA256:${"B".repeat(43)}`;
const pump = "s-1-server";

describe.skipIf(labUnavailable() !== undefined)(
  "the host keys of a pack",
  () => {
    let sshd: Sshd;
    let folder: string;
    let homes = 0;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "forecourt-pack-keys-"));
      sshd = await startSshd();
    });
    afterAll(async () => {
      await sshd.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    /** A laptop that has met nobody, and a pack that knows the host by this key, as its table says or as it was met. */
    async function visit(packed: string, inTable = true) {
      const home = join(folder, `home-${(homes += 1)}`);
      const pack = join(folder, `s-1-${homes}.pack`);
      const key = await masterKey(passphrase, {
        ...newScrypt(),
        cost: 2 ** 14,
      });
      const content = packContent({ id: "s-1", until: "2126-01-01T00:00:00Z" });
      const station = Station.parse({
        id: "s-1",
        hosts: [
          {
            name: pump,
            role: "server",
            address: "127.0.0.1",
            port: sshd.port,
            signIn: { user: accounts.free },
            ...(inTable && { hostKey: packed }),
          },
        ],
        rancher: { url: "https://rancher.example" },
      });
      writeFileSync(
        pack,
        sealPack(
          {
            ...content,
            station,
            hostKeys: { [pump]: packed },
            manifest: importManifest(),
          },
          key,
        ),
      );
      const run = async (command: string, ...args: string[]) => {
        const { code, events, stdout, stderr } = await ended(
          forecourt(
            ["--language=en", command, `--pack=${pack}`, "--json", ...args],
            {
              FORECOURT_HOME: home,
              FORECOURT_PACK_PASSPHRASE: passphrase,
              FORECOURT_PASSWORD: password,
            },
          ),
        );
        const failure = events.at(-1)?.["failure"] as object | undefined;
        return { code, failure, events, text: stdout + stderr };
      };
      return { home, pack, run, pins: openPins(home, "s-1") };
    }
    const signedIn = () => sshd.log().match(/Accepted \w+ for/g)?.length ?? 0;

    it("are believed: nobody is asked", async () => {
      const { run } = await visit(sshd.hostKey);
      const before = signedIn();
      const { events } = await run("check");
      expect(events[0]).toMatchObject({ type: "checks" });
      expect(signedIn()).toBe(before + 1);
    });

    it.each([true, false])(
      "stop everything where the host shows another one (in the table: %s)",
      async (inTable) => {
        const { run, pack, pins } = await visit(foreign, inTable);
        const before = signedIn();
        const { text, code } = await run("check");
        expect(code).toBe(5);
        expect(text).toContain("pack-host-key");
        expect(text).toContain(foreign);
        expect(text).toContain(sshd.hostKey);
        expect(text).toContain(pack);
        expect(signedIn()).toBe(before);
        expect(await pins.get(pump)).toBeUndefined();
      },
    );

    it.each(["install", "register", "status", "undo"])(
      "stop %s where another one is pinned here, before anybody is spoken to",
      async (command) => {
        const { run, home, pack, pins } = await visit(foreign);
        await pins.set(pump, sshd.hostKey);
        const before = sshd.log().length;
        // No bundle is even opened.
        const { code, failure } = await run(command, "--bundle=/nowhere");
        expect(failure).toMatchObject({
          code: "pack-host-key",
          host: pump,
          data: { path: pack, pinned: foreign, fingerprint: sshd.hostKey },
        });
        expect(code).toBe(5);
        expect(sshd.log().length).toBe(before);
        expect(existsSync(join(home, "runs"))).toBe(false);
        expect(await pins.get(pump)).toBe(sshd.hostKey);
      },
    );

    it("are overruled once somebody compared the new one with `trust --pack`, and only by that one", async () => {
      const { run, home, pins } = await visit(foreign);
      const alone = await run("trust", `--host=${pump}`);
      expect(alone.failure).toMatchObject({
        code: "host-key-changed",
        data: { pinned: foreign, fingerprint: sshd.hostKey },
      });
      const wrong = await run(
        "trust",
        `--host=${pump}`,
        `--fingerprint=${foreign}`,
      );
      expect(wrong.failure).toMatchObject({ code: "fingerprint-differs" });
      expect(await pins.get(pump)).toBeUndefined();
      const same = `--fingerprint=${sshd.hostKey}`;
      const trusted = await run("trust", `--host=${pump}`, same);
      expect(trusted.events[0]).toMatchObject({
        outcome: "remembered",
        was: foreign,
      });
      expect(await pins.history()).toMatchObject([
        { host: pump, was: foreign, became: sshd.hostKey },
      ]);
      expect((await run("check")).events[0]).toMatchObject({ type: "checks" });
      expect((await run("trust", `--host=${pump}`)).events[0]).toMatchObject({
        outcome: "same",
      });
      // The key changes once more: that nobody has said yes to.
      await pins.set(pump, `SHA256:${"C".repeat(43)}`);
      expect((await run("check")).text).toContain("pack-host-key");
      expect(readFileSync(join(home, "stations/s-1/host-keys.json"), "utf8")).toContain("CCC"); // prettier-ignore
    });

    it("a pinned key that somebody compared outlives a pack that knew the one before", async () => {
      const { run, pins } = await visit(foreign);
      await pins.set(pump, sshd.hostKey);
      const same = `--fingerprint=${sshd.hostKey}`;
      expect((await run("trust", `--host=${pump}`, same)).code).toBe(0);
      expect((await run("check")).events[0]).toMatchObject({ type: "checks" });
    });
  },
);
