import { describe, expect, it } from "vitest";
import { failureOf, type Failure } from "../../common/model/failure.ts";
import { Station } from "../../common/model/station.ts";
import { remoteScript } from "../../main/adapters/files/remote-script.ts";
import { systemClock } from "../../main/adapters/files/system-clock.ts";
import type { Question, RemoteHost } from "../../main/ports/remote-host.ts";
import { lookAt, type LookedAt } from "../../main/station/look-at-hosts.ts";
import { run } from "../lab/process.ts";

const [spec] = Station.parse({
  id: "s-1",
  hosts: [{ name: "pump", role: "server", address: "192.0.2.1" }],
}).hosts;

const markIn = (script: string) => /\b[0-9a-f]{24}\b/.exec(script)?.[0] ?? "";
let report: { mark: string; stdout: string } | undefined;

/** The script really runs, once, here; what comes back is what a bad line or a strange host makes of it. */
async function looked(
  arrives: (stdout: string) => string,
  code = 0,
): Promise<LookedAt> {
  if (spec === undefined) throw new Error("no host");
  const remote = {
    root: true,
    ask: async ({ script }: Question) => {
      report ??= {
        mark: markIn(script),
        stdout: (await run("dash", ["-c", script])).stdout,
      };
      const { mark, stdout } = report;
      return {
        code,
        stdout: arrives(stdout.replaceAll(mark, markIn(script))),
        stderr: "",
      };
    },
  } as unknown as RemoteHost;
  return lookAt(spec, remote, remoteScript, systemClock);
}

async function unreadable(
  arrives: (stdout: string) => string,
  code?: number,
): Promise<Failure> {
  const failure = failureOf(
    await looked(arrives, code).catch((error: unknown) => error),
  );
  expect(failure).toMatchObject({ code: "facts-unreadable", host: "pump" });
  if (failure === undefined) throw new Error("it was read");
  return failure;
}

const body = /(?<begin>^[^\n]* begin\n)(?<report>[^]*?)(?=[^\n]* end)/m;

describe("what a host reports of itself", () => {
  it.each([
    [
      "a login banner with braces and a mark before it",
      (out: string) => `Welcome {"to": 1}\nabc begin\ntty: standard input: not a tty\n${out}`, // prettier-ignore
    ],
    ["words after it", (out: string) => `${out}logout\n`],
  ])("is read in spite of %s", async (_what, arrives) => {
    const { facts } = await looked(arrives);
    expect(facts.kernel).toBe("Linux");
  });

  it.each([
    [
      "it hangs up in the middle",
      (out: string) => out.slice(0, out.length / 2),
    ],
    ["it hangs up before the first word", () => ""],
    ["only noise comes", () => "motd\n".repeat(1000)],
    ["another run's report comes", (out: string) => out.replaceAll(/[0-9a-f]{24}/g, "f".repeat(24))], // prettier-ignore
  ])("ends in its own failure where %s", async (_what, arrives) => {
    const { data } = await unreadable(arrives, 255);
    expect(data).toEqual({ reason: "it ends in the middle" });
  });

  it.each([
    ["a page of a proxy", "<html>Sign in</html>"],
    ["half a text", '{"kernel": "Li'],
    ["a list", "[1, 2]"],
    ["nothing at all", ""],
    ["null", "null"],
    ["other fields", '{"kernel": 7}'],
    ["fields of prototypes", '{"__proto__.kernel": "Linux"}'],
  ])("ends in its own failure where %s stands in it", async (_what, text) => {
    const { lastLines = [] } = await unreadable((out) =>
      out.replace(body, (_all, begin: string) => `${begin}${text}\n`),
    );
    expect(lastLines.length).toBeLessThanOrEqual(10);
  });

  it("a line of a megabyte is not shown whole", async () => {
    const { lastLines = [] } = await unreadable(() => "x".repeat(1_000_000));
    expect(lastLines.map((line) => line.length)).toEqual([300]);
  });
});
