import { z } from "zod";
import { CheckId } from "./check.ts";
import { Failure } from "./failure.ts";
import { Finding } from "./finding.ts";
import { Plan } from "./plan.ts";

export const StepOutcome = z.enum([
  /** Applied and verified. */
  "done",
  /** It was so already. */
  "skipped",
  "failed",
  /** Stopped before its end by the technician. */
  "aborted",
  /** Taken back. */
  "undone",
]);
export type StepOutcome = z.infer<typeof StepOutcome>;

export const RunKind = z.enum(["install", "undo", "register", "unregister"]);
export type RunKind = z.infer<typeof RunKind>;

/** Whether a run of this kind takes steps back instead of making them. */
export function takesBack(kind: RunKind): boolean {
  return kind === "undo" || kind === "unregister";
}

/** Whether a run of this kind has only Rancher's steps. */
export function isRegistration(kind: RunKind): boolean {
  return kind === "register" || kind === "unregister";
}

const head = {
  /** Grows by one with each event of a run, from 1. */
  seq: z.int().positive(),
  /** ISO time of the laptop. */
  time: z.string(),
};

/** The journal's lines, version 1. Everything shown, resumed or exported is a fold over these. */
export const RunEvent = z.discriminatedUnion("type", [
  z.object({
    ...head,
    type: z.literal("run-started"),
    version: z.literal(1),
    run: z.string(),
    kind: RunKind,
    app: z.string(),
    /** Who runs it, from where: `user@laptop`. */
    owner: z.string(),
    plan: Plan,
  }),
  /** The same run taken up again after an end, a kill or a crash. */
  z.object({
    ...head,
    type: z.literal("run-resumed"),
    app: z.string(),
    owner: z.string(),
    plan: Plan,
    /** A power cut had torn the journal's last line, and it was dropped. */
    torn: z.boolean().optional(),
  }),
  /** What is not well, could not be seen, was accepted or is to be mended by the plan. */
  z.object({ ...head, type: z.literal("finding"), finding: Finding }),
  /** Everything that is well on a host, in one line. */
  z.object({
    ...head,
    type: z.literal("checks-passed"),
    host: z.string(),
    checks: z.array(CheckId),
  }),
  z.object({ ...head, type: z.literal("step-started"), step: z.string() }),
  z.object({
    ...head,
    type: z.literal("step-progress"),
    step: z.string(),
    /** What it is busy with: "send", "verify", "wait", "run". */
    phase: z.enum(["send", "verify", "wait", "run"]),
    /** Bytes of this step so far and in all; 0 where the step sends nothing. */
    bytes: z.int(),
    totalBytes: z.int(),
    /** The last line heard from the host. */
    line: z.string().optional(),
  }),
  z.object({
    ...head,
    type: z.literal("step-ended"),
    step: z.string(),
    outcome: StepOutcome,
    /** Bytes that were really sent. */
    bytes: z.int(),
    /** Milliseconds. */
    took: z.number(),
    failure: Failure.optional(),
  }),
  z.object({
    ...head,
    type: z.literal("run-ended"),
    outcome: z.enum(["done", "failed", "aborted"]),
    /** Steps that were already so, and bytes sent in all. */
    skipped: z.int(),
    bytes: z.int(),
    failure: Failure.optional(),
  }),
]);
export type RunEvent = z.infer<typeof RunEvent>;

type WithoutHead<E> = E extends unknown ? Omit<E, "seq" | "time"> : never;
/** An event before the journal gave it its number and time. */
export type NewRunEvent = WithoutHead<RunEvent>;
