import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { knownHosts } from "../../main/station/known-hosts.ts";

describe("hosts that a search may recognise", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-known-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are those with a key, but not those behind a jump host", async () => {
    const file = join(folder, "station.yaml");
    const key = (letter: string) => `SHA256:${letter.repeat(43)}`;
    writeFileSync(
      file,
      JSON.stringify({
        id: "s-1",
        hosts: [
          { name: "pump", role: "server", address: "192.0.2.1", hostKey: key("A") }, // prettier-ignore
          { name: "till", role: "agent", address: "10.0.0.2", jump: "pump", hostKey: key("B") }, // prettier-ignore
          { name: "sign", role: "agent", address: "192.0.2.3" },
        ],
      }),
    );
    expect(await knownHosts(join(folder, "state"), file)).toEqual([
      { station: "s-1", host: "pump", address: "192.0.2.1", port: 22, pinned: key("A") }, // prettier-ignore
    ]);
  });
});
