import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ended, forecourt, onSite, siteArguments } from "../lab/forecourt.ts";
import { labBundle, type LabBundle } from "../lab/lab-bundle.ts";
import { ensureLab, type LabHost } from "../lab/lab.ts";
import { writeSite } from "../lab/site.ts";

interface Refused {
  readonly code: string;
  readonly data: Record<string, string | number>;
}

describe("an agent and a server that do not fit", () => {
  const folder = mkdtempSync(join(tmpdir(), "forecourt-two-"));
  let bundle: LabBundle;
  let host: LabHost;
  let agent: LabHost;

  beforeAll(async () => {
    const lab = await ensureLab();
    bundle = await labBundle();
    [host, agent] = [await lab.host(1), await lab.host(2)];
    await Promise.all([host.reset(), agent.reset()]);
  });

  afterAll(async () => {
    await Promise.all([host.reset(), agent.reset()]);
    rmSync(folder, { recursive: true });
  });

  it("a wrong token: the agent is refused in K3s' own words, and a right one mends it", async () => {
    const site = writeSite(join(folder, "joined"), [host, agent]);
    const first = await onSite("install", site, bundle, "--json");
    expect(first.code).toBe(0);
    const join_ = "/etc/rancher/k3s/config.yaml.d/50-forecourt-join.yaml";
    // The server's token changes, as when somebody set the server up anew: the agent's no longer fits.
    await agent.exec(
      `sed -i 's/::server:.*/::server:not-the-password/' ${join_}; systemctl stop k3s-agent; rm -f /var/lib/forecourt/marks/k3s-version`,
    );
    const real = (
      await host.exec("cat /var/lib/rancher/k3s/server/token")
    ).stdout.trim();
    const wrong = real.replace(/::server:.*/, "::server:not-the-password");
    // node-token is a link to the token; for this moment it says something else.
    await host.exec(
      `cd /var/lib/rancher/k3s/server && mv node-token node-token.kept && printf '%s\\n' '${wrong}' >node-token && chmod 600 node-token`,
    );
    const refused = await onSite("install", site, bundle, "--json");
    expect(refused.code).toBe(6);
    const failure = refused.events.at(-1)?.["failure"] as Refused | undefined;
    expect(failure).toMatchObject({ code: "join-refused" });
    expect(String(failure?.data["reason"])).toMatch(
      /401|not authorized|invalid/i,
    );
    await host.exec(
      "cd /var/lib/rancher/k3s/server && mv -f node-token.kept node-token",
    );
    const mended = await onSite("resume", site, bundle, "--json");
    expect(mended.code).toBe(0);
  });

  it("two installers at once: the second is told who holds the host", async () => {
    await Promise.all([host.reset(), agent.reset()]);
    const one = writeSite(join(folder, "one"), [host]);
    const two = writeSite(join(folder, "two"), [host], { id: "s-other" });
    const first = forecourt(siteArguments("install", one, bundle, "--json"), {
      FORECOURT_HOME: one.home,
    });
    const end = ended(first);
    await new Promise<void>((resolve) => {
      first.stdout?.on("data", (text: string) => {
        if (text.includes("step-started")) resolve();
      });
      first.once("exit", () => resolve());
    });
    const second = await onSite("install", two, bundle, "--json");
    expect(second.code).toBe(7);
    expect(second.events.at(-1)).toMatchObject({
      type: "refused",
      failure: {
        code: "host-busy",
        data: { owner: expect.stringContaining("@") as string },
      },
    });
    const { code } = await end;
    expect(code).toBe(0);
  });
});
