import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { onSite } from "../lab/forecourt.ts";
import { labBundle, otherKeys, type LabBundle } from "../lab/lab-bundle.ts";
import {
  differences,
  ensureLab,
  type LabHost,
  type Snapshot,
} from "../lab/lab.ts";
import { writeSite, type SiteOptions } from "../lab/site.ts";

interface Refused {
  readonly code: string;
  readonly data: Record<string, string | number>;
}

const folder = mkdtempSync(join(tmpdir(), "forecourt-refusals-"));
let host: LabHost;
let bundle: LabBundle;
let before: Snapshot;
let sites = 0;

beforeAll(async () => {
  const lab = await ensureLab();
  host = await lab.host(1);
  await host.reset();
  bundle = await labBundle();
  before = await host.snapshot();
});

afterAll(async () => {
  await host.reset();
  rmSync(folder, { recursive: true });
});

const newSite = (options: SiteOptions = {}) =>
  writeSite(join(folder, `site-${++sites}`), [host], options);

/** Installs and gives what it was refused with; a plan or a run's beginning is none. */
async function refusal(
  options: SiteOptions = {},
  use: LabBundle = bundle,
): Promise<Refused & { exit: number | null }> {
  const { code, events, stdout, stderr } = await onSite(
    "install",
    newSite(options),
    use,
    "--json",
  );
  const last = events.at(-1);
  if (last?.["type"] !== "refused")
    throw new Error(`not refused (${String(code)}): ${stdout} ${stderr}`);
  return { ...(last["failure"] as Refused), exit: code };
}

