import { describe, expect, it } from "vitest";
import { languages } from "../../common/messages/language.ts";
import { compareFound, type FoundHost } from "../../common/model/discovery.ts";
import { Station } from "../../common/model/station.ts";
import {
  behindLines,
  DiscoverView,
} from "../../main/commands/discover-view.ts";
import { recognise } from "../../main/adapters/discovery/recognise.ts";

const host = (changes: Partial<FoundHost>): FoundHost => ({
  address: "10.0.0.1",
  port: 22,
  reason: "ssh",
  names: [],
  after: 1,
  ...changes,
});
const known = {
  station: "s-1",
  host: "pump",
  address: "10.0.0.9",
  port: 22,
  pinned: "SHA256:old",
  mac: "52:54:00:00:00:01",
};

describe("whom a search from the laptop does not see", () => {
  it("is said of each host behind a jump host, and of no other", () => {
    const hosts = [
      { name: "pump", role: "server", address: "192.0.2.1" },
      { name: "till", role: "agent", address: "10.0.0.2", jump: "pump" },
    ];
    const station = Station.parse({ id: "s-1", hosts });
    for (const language of languages) {
      const lines = behindLines(station, language);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/till.*pump/);
    }
    const [server] = station.hosts;
    expect(behindLines({ hosts: server ? [server] : [] }, "en")).toEqual([]);
  });
});

describe("what was found", () => {
  it("is in order of likelihood, then of address as numbers", () => {
    const sorted = [
      host({ address: "10.0.0.20", reason: "silent" }),
      host({ address: "10.0.0.10" }),
      host({ address: "10.0.0.9" }),
      host({ address: "10.0.0.30", reason: "re-imaged" }),
      host({ address: "10.0.0.40", reason: "known" }),
    ].toSorted(compareFound);
    expect(sorted.map(({ address }) => address)).toEqual(
      [40, 30, 9, 10, 20].map((last) => `10.0.0.${last}`),
    );
  });

  it("is recognised by key first, then by card, then by address", () => {
    const at = { address: "10.0.0.9", port: 22, mac: undefined };
    expect(
      recognise({ ...at, fingerprint: "SHA256:old" }, [known]).reason,
    ).toBe("known");
    expect(
      recognise({ ...at, address: "10.0.0.5", fingerprint: "SHA256:old" }, [
        known,
      ]).reason,
    ).toBe("moved");
    expect(
      recognise({ ...at, fingerprint: "SHA256:new" }, [known]).reason,
    ).toBe("re-imaged");
    expect(
      recognise(
        {
          ...at,
          address: "10.0.0.5",
          mac: known.mac,
          fingerprint: "SHA256:new",
        },
        [known],
      ).reason,
    ).toBe("re-imaged");
    expect(
      recognise({ ...at, address: "10.0.0.5", fingerprint: "SHA256:new" }, [
        known,
      ]).reason,
    ).toBe("ssh");
    expect(
      recognise({ ...at, port: 2222, fingerprint: "SHA256:new" }, [known])
        .reason,
    ).toBe("ssh");
  });

  it.each(languages)(
    "is shown in %s, and nothing of it moves the cursor",
    (language) => {
      let text = "";
      const view = new DiscoverView(
        { write: (part) => (text += part) },
        language,
      );
      view.show({
        type: "search-started",
        ranges: ["10.0.0.0/24"],
        ports: [22],
        addresses: 254,
      });
      view.show({
        type: "found",
        host: host({ reason: "no-ssh", failure: "ssh-silent" }),
      });
      view.show({
        type: "found",
        host: host({
          address: "10.0.0.2",
          reason: "re-imaged",
          banner: "SSH-2.0-OpenSSH_9.2",
          names: ["pump\u001b[2J"],
          key: { fingerprint: "SHA256:new", type: "ssh-ed25519" },
          known,
          vendor: "Dell",
          mac: "18:66:da:00:00:01",
        }),
      });
      view.show({
        type: "search-ended",
        outcome: "done",
        took: 1200,
        hosts: 2,
        ways: [{ way: "ipv6-echo", where: "eth0", problem: "no ping" }],
      });
      view.end();
      expect(text).toContain("pump");
      expect(text).toContain("SHA256:new");
      expect(text).toContain("no ping");
      expect(text).not.toContain("\u001b");
      expect(text.indexOf("10.0.0.2")).toBeLessThan(text.indexOf("10.0.0.1 "));
    },
  );
});
