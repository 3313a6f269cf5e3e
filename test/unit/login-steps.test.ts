import { describe, expect, it } from "vitest";
import { failureOf } from "../../common/model/failure.ts";
import { Station } from "../../common/model/station.ts";
import { remoteScript } from "../../main/adapters/files/remote-script.ts";
import type { Question } from "../../main/ports/remote-host.ts";
import { loginSteps } from "../../main/steps/login-steps.ts";
import type { StationWork } from "../../main/steps/remote-work.ts";

const key = (letter: string) =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${letter.repeat(48)}`;

/** Hosts that answer questions for keys with these words; each script that they were asked to run is kept. */
function work(
  { passwordless = true, agents = 2, kind = "install" } = {},
  says: (host: string) => string = (host) => `${key("A")} root@${host}\n`,
) {
  const asked: string[] = [];
  const station = Station.parse({
    id: "s-1",
    passwordless,
    hosts: [
      { name: "server", role: "server", address: "192.0.2.1" },
      ...Array.from({ length: agents }, (_, at) => ({
        name: `till-${at + 1}`,
        role: "agent",
        address: `192.0.2.${at + 11}`,
        signIn: { user: "tech" },
      })),
    ],
  });
  const hosts = station.hosts.map((spec) => ({
    spec,
    remote: {
      ask: ({ label, script }: Question) => {
        asked.push(script);
        const stdout = label.endsWith("read") ? says(spec.name) : "";
        return Promise.resolve({ code: 0, stdout, stderr: "" });
      },
    },
  }));
  const steps = loginSteps({
    kind,
    station,
    hosts,
    scripts: remoteScript,
  } as unknown as StationWork);
  const check = async (id: string) => {
    const step = steps.find(({ planned }) => planned.id === id);
    await step?.check({ signal: new AbortController().signal } as never);
    return asked.at(-1) ?? "";
  };
  return { ids: steps.map(({ planned }) => planned.id), check };
}

describe("the server's sign-in to the agents", () => {
  it("is in the plan where the station asks for it and has agents, and always taken back", () => {
    const all = [
      "server/login-key",
      "till-1/login-let-in",
      "till-2/login-let-in",
      "server/login-known",
    ];
    expect(work().ids).toEqual(all);
    expect(work({ passwordless: false }).ids).toEqual([]);
    expect(work({ agents: 0 }).ids).toEqual([]);
    expect(work({ passwordless: false, kind: "undo" }).ids).toEqual(all);
  });

  it("lets in the key that the server has, and knows each agent by its own keys", async () => {
    const { check } = work({}, (host) =>
      host === "server"
        ? `${key("S")} forecourt s-1\n`
        : `${key(host === "till-1" ? "B" : "C")} root@agent\n`,
    );
    expect(await check("till-1/login-let-in")).toContain(key("S"));
    const known = await check("server/login-known");
    expect(known).toContain(`till-1 ${key("B")}\ntill-2 ${key("C")}`);
    expect(known).toContain("User tech");
  });

  it("what is no key is not passed on", async () => {
    const { check } = work({}, (host) =>
      host === "server"
        ? `command="reboot" ${key("S")}\n`
        : `* ${key("B")}\n@cert-authority * ${key("C")}\n$(reboot)\n`,
    );
    const known = await check("server/login-known");
    expect(known).toContain("KNOWN=''");
    expect(known).not.toContain("reboot");
    const refused: unknown = await check("till-1/login-let-in").catch(
      (error: unknown) => error,
    );
    expect(failureOf(refused)).toMatchObject({
      code: "not-verified",
      host: "server",
      data: { step: "login-key" },
    });
  });
});