describe("what cannot work is refused with its code, and nothing has changed", () => {
  afterEach(async () => {
    expect(differences(before, await host.snapshot())).toEqual([]);
  });

  it("an address where no host is", async () => {
    const net = host.address.split(".").slice(0, 3).join(".");
    expect(await refusal({ host: { address: `${net}.99` } })).toMatchObject({
      code: "host-unreachable",
      exit: 5,
    });
  });

  it("a port where nobody listens", async () => {
    expect(await refusal({ host: { port: 2222 } })).toMatchObject({
      code: "port-closed",
      exit: 5,
    });
  });

  it("a wrong password", async () => {
    expect(await refusal({ password: "wrong-password" })).toMatchObject({
      code: "sign-in-refused",
      exit: 5,
    });
  });

  it("a wrong sudo password behind a login that works", async () => {
    expect(await refusal({ sudoPassword: "wrong" })).toMatchObject({
      code: "sudo-password-wrong",
      exit: 5,
    });
  });

  it("a host key that nobody has confirmed", async () => {
    expect(await refusal({ host: { hostKey: undefined } })).toMatchObject({
      code: "host-key-unknown",
      data: { fingerprint: host.hostKeys.ed25519 },
    });
  });

  it("a changed host key, with both fingerprints", async () => {
    const pinned = `SHA256:${"A".repeat(43)}`;
    expect(await refusal({ host: { hostKey: pinned } })).toMatchObject({
      code: "host-key-changed",
      data: { pinned, fingerprint: host.hostKeys.ed25519 },
    });
  });

  it("a station file that is no YAML: line and column", async () => {
    const site = newSite();
    writeFileSync(site.station, "id: s-1\nhosts: [\n  {name: a\n");
    const { code, events } = await onSite("install", site, bundle, "--json");
    expect(code).toBe(3);
    expect(events.at(-1)).toMatchObject({
      failure: {
        code: "yaml-invalid",
        data: {
          path: site.station,
          line: expect.any(Number) as number,
          column: expect.any(Number) as number,
        },
      },
    });
  });

  it("a station file with a key of nobody's", async () => {
    expect(await refusal({ station: { colour: "red" } })).toMatchObject({
      code: "station-invalid",
      exit: 3,
    });
  });

  describe("a bundle", () => {
    const altered = (change: (copy: string) => void): LabBundle => {
      const copy = join(folder, `bundle-${++sites}`);
      cpSync(bundle.folder, copy, { recursive: true });
      change(copy);
      return { ...bundle, folder: copy };
    };
    const firstFile = (copy: string) => {
      const manifest = JSON.parse(
        readFileSync(join(copy, "manifest.json"), "utf8"),
      ) as {
        files: {
          path: string;
          kind: string;
          arch: string;
          parts?: { path: string }[];
        }[];
      };
      const file = manifest.files.find(
        ({ kind, arch }) => kind === "k3s-images" && arch === "amd64",
      );
      if (file === undefined) throw new Error("a bundle has images");
      return join(copy, file.parts?.[0]?.path ?? file.path);
    };

    it("that is not there", async () => {
      expect(
        await refusal({}, { ...bundle, folder: join(folder, "nowhere") }),
      ).toMatchObject({ code: "bundle-missing", exit: 3 });
    });

    it("without a signature", async () => {
      const unsigned = altered((copy) =>
        rmSync(join(copy, "manifest.json.minisig")),
      );
      expect(await refusal({}, unsigned)).toMatchObject({
        code: "manifest-unsigned",
      });
    });

    it("whose manifest was altered", async () => {
      const changed = altered((copy) => {
        const path = join(copy, "manifest.json");
        writeFileSync(
          path,
          readFileSync(path, "utf8").replace("amd64", "arm64"),
        );
      });
      expect(await refusal({}, changed)).toMatchObject({
        code: "signature-invalid",
      });
    });

    it("signed by nobody we know", async () => {
      const trustKeys = [await otherKeys(folder)];
      expect(await refusal({}, { ...bundle, trustKeys })).toMatchObject({
        code: "signature-key-unknown",
      });
    });

    it("with a file missing", async () => {
      const missing = altered((copy) => rmSync(firstFile(copy)));
      expect(await refusal({}, missing)).toMatchObject({
        code: "bundle-file-missing",
      });
    });

    it("with a file cut short, and with a byte changed", async () => {
      const short = altered((copy) => truncateSync(firstFile(copy), 1000));
      expect(await refusal({}, short)).toMatchObject({
        code: "bundle-file-altered",
      });
      const changed = altered((copy) => {
        const path = firstFile(copy);
        const bytes = readFileSync(path);
        bytes[5000] = (bytes[5000] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      });
      expect(await refusal({}, changed)).toMatchObject({
        code: "bundle-file-altered",
      });
    });
  });

  describe("a host", () => {
    /** Makes something so on the host for one refusal and takes it away again. */
    const on = async (
      make: string,
      unmake: string,
      options: SiteOptions = {},
    ) => {
      const made = await host.exec(make);
      expect(made.code, made.stderr).toBe(0);
      try {
        return await refusal(options);
      } finally {
        await host.exec(unmake);
      }
    };

    it("whose disk is too small", async () => {
      expect(
        await on(
          "mkdir -p /var/lib/rancher && mount -t tmpfs -o size=20m none /var/lib/rancher",
          "umount /var/lib/rancher && rmdir /var/lib/rancher",
        ),
      ).toMatchObject({
        code: "disk-too-small",
        exit: 4,
        data: { path: "/var/lib/rancher" },
      });
    });

    it("with a K3s of somebody else's", async () => {
      expect(
        await on(
          "printf '#!/bin/sh\\n' >/usr/local/bin/k3s && chmod +x /usr/local/bin/k3s",
          "rm /usr/local/bin/k3s",
        ),
      ).toMatchObject({
        code: "other-k3s",
        data: { found: "/usr/local/bin/k3s" },
      });
    });

    it("with a cluster of kubeadm's", async () => {
      expect(
        await on(
          "mkdir -p /etc/kubernetes && : >/etc/kubernetes/admin.conf",
          "rm -r /etc/kubernetes",
        ),
      ).toMatchObject({ code: "other-kubernetes" });
    });

    it("whose port 6443 is taken", async () => {
      // A listener inside the host's network, of a program that is there anyway.
      expect(
        await on(
          "systemd-run --quiet --unit=taken --collect systemd-socket-activate -l 6443 cat; sleep 1",
          "systemctl stop taken",
        ),
      ).toMatchObject({ code: "ports-in-use", exit: 4 });
    });

    it("without a default route that we may not lay", async () => {
      expect(await refusal({ station: { isolated: false } })).toMatchObject({
        code: "no-default-route",
        exit: 4,
      });
    });

    it("with cgroup v1 and a K3s that does not start there", async () => {
      const { stdout } = await host.exec(
        "[ -e /sys/fs/cgroup/cgroup.controllers ]; echo $?",
      );
      const refused = refusal({ station: { k3s: { allowCgroupV1: false } } });
      if (stdout.trim() === "1")
        expect(await refused).toMatchObject({ code: "cgroup-v1", exit: 4 });
      // On a machine with cgroup v2 there is nothing to refuse; the check has its unit test.
      else await expect(refused).rejects.toThrow("not refused");
    });

    it("in whose network the cluster's would lie", async () => {
      const net = host.address.split(".").slice(0, 2).join(".");
      expect(
        await refusal({
          station: {
            k3s: { allowCgroupV1: true, clusterCidr: `${net}.0.0/16` },
          },
        }),
      ).toMatchObject({ code: "network-overlap", exit: 4 });
    });

    it("whose clock is off", async () => {
      // The host shares the machine's clock; a date that lies is what the app sees of a wrong one.
      expect(
        await on(
          "printf '#!/bin/sh\\necho 1000000\\n' >/usr/local/bin/date && chmod +x /usr/local/bin/date",
          "rm /usr/local/bin/date",
        ),
      ).toMatchObject({ code: "clock-off", exit: 4 });
    });
  });

  it("an address that accepts and is no SSH", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.end("220 mail ready\r\n");
    });
    await new Promise<void>((resolve) =>
      server.listen(0, "127.0.0.1", resolve),
    );
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    try {
      expect(
        await refusal({ host: { address: "127.0.0.1", port } }),
      ).toMatchObject({ code: "not-ssh", exit: 5 });
    } finally {
      server.close();
    }
  });
});
