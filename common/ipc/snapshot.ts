import { z } from "zod";
import { languages } from "../messages/language.ts";
import { Failure } from "../model/failure.ts";
import { Finding } from "../model/finding.ts";
import { Plan } from "../model/plan.ts";
import { RunKind } from "../model/events.ts";
import { Validity } from "../model/pack.ts";
import { RunRecord } from "../model/run-record.ts";
import { Station } from "../model/station.ts";

/** What the program is busy with, where a person has to wait for it. */
export const Busy = z.object({
  with: z.enum(["verifying-bundle", "signing-in", "checking"]),
  /** Bytes so far and in all; 0 where it cannot be told. */
  bytes: z.int(),
  totalBytes: z.int(),
});
export type Busy = z.infer<typeof Busy>;

export const BundleSummary = z.object({
  folder: z.string(),
  name: z.string(),
  sequence: z.int(),
  created: z.string(),
  expires: z.string(),
  k3s: z.string(),
  docker: z.string(),
  /** Whose images are in it; "" for none. */
  rancher: z.string(),
  files: z.int(),
  bytes: z.int(),
  architectures: z.array(z.string()),
  /** Every file was hashed and is as it was signed. */
  verified: z.boolean(),
});
export type BundleSummary = z.infer<typeof BundleSummary>;

/** A host that was signed in to. */
export const HostSummary = z.object({
  name: z.string(),
  role: z.enum(["server", "agent"]),
  address: z.string(),
  os: z.string(),
  machine: z.string(),
  cpus: z.int(),
  /** Bytes. */
  memory: z.int(),
  /** Version that was there when it was looked at; "" for none. */
  k3s: z.string(),
  fingerprint: z.string(),
});
export type HostSummary = z.infer<typeof HostSummary>;

/** A new host's key, to be compared by a person. */
export const HostKeyQuestion = z.object({
  id: z.int(),
  host: z.string(),
  address: z.string(),
  fingerprint: z.string(),
  keyType: z.string(),
});
export type HostKeyQuestion = z.infer<typeof HostKeyQuestion>;

export const RunSummary = z.object({
  run: z.string(),
  kind: RunKind,
  state: z.enum(["running", "done", "failed", "aborted"]),
  /** The number of the last event so far. */
  seq: z.int(),
});
export type RunSummary = z.infer<typeof RunSummary>;

/** A bundle as it was opened: its folder, and the key that was trusted for it. */
export const UsedBundle = z.object({
  folder: z.string(),
  trustKey: z.string().optional(),
});
export type UsedBundle = z.infer<typeof UsedBundle>;

export const KnownStation = z.object({
  path: z.string(),
  id: z.string(),
  name: z.string(),
  /** What it was installed with last. */
  bundle: UsedBundle.optional(),
  /** Its pack that was opened last. */
  pack: z.string().optional(),
});
export type KnownStation = z.infer<typeof KnownStation>;

export const UnfinishedRun = z.object({
  run: z.string(),
  kind: RunKind,
  started: z.string(),
});
export type UnfinishedRun = z.infer<typeof UnfinishedRun>;

/** An exported run that is looked at: nothing of it happens now. */
export const Replay = z.object({
  path: z.string(),
  /** The run that comes with the program. */
  practice: z.boolean(),
  /** Fingerprint of the laptop that signed it. */
  signer: z.string(),
  run: z.string(),
  station: z.string(),
  /** How many events there are. */
  events: z.int(),
  record: RunRecord.nullable(),
});
export type Replay = z.infer<typeof Replay>;

export const Theme = z.enum(["light", "dark", "contrast"]);
export type Theme = z.infer<typeof Theme>;

/** Of this laptop's account; null where the system's is taken. */
export const Preferences = z.object({
  language: z.enum(languages).nullable(),
  theme: Theme.nullable(),
});
export type Preferences = z.infer<typeof Preferences>;

/** A station pack that was opened with its passphrase. */
export const PackSummary = z.object({
  path: z.string(),
  rancher: z.string(),
  /** The Rancher's. */
  version: z.string(),
  cluster: z.string(),
  created: z.string(),
  validity: Validity,
  over: z.boolean(),
  /** Hosts whose keys, as they were shown or as this laptop knows them, are other than headquarters knew them. */
  otherKeys: z.array(z.string()),
  /** Bytes over the uplink: every month, and once. */
  monthly: z.int(),
  once: z.int(),
});
export type PackSummary = z.infer<typeof PackSummary>;

/** How the station stood with Rancher when its server was asked last. */
export const SeenRegistration = z.object({
  state: z.enum(["none", "connected", "waiting", "over"]),
  /** Where the agent connects; "" for none. */
  rancher: z.string(),
  /** Of what it was given; null where it was registered over an uplink. */
  validity: Validity.nullable(),
  /** What keeps it from connecting, as its agent says. */
  trouble: Failure.nullable(),
  /** ISO time. */
  asked: z.string(),
});
export type SeenRegistration = z.infer<typeof SeenRegistration>;

/** What was being done when something failed. */
export const Doing = z.enum([
  "opening-station",
  "opening-bundle",
  "signing-in",
  "running",
  "registering",
  "opening-pack",
  "asking-registration",
]);
export type Doing = z.infer<typeof Doing>;

/**
 * The whole truth of the wizard, but for the events of its run. Each change is sent whole; whoever
 * reloads asks for it once and has missed nothing. An answer that changes takes away what was built on
 * it: another station the sign-in, another bundle the plan.
 */
export const Snapshot = z.object({
  /** Grows with every change. */
  seq: z.int(),
  app: z.string(),
  preferences: Preferences,
  /** Stations of this laptop, newest first. */
  known: z.array(KnownStation),
  station: z.object({ path: z.string(), station: Station }).nullable(),
  bundle: BundleSummary.nullable(),
  busy: Busy.nullable(),
  question: HostKeyQuestion.nullable(),
  /** Of the hosts that are signed in to; empty before. */
  hosts: z.array(HostSummary),
  /** Of the check; null before it was made. */
  findings: z.array(Finding).nullable(),
  /** Null before the check, and where a finding forbids to go on. */
  plan: Plan.nullable(),
  run: RunSummary.nullable(),
  /** Of this station, to register with later. */
  pack: PackSummary.nullable(),
  /** Null before it was asked for. */
  registration: SeenRegistration.nullable(),
  /** A run of this station that did not end, from before. */
  unfinished: UnfinishedRun.nullable(),
  /** The station that a run did not end on, where none is open: what is offered after a restart. */
  interrupted: KnownStation.extend({ unfinished: UnfinishedRun }).nullable(),
  /** Shown instead of all else while it is open. */
  replay: Replay.nullable(),
  /** What the last thing that was asked for ended with. */
  failure: Failure.nullable(),
  /** What that was. */
  doing: Doing.nullable(),
});
export type Snapshot = z.infer<typeof Snapshot>;
