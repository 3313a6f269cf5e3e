import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../common/ipc/snapshot.ts";
import { newHost } from "../../../renderer/server/host-draft.ts";
import { emptyStation } from "../../../renderer/station/station-draft.ts";
import { screenIds } from "../../../renderer/wizard/screen-id.ts";
import { shownScreen, waysOf } from "../../../renderer/wizard/ways.ts";
import {
  beginning,
  type WizardAction,
  wizardReducer,
  type WizardState,
} from "../../../renderer/wizard/wizard-state.ts";
import { runOf, snapshotAt, station } from "./wizard-samples.ts";

const after = (state: WizardState, ...actions: WizardAction[]) =>
  actions.reduce(wizardReducer, state);
const told = (...snapshots: Snapshot[]): WizardAction[] =>
  snapshots.map((snapshot) => ({ type: "snapshot", snapshot }));
const shown = ({ snapshot, drafts, wanted }: WizardState) => {
  if (snapshot === null) throw new Error("no snapshot yet");
  return shownScreen(wanted, waysOf(snapshot, drafts), screenIds);
};

describe("the screen that is shown", () => {
  it("is the first one at the start, whatever the address says", () => {
    for (const hash of ["", "#plan", "#cluster", "#nonsense", "#install"])
      expect(
        shown(after(beginning(hash), ...told(snapshotAt("fresh")))),
        hash,
      ).toBe("station");
  });

  it("is the one of the address as soon as it can be, as after a reload", () => {
    const state = after(beginning("#plan"), ...told(snapshotAt("looked")));
    expect(shown(state)).toBe("plan");
  });

  it("goes from the sign-in to what was found, once", () => {
    const state = after(
      beginning("#server"),
      ...told(snapshotAt("chosen"), snapshotAt("looked")),
    );
    expect(shown(state)).toBe("check");
    const back = after(
      state,
      { type: "go", screen: "server" },
      ...told(snapshotAt("looked")),
    );
    expect(shown(back)).toBe("server");
  });

  it("stays at the check while it is looked once more", () => {
    const state = after(
      beginning("#check"),
      ...told(
        snapshotAt("looked"),
        snapshotAt("chosen", {
          busy: { with: "signing-in", bytes: 0, totalBytes: 0 },
        }),
      ),
    );
    expect(shown(state)).toBe("check");
    // Refused this time: the sign-in has to be mended first.
    expect(shown(after(state, ...told(snapshotAt("chosen"))))).toBe("server");
  });

  it("is the run's from wherever it was begun, also in another window", () => {
    const before = after(beginning("#station"), ...told(snapshotAt("looked")));
    const during = after(
      before,
      ...told(snapshotAt("looked", { run: runOf("running") })),
    );
    expect(shown(during)).toBe("install");
    // Everything it stands on is locked meanwhile.
    expect(shown(after(during, { type: "go", screen: "station" }))).toBe(
      "install",
    );
    const done = after(
      during,
      ...told(snapshotAt("looked", { run: runOf("done") })),
    );
    expect(shown(done)).toBe("install");
    expect(shown(after(done, { type: "go", screen: "cluster" }))).toBe(
      "cluster",
    );
  });

  it("never is one of the cluster without an installation that ended well", () => {
    for (const run of [
      runOf("failed"),
      runOf("aborted"),
      runOf("done", "undo"),
    ])
      for (const screen of ["cluster", "central", "finish"] as const)
        expect(
          shown(
            after(
              beginning(`#${screen}`),
              ...told(snapshotAt("looked", { run })),
            ),
          ),
        ).toBe("install");
  });

  it("falls back to what is still answered when main took something away", () => {
    const state = after(
      beginning("#plan"),
      ...told(snapshotAt("looked"), snapshotAt("chosen")),
    );
    expect(shown(state)).toBe("server");
    expect(
      shown(after(state, ...told(snapshotAt("chosen", { bundle: null })))),
    ).toBe("station");
  });

  it("is one that exists: screens that are not there are passed over", () => {
    const { drafts } = beginning("");
    const ways = waysOf(snapshotAt("looked", { run: runOf("done") }), drafts);
    expect(shownScreen("cluster", ways, ["station", "server", "install"])).toBe(
      "station",
    );
    expect(
      shownScreen("finish", ways, ["station", "server", "install", "finish"]),
    ).toBe("finish");
  });
});

