import type { Teller } from "../../common/ipc/faces.ts";
import type { Doing, Snapshot } from "../../common/ipc/snapshot.ts";
import type { Failure } from "../../common/model/failure.ts";
import { appVersion } from "../station/app-version.ts";

/** The snapshot as it is, and the one way to change it: whole, numbered, told. */
export class WizardState {
  readonly #tell: Teller;
  #now: Snapshot = {
    seq: 1,
    app: appVersion,
    preferences: { language: null, theme: null },
    known: [],
    station: null,
    bundle: null,
    busy: null,
    question: null,
    hosts: [],
    findings: null,
    plan: null,
    run: null,
    pack: null,
    registration: null,
    unfinished: null,
    interrupted: null,
    replay: null,
    failure: null,
    doing: null,
  };

  constructor(tell: Teller) {
    this.#tell = tell;
  }

  get now(): Snapshot {
    return this.#now;
  }

  change(change: Partial<Omit<Snapshot, "seq">>): void {
    this.#now = { ...this.#now, ...change, seq: this.#now.seq + 1 };
    this.#tell.wizard.changed(this.#now);
  }

  failed(failure: Failure, doing: Doing): void {
    this.change({ busy: null, question: null, failure, doing });
  }
}

/** What is taken away with the sign-in: all that was found out and planned with it. */
export const signedOut = {
  hosts: [],
  findings: null,
  plan: null,
  question: null,
  registration: null,
  failure: null,
} as const satisfies Partial<Snapshot>;
