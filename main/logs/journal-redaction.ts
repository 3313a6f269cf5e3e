import type { NewRunEvent } from "../../common/model/events.ts";
import type { Redactor } from "./redactor.ts";

/**
 * Fields of the journal that come from closed lists, from the plan or from ids: never a secret, and
 * read again by programs. A password that happens to be a part of one must not change it
 * ("wrong" would turn the code "sudo-password-wrong" into no code at all).
 */
const leftAlone = new Set([
  "type",
  "code",
  "step",
  "outcome",
  "phase",
  "run",
  "seq",
  "time",
  "check",
  "checks",
  "level",
  "kind",
  "host",
  // Of the plan: ids, names of steps and of the bundle, its digest.
  "id",
  "name",
  "after",
  "station",
  "digest",
  // Of the record beside it.
  "format",
  "role",
  "sha256",
  "arch",
]);

/** The event with every other text masked. */
export function redactEvent<E extends NewRunEvent>(
  event: E,
  redactor: Pick<Redactor, "text">,
): E {
  return walk(event, redactor) as E;
}

/** The same for what is recorded beside the journal. */
export function redactTexts<T>(value: T, redactor: Pick<Redactor, "text">): T {
  return walk(value, redactor) as T;
}

function walk(value: unknown, redactor: Pick<Redactor, "text">): unknown {
  if (typeof value === "string") return redactor.text(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, redactor));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      leftAlone.has(key) && !isObject(item) ? item : walk(item, redactor),
    ]),
  );
}

/** In a record, the station stands under the same word as its id in a plan. */
function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
