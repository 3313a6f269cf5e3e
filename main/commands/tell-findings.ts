import { findingLines as plainLines } from "../../common/messages/checks/finding-lines.ts";
import { harmless } from "./paint.ts";

export { findingSummary } from "../../common/messages/checks/finding-lines.ts";

/** For a terminal: what hosts printed is in it. */
export function findingLines(
  ...of: Parameters<typeof plainLines>
): ReturnType<typeof plainLines> {
  return plainLines(...of).map(harmless);
}
