// Everything that is found out about one host, over a connection that is there: facts in one round
// trip, and all checks over them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { remoteScript } from "../../main/adapters/files/remote-script.ts";
import { loadStation } from "../../main/adapters/files/station-file.ts";
import { systemClock } from "../../main/adapters/files/system-clock.ts";
import { connectHost } from "../../main/adapters/ssh/connect.ts";
import { findingsOf } from "../../main/checks/all-checks.ts";
import { lookAt } from "../../main/station/look-at-hosts.ts";
import { asLooked } from "../../main/station/open-station.ts";
import { ensureLab } from "../lab/lab.ts";
import { writeSite } from "../lab/site.ts";
import type { Benchmark, Sides } from "./rows.ts";

export const checkRow: Benchmark = {
  name: "check.one-host",
  unit: "s",
  goal: 2,
  direction: "atMost",
  against: "nothing",
  async prepare(): Promise<Sides> {
    const folder = mkdtempSync(join(tmpdir(), "forecourt-bench-check-"));
    const host = await (await ensureLab()).host(3);
    await host.booted();
    const { station } = await loadStation(
      writeSite(join(folder, "site"), [host]).station,
    );
    const [spec] = station.hosts;
    if (spec === undefined) throw new Error("a site has a host");
    const remote = await connectHost({
      host: spec,
      secrets: { get: () => Promise.resolve(host.password) },
      hostKey: { pinned: host.hostKeys.ed25519 },
    });
    let found = 0;
    return {
      async ours() {
        const start = performance.now();
        const looked = await lookAt(spec, remote, remoteScript, systemClock);
        found = findingsOf({
          ...asLooked(looked),
          station,
          others: [],
        }).length;
        return (performance.now() - start) / 1000;
      },
      close: async () => {
        await remote.close();
        rmSync(folder, { recursive: true, force: true });
        return [`${found} checks; the connection was there already`];
      },
    };
  },
};
