import { Failed, type Failure } from "../../common/model/failure.ts";
import type { Redactor } from "../logs/redactor.ts";
import { interruptible } from "./interrupt.ts";
import {
  openLaptop,
  openVisit,
  type CommandLaptop,
  type CommandVisit,
} from "./open-laptop.ts";
import type { StationOptions } from "./options.ts";

/** Does a command's work with what lies on the laptop; what it ends with leaves here without secrets. */
export async function onLaptop(
  options: StationOptions,
  work: (laptop: CommandLaptop, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  await on(await openLaptop(options), work);
}

/** The same for a visit, which needs no bundle. */
export async function onVisit(
  options: Parameters<typeof openVisit>[0],
  work: (laptop: CommandVisit, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  await on(await openVisit(options), work);
}

async function on<L extends { readonly redactor: Redactor }>(
  laptop: L,
  work: (laptop: L, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { signal, end } = interruptible();
  try {
    await work(laptop, signal);
  } catch (error) {
    throw withoutSecrets(error, laptop.redactor);
  } finally {
    end();
  }
}

/** What ended a command, as it may be shown. */
export function withoutSecrets(error: unknown, redactor: Redactor): unknown {
  if (error instanceof Failed)
    return new Failed(redacted(error.failure, redactor));
  if (error instanceof Error) {
    error.message = redactor.text(error.message);
    if (error.stack !== undefined) error.stack = redactor.text(error.stack);
  }
  return error;
}

/** Only what came from outside: a password that is a word of a code must not mask the code. */
function redacted(failure: Failure, redactor: Redactor): Failure {
  const { lastLines, command } = failure;
  return {
    ...failure,
    data: Object.fromEntries(
      Object.entries(failure.data).map(([key, value]) => [
        key,
        typeof value === "string" ? redactor.text(value) : value,
      ]),
    ),
    ...(command === undefined ? {} : { command: redactor.text(command) }),
    ...(lastLines === undefined
      ? {}
      : { lastLines: lastLines.map((line) => redactor.text(line)) }),
  };
}
