import { describe, expect, it } from "vitest";
import { mergedDaemonConfig } from "../../main/steps/daemon-config.ts";

const merged = (
  now: string,
  station: Record<string, unknown> = {},
  ours = true,
) => {
  const result = mergedDaemonConfig(now, station, ours);
  if (!result.ok) throw new Error(result.reason);
  return JSON.parse(result.text) as unknown;
};

describe("daemon.json", () => {
  it("without one: rotating logs and containers that outlive a restart", () => {
    expect(merged("")).toEqual({
      "log-driver": "json-file",
      "log-opts": { "max-size": "20m", "max-file": "3" },
      "live-restore": true,
    });
  });

  it("keeps what is there, key by key, and the station's word counts most", () => {
    expect(
      merged(
        `{"live-restore": false, "log-opts": {"max-file": "9"}, "debug": true}`,
        {
          debug: false,
        },
      ),
    ).toEqual({
      "log-driver": "json-file",
      "log-opts": { "max-size": "20m", "max-file": "9" },
      "live-restore": false,
      debug: false,
    });
  });

  it("another log driver gets no options of ours", () => {
    expect(merged(`{"log-driver": "journald"}`)).toEqual({
      "log-driver": "journald",
      "live-restore": true,
    });
  });

  it("somebody else's Docker gets the station's keys only", () => {
    expect(merged(`{"debug": true}`, { "shutdown-timeout": 3 }, false)).toEqual(
      {
        debug: true,
        "shutdown-timeout": 3,
      },
    );
  });

  it("text that says the same stays as it is, to the byte", () => {
    const text = `{"live-restore":true,"log-opts":{"max-file":"3","max-size":"20m"},"log-driver":"json-file"}`;
    expect(mergedDaemonConfig(text, {}, true)).toEqual({ ok: true, text });
  });

  it.each(["{", "[]", "7", "null", '"x"'])("refuses %s", (text) => {
    expect(mergedDaemonConfig(text, {}, true).ok).toBe(false);
  });

  it("lists are replaced, not mixed", () => {
    expect(
      merged(`{"dns": ["1.1.1.1"]}`, { dns: ["10.0.0.1"] }, false),
    ).toEqual({ dns: ["10.0.0.1"] });
  });
});
