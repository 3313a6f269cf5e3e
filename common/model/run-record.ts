import { z } from "zod";
import { RunKind } from "./events.ts";
import { Facts } from "./facts.ts";
import { Finding } from "./finding.ts";
import { Plan } from "./plan.ts";
import { Station } from "./station.ts";

const { machine, cpus, memory, clock, hardware } = Facts.shape;

/** A host's facts: only what is read again is relied on, as versions ask hosts for different things. */
export const RecordedFacts = z.looseObject({
  machine,
  cpus,
  memory,
  clock,
  hardware,
  os: z.looseObject({ name: z.string() }),
});

/** What was in the bundle, as far as a report names it. */
export const RecordedFile = z.object({
  path: z.string(),
  name: z.string(),
  version: z.string(),
  arch: z.string(),
  kind: z.string(),
  size: z.int(),
  sha256: z.string(),
});
export type RecordedFile = z.infer<typeof RecordedFile>;

/** What stands beside a run's journal in `run.json`: whom, with what, from where; as its last start found it. */
export const RunRecord = z.object({
  format: z.literal("forecourt-run/1"),
  run: z.string(),
  kind: RunKind,
  station: Station,
  /** Where relative paths of keys begin on the laptop that ran it; left out of exports. */
  folder: z.string().optional(),
  laptop: z.object({
    app: z.string(),
    node: z.string(),
    system: z.string(),
    arch: z.string(),
  }),
  bundle: z.object({
    name: z.string(),
    sequence: z.int(),
    /** sha256 of manifest.json */
    digest: z.string(),
    signedBy: z.string(),
    created: z.string(),
    files: z.array(RecordedFile),
  }),
  hosts: z.array(
    z.object({
      name: z.string(),
      facts: RecordedFacts,
      /** Seconds since 1970 on the laptop as the facts came. */
      laptopClock: z.number(),
    }),
  ),
  findings: z.array(Finding),
  plan: Plan,
});
export type RunRecord = z.infer<typeof RunRecord>;
