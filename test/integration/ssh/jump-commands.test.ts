import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ended, forecourt } from "../../lab/forecourt.ts";
import { noSshd } from "./signed-in.ts";
import { password, startSshd, type Sshd } from "./sshd.ts";

describe.skipIf(noSshd)(
  "the command line and a host behind a jump host",
  () => {
    let router: Sshd;
    let till: Sshd;

    beforeAll(async () => {
      // Nothing can be run there: only connections are passed on.
      router = await startSshd(["ForceCommand /bin/false"]);
      till = await startSshd();
    });
    afterAll(() => Promise.all([router.stop(), till.stop()]));
    const since = (sshd: Sshd, before: number) => sshd.log().slice(before);

    it("trust looks at its key through the jump host, and it hears of nobody", async () => {
      const folder = mkdtempSync(join(tmpdir(), "forecourt-jump-trust-"));
      try {
        const station = join(folder, "station.yaml");
        const write = (routerKey: string) =>
          writeFileSync(
            station,
            `id: s-1
jumpHosts: [{ name: router, address: 127.0.0.1, port: ${router.port}, hostKey: "${routerKey}", signIn: { user: plain } }]
hosts: [{ name: till, role: server, address: 127.0.0.1, port: ${till.port}, signIn: { user: tech }, jump: router }]
`,
          );
        const trust = async (known = password, ...more: string[]) => {
          const told = [
            "trust",
            `--station=${station}`,
            "--host=till",
            "--json",
          ];
          const { code, events } = await ended(
            forecourt([...told, `--fingerprint=${till.hostKey}`, ...more], {
              FORECOURT_HOME: join(folder, "home"),
              FORECOURT_PASSWORD: known,
            }),
          );
          return { code, event: events[0] };
        };
        const at = [router.log().length, till.log().length] as const;
        write(till.hostKey);
        expect((await trust()).event).toMatchObject({
          failure: { code: "host-key-changed", host: "router" },
        });
        write(router.hostKey);
        expect((await trust("wrong")).event).toMatchObject({
          failure: { code: "sign-in-refused", host: "router" },
        });
        expect(since(till, at[1])).not.toContain("Connection from");
        expect(await trust()).toMatchObject({
          code: 0,
          event: { outcome: "remembered", fingerprint: till.hostKey },
        });
        expect(since(router, at[0])).toContain(`target 127.0.0.1 port ${till.port}`); // prettier-ignore
        expect(since(till, at[1])).toMatch(/Connection from/);
        expect(since(till, at[1])).not.toMatch(/userauth-request/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it("check goes through one that it is told, whose key is not taken blindly", async () => {
      const folder = mkdtempSync(join(tmpdir(), "forecourt-jump-"));
      try {
        const station = join(folder, "station.yaml");
        const host = (port: number, hostKey: string) =>
          `address: 127.0.0.1, port: ${port}, hostKey: "${hostKey}"`;
        writeFileSync(
          station,
          `id: s-1\nhosts: [{ name: till, role: server, ${host(till.port, till.hostKey)}, signIn: { user: tech } }]\n`,
        );
        const check = (...more: string[]) =>
          ended(
            forecourt(["check", `--station=${station}`, "--json", ...more], {
              FORECOURT_HOME: join(folder, "home"),
              FORECOURT_PASSWORD: password,
            }),
          );
        const jump = `--jump=plain@127.0.0.1:${router.port}`;
        const before = router.log().length;
        const [refused] = (await check(jump)).events;
        expect(refused).toMatchObject({
          hosts: [
            {
              host: "till",
              failure: {
                code: "host-key-unknown",
                host: "jump-127-0-0-1",
                data: { fingerprint: router.hostKey },
              },
            },
          ],
        });
        expect(since(router, before)).not.toContain("for plain");

        appendFileSync(
          station,
          `jumpHosts: [{ name: router, ${host(router.port, router.hostKey)}, signIn: { user: plain } }]\n`,
        );
        const [looked] = (await check("--jump=router")).events;
        expect(looked).toMatchObject({
          hosts: [{ host: "till", system: { seenAs: "root" } }],
        });
        expect(since(router, before)).toContain(`target 127.0.0.1 port ${till.port}`); // prettier-ignore
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  },
);
