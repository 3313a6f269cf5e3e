import { CommanderError } from "commander";
import { CheckId, FixableCheck } from "../../common/model/check.ts";
import { owner } from "../station/owner.ts";
import type { Decisions } from "../station/decisions.ts";
import { usageExitCode } from "./exit-codes.ts";
import type { StationOptions } from "./options.ts";

/** `--accept CHECK[@HOST]=REASON` and `--fix CHECK[@HOST]`. */
export function decisionsOf({
  accept = [],
  fix = [],
}: Pick<StationOptions, "accept" | "fix">): Decisions {
  return { accepted: accept.map(acceptance), fixes: fix.map(wish) };
}

function acceptance(text: string): Decisions["accepted"][number] {
  const at = text.indexOf("=");
  const reason = text.slice(at + 1).trim();
  if (at < 0 || reason === "")
    throw wrong(
      `--accept ${text}: wants a check and a reason, such as clock.service=REASON`,
    );
  const { check: name, ...where } = meantBy(text.slice(0, at));
  const check = CheckId.safeParse(name);
  if (!check.success) throw wrong(`--accept ${text}: there is no such check`);
  return {
    ...where,
    check: check.data,
    reason: reason.slice(0, 500),
    by: owner(),
    time: new Date().toISOString(),
  };
}

function wish(text: string): Decisions["fixes"][number] {
  const { check: name, ...where } = meantBy(text);
  const check = FixableCheck.safeParse(name);
  if (check.success) return { ...where, check: check.data };
  throw wrong(`--fix ${text}: can be ${FixableCheck.options.join(", ")}`);
}

function meantBy(text: string): { check: string; host?: string } {
  const [check = "", host] = text.split("@");
  return host === undefined ? { check } : { check, host };
}

/** As commander refuses an option, only later: what knows the checks is loaded with the command. */
function wrong(message: string): CommanderError {
  process.stderr.write(`error: ${message}\n`);
  return new CommanderError(usageExitCode, "forecourt.option", message);
}
