import type { Secrets } from "../../common/ipc/contract.ts";
import type { CheckId, FixableCheck } from "../../common/model/check.ts";
import type { RunKind } from "../../common/model/events.ts";
import { acceptable, stops } from "../../common/model/finding.ts";
import { failed } from "../../common/model/failure.ts";
import {
  placesOf,
  type HostPlace,
  type Station,
} from "../../common/model/station.ts";
import { openAgentKeyMemory } from "../adapters/files/agent-key-memory.ts";
import { openPins } from "../adapters/files/pins.ts";
import type { RunStore } from "../adapters/files/run-store.ts";
import type { Redactor } from "../logs/redactor.ts";
import type { TranscriptChunk } from "../logs/transcript.ts";
import type { Bundle } from "../ports/bundle.ts";
import type { HostKeys } from "../station/connect.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import { noDecisions, together, type Decisions } from "../station/decisions.ts";
import { owner } from "../station/owner.ts";
import type { SeenHost } from "../station/look-at-hosts.ts";
import {
  openStation,
  planned,
  type OpenStation,
} from "../station/open-station.ts";
import type { StationWork } from "../steps/remote-work.ts";
import { GivenSecrets } from "./given-secrets.ts";
import { signedOut, type WizardState } from "./wizard-state.ts";

interface Chosen {
  readonly station: Station;
  readonly folder: string;
}

/** What the station registers with, or leaves. */
type Central = Pick<StationWork, "rancher" | "prepared" | "onlyStation">;

type Hear = (host: string, chunk: TranscriptChunk) => void;

/** The station's hosts, signed in to and checked; at most one sign-in at a time. */
export class SignedInStation {
  readonly #state: WizardState;
  readonly #folder: string;
  readonly #redactor: Redactor;
  readonly #given: GivenSecrets;
  readonly #runs: RunStore;
  #opened: OpenStation | undefined;
  /** What the last sign-in was asked for with, so that it can be made once more. */
  #last: [Chosen, Bundle, readonly Secrets[]] | undefined;
  #decisions: Decisions = noDecisions;
  #stop = new AbortController();
  #opening: Promise<unknown> = Promise.resolve();
  #answer: { id: number; give: (yes: boolean) => void } | undefined;
  #questions = 0;
  #asking: Promise<unknown> = Promise.resolve();
  /** Keys that a person compared, by address: whoever mistypes a password is not asked again. */
  readonly #compared = new Map<string, string>();
  /** Where the hosts' words go: a run sets it. */
  hear: Hear | undefined;

  constructor(
    state: WizardState,
    folder: string,
    redactor: Redactor,
    runs: RunStore,
  ) {
    this.#state = state;
    this.#folder = folder;
    this.#redactor = redactor;
    this.#given = new GivenSecrets(redactor);
    this.#runs = runs;
  }

