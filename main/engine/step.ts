import type { PlannedStep } from "../../common/model/plan.ts";

/** What a step may use while it works. */
export interface StepWork {
  /** Aborted when the technician stops the run; a job on the host goes on to its end. */
  readonly signal: AbortSignal;
  /** Unique to this run, step and try: the id for jobs on the host. */
  readonly jobId: string;
  /** How far it is; never goes backwards. */
  progress(progress: {
    readonly phase: "send" | "verify" | "wait" | "run";
    readonly bytes?: number;
    readonly totalBytes?: number;
  }): void;
  /** A line heard from the host: the sign of life. */
  line(text: string): void;
  /** Counts bytes that were really sent. */
  sent(bytes: number): void;
}

/**
 * A unit that may be done any number of times. Each call throws `Failed`; anything else thrown is a bug.
 */
export interface Step {
  readonly planned: PlannedStep;
  /** Whether it is so already. Changes nothing. */
  check(work: StepWork): Promise<boolean>;
  apply(work: StepWork): Promise<void>;
  /** Throws where what was applied does not hold. */
  verify(work: StepWork): Promise<void>;
  /** Takes back what this app brought with this step, and nothing else. */
  undo(work: StepWork): Promise<void>;
}
