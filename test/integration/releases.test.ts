import { rmSync, statSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveReleases, type Releases } from "../lab/releases.ts";

describe("the release server", () => {
  const folder = "/k3s-io/k3s/releases/download/v1.36.4+k3s1";
  const path = `${folder}/k3s-images.txt`;
  let dir = "";
  let releases: Releases;
  let whole = "";
  const get = async (
    of = path,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    await fetch(releases.url + of.replace("+", "%2B"), { headers });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "releases-test-"));
    releases = await serveReleases({ dir });
    whole = await (await get()).text();
  });

  afterAll(async () => {
    await releases.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it("has what the real sites have, for three architectures", async () => {
    expect(whole.trim().split("\n")).toHaveLength(8);
    expect(statSync(join(releases.root, path)).size).toBe(whole.length);
    for (const arch of ["arm64", "arm"]) {
      const sums = await (await get(`${folder}/sha256sum-${arch}.txt`)).text();
      expect(sums).toMatch(
        new RegExp(
          `^[0-9a-f]{64} {2}k3s-airgap-images-${arch}.tar.zst\n[0-9a-f]{64} {2}k3s-(arm64|armhf)\n$`,
        ),
      );
    }
    const script = await get("/k3s-io/k3s/v1.36.4+k3s1/install.sh");
    expect(await script.text()).toMatch(/^#!\/bin\/sh/);
    const docker = `docker-${releases.dockerVersion}.tgz`;
    expect((await get(`/linux/static/stable/aarch64/${docker}`)).status).toBe(
      200,
    );
    for (const wrong of ["/", `${folder}/k3s.exe`, "/../../etc/passwd"])
      expect((await get(wrong)).status).toBe(404);
  });

  it("gives parts, and the whole where the file is another one by now", async () => {
    const part = await get(path, { range: "bytes=5-9" });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 5-9/${whole.length}`);
    expect(await part.text()).toBe(whole.slice(5, 10));
    const other = await get(path, { range: "bytes=5-", "if-range": '"old"' });
    expect(other.status).toBe(200);
    const behind = await get(path, { range: `bytes=${whole.length}-` });
    expect(behind.status).toBe(416);
  });

  it("fails as it is told to", async () => {
    for (const code of [404, 500] as const) {
      releases.fault(path, `${code}`);
      expect((await get()).status).toBe(code);
    }
    releases.fault(path, "500-once");
    expect((await get()).status).toBe(500);
    expect((await get()).status).toBe(200);
    releases.fault(path, "truncate-once");
    await expect(get().then((answer) => answer.text())).rejects.toThrow();
    expect(await (await get()).text()).toBe(whole);
    releases.fault(path, "wrong-bytes");
    const wrong = await (await get()).text();
    expect(wrong).not.toBe(whole);
    releases.fault(path, "redirect");
    const detour = await get();
    expect(detour.redirected).toBe(true);
    expect(await detour.text()).toBe(whole);
    releases.fault(path, "stall-once");
    const stalled = await fetch(releases.url + path.replace("+", "%2B"), {
      signal: AbortSignal.timeout(1500),
    });
    await expect(stalled.text()).rejects.toThrow("timeout");
    releases.fault(path, undefined);
    expect(await (await get()).text()).toBe(whole);
  });
});