  /** Throws what stopped it; findings that forbid to go on are in the snapshot, without a plan. */
  async open(
    { station, folder }: Chosen,
    bundle: Bundle,
    secrets: readonly Secrets[],
    decisions: Decisions = noDecisions,
  ): Promise<void> {
    await this.close();
    this.#last = [{ station, folder }, bundle, secrets];
    this.#decisions = decisions;
    const stop = (this.#stop = new AbortController());
    this.#state.change({
      ...signedOut,
      busy: { with: "signing-in", bytes: 0, totalBytes: 0 },
    });
    const fingerprints = new Map<string, string>();
    const opening = openStation(
      {
        station,
        folder,
        bundle,
        redactor: this.#redactor,
        secrets: this.#given.store(station, secrets),
        hostKeys: this.#hostKeys(station, fingerprints),
        agentKeys: openAgentKeyMemory(this.#folder, station.id),
        runs: this.#runs,
        transcript: (host, chunk) => this.hear?.(host, chunk),
      },
      "install",
      stop.signal,
      decisions,
    );
    this.#opening = opening.catch(() => undefined);
    const opened = await opening.catch((error: unknown) => {
      this.#given.note(error, station, secrets);
      throw error;
    });
    if (stop.signal.aborted) {
      await opened.close();
      throw failed("aborted");
    }
    this.#opened = opened;
    await this.#pinCompared(station);
    this.#state.change({
      busy: null,
      question: null,
      hosts: opened.hosts.map((host) =>
        summaryOf(host, fingerprints.get(host.spec.name) ?? ""),
      ),
    });
    this.#show(opened);
  }

  /** Signs in and checks once more; what was decided stays. */
  async again(): Promise<void> {
    if (this.#last === undefined) throw failed("aborted");
    await this.open(...this.#last, this.#decisions);
  }

  /** Throws `host-unfit` or the finding's own code for one that nobody may accept. */
  accept(host: string, check: CheckId, reason: string | null): void {
    const finding = this.opened().findings.find(
      (each) => each.host === host && each.check === check,
    );
    if (finding === undefined || (reason !== null && !acceptable(finding)))
      throw failed(finding?.code ?? "host-unfit", {
        host,
        data: { ...finding?.data, check },
      });
    const { accepted, fixes } = this.#decisions;
    const others = accepted.filter(
      (each) => each.host !== host || each.check !== check,
    );
    const time = new Date(systemClock.now()).toISOString();
    this.#decide({
      fixes,
      accepted:
        reason === null
          ? others
          : [...others, { host, check, reason, by: owner(), time }],
    });
  }

  fix(host: string, check: FixableCheck, on: boolean): void {
    const { accepted, fixes } = this.#decisions;
    const others = fixes.filter(
      (each) => each.host !== host || each.check !== check,
    );
    this.#decide({
      accepted,
      fixes: on ? [...others, { host, check }] : others,
    });
  }

  /** For a run that is taken up again: as it was begun. */
  openedWith(kind: RunKind, before: Decisions): OpenStation {
    const decisions = together(before, this.#decisions);
    return this.#planned(kind, decisions);
  }

  #decide(decisions: Decisions): void {
    this.#decisions = decisions;
    this.#show(this.#planned("install", decisions));
  }

  /** What follows from the hosts as they were seen; with Rancher as it was signed in to, or otherwise. */
  #planned(
    kind: RunKind,
    decisions: Decisions,
    central: Central = this.opened().work,
  ): OpenStation {
    if (this.#last === undefined) throw failed("aborted");
    const [chosen, bundle] = this.#last;
    const { rancher, prepared, onlyStation } = central;
    return planned(
      {
        ...chosen,
        bundle,
        redactor: this.#redactor,
        ...(prepared && { prepared }),
        onlyStation: onlyStation ?? false,
      },
      kind,
      this.opened().hosts,
      decisions,
      rancher,
    );
  }

  #show(opened: OpenStation): void {
    this.#opened = opened;
    this.#state.change({
      findings: [...opened.findings],
      plan: opened.findings.some(stops) ? null : opened.plan,
    });
  }

  opened(): OpenStation {
    if (this.#opened === undefined) throw failed("aborted");
    return this.#opened;
  }

  /** How it registers, or leaves, from now on; what was signed in to before ends. */
  async registerWith(station: Station, central: Central): Promise<void> {
    await this.opened().work.rancher?.api.close();
    if (this.#last === undefined) throw failed("aborted");
    const [chosen, ...rest] = this.#last;
    this.#last = [{ ...chosen, station }, ...rest];
    this.#opened = this.#planned("install", this.#decisions, central);
  }

  /** Undefined where nobody is signed in to it. */
  known(name: string): SeenHost | undefined {
    return this.#opened?.hosts.find(({ spec }) => spec.name === name);
  }

  host(name: string): SeenHost {
    const host = this.opened().hosts.find(({ spec }) => spec.name === name);
    if (host === undefined) throw failed("aborted");
    return host;
  }

  answer(id: number, yes: boolean): void {
    if (this.#answer?.id === id) this.#answer.give(yes);
  }

  async close(): Promise<void> {
    this.#last = undefined;
    this.#stop.abort();
    this.#answer?.give(false);
    await this.#opening;
    const opened = this.#opened;
    this.#opened = undefined;
    await opened?.close();
  }

  #hostKeys(station: Station, fingerprints: Map<string, string>): HostKeys {
    const pins = openPins(this.#folder, station.id);
    return {
      pinned: async (host) => {
        const pinned =
          host.hostKey ??
          (await pins.get(host.name)) ??
          this.#compared.get(placeOf(host));
        if (pinned !== undefined) fingerprints.set(host.name, pinned);
        return pinned;
      },
      accepted: async (host, fingerprint) => {
        fingerprints.set(host.name, fingerprint);
        if (host.hostKey === undefined) await pins.set(host.name, fingerprint);
      },
      confirm: ({ host, fingerprint, type }) => {
        const spec = placesOf(station).find(({ name }) => name === host);
        const address = spec?.address ?? host;
        const answer = this.#asking.then(async () => {
          const same = await this.#ask({
            host,
            address,
            fingerprint,
            keyType: type,
          });
          if (same && spec !== undefined)
            this.#compared.set(placeOf(spec), fingerprint);
          return same;
        });
        this.#asking = answer.catch(() => undefined);
        return answer;
      },
    };
  }

  /** What was compared is pinned once somebody signed in with it: a mistyped address pins nothing. */
  async #pinCompared(station: Station): Promise<void> {
    const pins = openPins(this.#folder, station.id);
    for (const host of placesOf(station)) {
      const compared = this.#compared.get(placeOf(host));
      if (compared === undefined || host.hostKey !== undefined) continue;
      if ((await pins.get(host.name)) === undefined)
        await pins.set(host.name, compared);
    }
  }

  #ask(question: {
    host: string;
    address: string;
    fingerprint: string;
    keyType: string;
  }): Promise<boolean> {
    if (this.#stop.signal.aborted) return Promise.resolve(false);
    const id = (this.#questions += 1);
    return new Promise((resolve) => {
      this.#answer = {
        id,
        give: (yes) => {
          this.#answer = undefined;
          this.#state.change({ question: null });
          resolve(yes);
        },
      };
      this.#state.change({ question: { id, ...question } });
    });
  }
}

function placeOf({ address, port }: HostPlace): string {
  return `${address} ${port}`;
}

function summaryOf({ spec, facts }: SeenHost, fingerprint: string) {
  return {
    name: spec.name,
    role: spec.role,
    address: spec.address,
    os: facts.os.name,
    machine: facts.machine,
    cpus: facts.cpus,
    memory: facts.memory,
    k3s: facts.k3sVersion ?? "",
    fingerprint,
  };
}
