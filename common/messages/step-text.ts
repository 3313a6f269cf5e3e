import type { StepName } from "../model/plan.ts";

/**
 * `title` in plans and lists, `doing` while it runs; `undo`: what undo takes back, where that has to be
 * known before.
 */
export type StepTexts = Record<
  StepName,
  { title: string; doing: string; undo?: string }
>;
