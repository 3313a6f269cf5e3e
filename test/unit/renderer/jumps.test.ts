import { JumpHost } from "../../../common/model/station.ts";
import {
  jumpSecretsOf,
  onlyFor,
  placeOf,
} from "../../../renderer/server/jump-secrets.ts";
import { describe, expect, it } from "vitest";
import { newHost } from "../../../renderer/server/host-draft.ts";
import { changed, jumpsFor, without } from "../../../renderer/server/jumps.ts";

const host = (name: string, jump = "") => ({
  ...newHost("agent", { name }),
  id: `id-${name}`,
  jump,
});

describe("what is typed for a jump host", () => {
  const jump = JumpHost.parse({ name: "router", address: "192.0.2.254" });
  const typed = { password: "barrier 7", passphrase: "" };

  it("goes to main under its name, and only what was typed", () => {
    const drafts = { [placeOf(jump)]: typed };
    expect(jumpSecretsOf(drafts, jump)).toEqual({
      host: "router",
      password: "barrier 7",
    });
    expect(jumpSecretsOf({}, jump)).toEqual({ host: "router" });
  });

  it("is not for one of the same name elsewhere, and does not outlive its station", () => {
    const drafts = { [placeOf(jump)]: typed };
    const moved = { ...jump, address: "203.0.113.1" };
    expect(jumpSecretsOf(drafts, moved)).toEqual({ host: "router" });
    expect(onlyFor(drafts, [moved])).toEqual({});
    expect(onlyFor(drafts, [jump])).toEqual(drafts);
  });
});

describe("hosts that are reached through others", () => {
  it("may choose among the others that the laptop reaches itself, and the file's jump hosts", () => {
    const [server, till, camera] = [host("server"), host("till"), host("camera", "server")]; // prettier-ignore
    const all = [server, till, camera];
    expect(jumpsFor(till, all, [{ name: "router" }])).toEqual([
      "router",
      "server",
    ]);
    expect(jumpsFor(camera, all, [])).toEqual(["server", "till"]);
  });

  it("one that others are reached through is reached directly", () => {
    const all = [host("server"), host("till", "server")];
    expect(jumpsFor(host("server"), all, [{ name: "router" }])).toEqual([]);
  });

  it("a host without a name yet is nobody's way", () => {
    const [fresh, till] = [host(""), host("till")];
    expect(jumpsFor(till, [fresh, till], [])).toEqual([]);
  });

  it("follow the name of the one that they are reached through", () => {
    const all = [host("server"), host("till", "server")];
    const [renamed, till] = changed(all, "id-server", { name: "main" });
    expect([renamed?.name, till?.jump]).toEqual(["main", "main"]);
    // Nothing follows a change of anything else.
    expect(changed(all, "id-server", { port: "2222" })[1]?.jump).toBe("server");
  });

  it("are reached directly once that one is taken away", () => {
    const all = [host("server"), host("till", "server"), host("pump", "x")];
    expect(without(all, "id-server").map(({ jump }) => jump)).toEqual(["", "x"]); // prettier-ignore
  });
});