describe("an answer that was changed", () => {
  it("says what fell away with it, until that was read", () => {
    const state = after(
      beginning(""),
      ...told(snapshotAt("looked"), snapshotAt("chosen", { bundle: null })),
    );
    expect(state.lost).toEqual(["sign-in", "check", "plan"]);
    // Progress of the new bundle's verification does not wipe it out.
    expect(
      after(state, ...told(snapshotAt("chosen", { bundle: null }))).lost,
    ).toEqual(["sign-in", "check", "plan"]);
    expect(after(state, { type: "loss-read" }).lost).toEqual([]);
    expect(after(state, { type: "go", screen: "server" }).lost).toEqual([]);
  });

  it("says nothing where nothing was there, or it is looked once more", () => {
    expect(
      after(
        beginning(""),
        ...told(snapshotAt("fresh"), snapshotAt("chosen"), snapshotAt("fresh")),
      ).lost,
    ).toEqual([]);
    expect(
      after(
        beginning(""),
        ...told(
          snapshotAt("looked"),
          snapshotAt("chosen", {
            busy: { with: "signing-in", bytes: 0, totalBytes: 0 },
          }),
        ),
      ).lost,
    ).toEqual([]);
  });
});

describe("snapshots", () => {
  it("that are older than what is known change nothing", () => {
    const old = snapshotAt("fresh");
    const state = after(beginning(""), ...told(snapshotAt("chosen")));
    expect(after(state, ...told(old))).toBe(state);
    // Unless main was away and counts from the beginning.
    expect(
      after(state, { type: "snapshot", snapshot: old, anew: true }).snapshot,
    ).toBe(old);
  });
});

describe("drafts", () => {
  it("take the hosts of the station that was opened", () => {
    const state = after(beginning(""), ...told(snapshotAt("chosen")));
    expect(state.drafts.hosts.map(({ name, role }) => [name, role])).toEqual([
      ["s-0042-server", "server"],
      ["s-0042-till", "agent"],
    ]);
  });

  it("keep a typed password for a host that stays where it was, and for no other", () => {
    const begin = after(beginning(""), ...told(snapshotAt("chosen")));
    const typed = after(begin, {
      type: "draft",
      change: {
        hosts: begin.drafts.hosts.map((host) => ({ ...host, password: "pw" })),
      },
    });
    const [server, till] = station.hosts;
    if (server === undefined || till === undefined) throw new Error("two");
    const moved = snapshotAt("chosen", {
      station: {
        path: "/b.yaml",
        station: {
          ...station,
          hosts: [server, { ...till, address: "192.0.2.99" }],
        },
      },
    });
    expect(
      after(typed, ...told(moved)).drafts.hosts.map(({ password }) => password),
    ).toEqual(["pw", ""]);
  });

  it("of a new station stay while the bundle is chosen, and are main's after saving", () => {
    const made = after(
      beginning(""),
      ...told(snapshotAt("fresh")),
      {
        type: "draft",
        change: {
          station: { ...emptyStation, id: "s-0042" },
          hosts: [newHost("server", { name: "s-0042-server" })],
        },
      },
      ...told(snapshotAt("chosen", { station: null })),
    );
    expect(made.drafts.station?.id).toBe("s-0042");
    expect(shown(after(made, { type: "go", screen: "server" }))).toBe("server");
    const saved = after(made, ...told(snapshotAt("chosen")));
    expect(saved.drafts.station).toBeNull();
    expect(saved.drafts.hosts).toHaveLength(2);
  });
});
