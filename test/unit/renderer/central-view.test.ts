import { expect, it } from "vitest";
import type {
  SeenRegistration,
  Snapshot,
} from "../../../common/ipc/snapshot.ts";
import { centralView } from "../../../renderer/central/central-view.ts";
import { noDrafts } from "../../../renderer/wizard/drafts.ts";
import { waysOf } from "../../../renderer/wizard/ways.ts";
import { snapshotAt } from "./wizard-samples.ts";

const seen = (state: SeenRegistration["state"]): SeenRegistration => ({
  state,
  rancher: "https://rancher.example",
  validity: null,
  trouble: null,
  asked: "2026-11-26T11:05:00.000Z",
});
const run = (
  kind: "install" | "register" | "unregister",
  state: "running" | "done" | "failed" = "done",
) => ({ run: "r", kind, state, seq: 3 });
const view = (
  more: Partial<Snapshot>,
  wants: "register" | "leave" | null = null,
) => centralView(snapshotAt("planned", more), wants, null);
const unfinished = (kind: "register" | "unregister") => ({
  run: "r",
  kind,
  started: "",
});

it("offers to register where no agent is, and else says how it stands", () => {
  expect(view({ run: run("install") })).toMatchObject({
    form: "register",
    standing: false,
    looks: true,
  });
  expect(view({ registration: seen("none") }).form).toBe("register");
  for (const state of ["connected", "waiting", "over"] as const)
    expect(view({ registration: seen(state) })).toMatchObject({
      form: null,
      standing: true,
      looks: false,
    });
});

it("registers again and leaves only where that was chosen", () => {
  const registration = seen("connected");
  expect(view({ registration }, "register").form).toBe("register");
  expect(view({ registration }, "leave").form).toBe("leave");
  expect(view({ registration, run: run("register", "running") }, "leave")).toMatchObject({ form: null, going: true }); // prettier-ignore
});

it("a registration that could not be asked about afterwards is none that failed", () => {
  expect(view({ run: run("register") })).toMatchObject({
    registered: true,
    form: null,
  });
  expect(view({ run: run("register", "failed") })).toMatchObject({
    registered: false,
    form: "register",
  });
  expect(view({ run: run("unregister") }).registered).toBe(false);
});

it("what did not end before the restart is gone on with, of its own kind", () => {
  expect(view({ unfinished: unfinished("register") })).toMatchObject({
    unfinished: true,
    form: "register",
    looks: false,
  });
  expect(view({ unfinished: unfinished("unregister") }).form).toBe("leave");
  // Without hosts there is nothing to fill in yet.
  expect(view({ unfinished: unfinished("register"), hosts: [] }).form).toBe(
    null,
  );
});

it("asks by itself only where no failure would be wiped away by it", () => {
  const { failure } = {
    failure: { code: "aborted", data: {}, retry: false } as const,
  };
  expect(view({ failure }).looks).toBe(false);
  expect(view({ run: run("install", "running") }).looks).toBe(false);
});

it("the screen is open on a cluster of a visit before, and not on one half installed", () => {
  const planned = snapshotAt("planned");
  const hosts = planned.hosts.map((host) => ({ ...host, k3s: "v1.36.4+k3s1" }));
  const ways = (more: Partial<Snapshot>) =>
    waysOf(snapshotAt("planned", more), noDrafts);
  expect(ways({}).central.open).toBe(false);
  expect(ways({ hosts }).central.open).toBe(true);
  expect(ways({ hosts }).cluster.open).toBe(true);
  expect(ways({ hosts }).finish.open).toBe(false);
  expect(
    ways({ hosts, unfinished: { run: "r", kind: "install", started: "" } })
      .central.open,
  ).toBe(false);
  expect(ways({ hosts, run: run("install", "failed") }).central.open).toBe(
    false,
  );
  expect(ways({ run: run("unregister") }).central).toEqual({
    open: true,
    done: false,
  });
  expect(
    ways({ run: run("register"), registration: seen("waiting") }).central.done,
  ).toBe(true);
});
