import type { StepName } from "../model/plan.ts";

/** `title` in plans and lists, `doing` while it runs. */
export type StepTexts = Record<StepName, { title: string; doing: string }>;
