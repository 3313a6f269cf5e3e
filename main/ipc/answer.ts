import { contract } from "../../common/ipc/contract.ts";
import type { Answered } from "../../common/ipc/envelope.ts";
import type { Handlers, Teller } from "../../common/ipc/faces.ts";
import { failureOf } from "../../common/model/failure.ts";
import type { z } from "zod";

type Leaf =
  | { kind: "request"; input: z.ZodType; output: z.ZodType }
  | { kind: "event"; data: z.ZodType };
type Handler = (input: unknown) => Promise<unknown>;
/** One line for whoever looks after the program; never what was sent, which may be a password. */
type Log = (line: string) => void;

const toStderr: Log = (line) => process.stderr.write(`${line}\n`);

/**
 * Answers what a renderer asks over any carrier. Never throws: a refusal, a failure and a bug are
 * answers too.
 */
export function answerWith(
  handlers: Handlers,
  log: Log = toStderr,
): (channel: string, input: unknown) => Promise<Answered<unknown>> {
  const requests = new Map<
    string,
    { leaf: Leaf & { kind: "request" }; group: string; name: string }
  >(
    leaves().flatMap(([group, name, leaf]) =>
      leaf.kind === "request"
        ? [[`${group}.${name}`, { leaf, group, name }] as const]
        : [],
    ),
  );
  return async (channel, input) => {
    const request = requests.get(channel);
    if (request === undefined) return { ok: false, bug: "unknown channel" };
    const { leaf, group, name } = request;
    const asked = leaf.input.safeParse(input);
    if (!asked.success) {
      log(`${channel}: bad request: ${places(asked.error)}`);
      return { ok: false, bug: "bad request" };
    }
    try {
      const given = await handlerOf(handlers, group, name)(asked.data);
      const answer = leaf.output.safeParse(given);
      if (answer.success) return { ok: true, value: answer.data };
      log(`${channel}: bad answer: ${places(answer.error)}`);
      return { ok: false, bug: "bad answer" };
    } catch (error) {
      const failure = failureOf(error);
      if (failure !== undefined) return { ok: false, failure };
      log(`${channel}: ${tale(error)}`);
      return { ok: false, bug: sentence(error) };
    }
  };
}

/** What main tells with, over any carrier. What does not fit the contract is logged and not sent. */
export function tellerOver(
  send: (channel: string, data: unknown) => void,
  log: Log = toStderr,
): Teller {
  const groups: Record<string, Record<string, (data: unknown) => void>> = {};
  for (const [group, name, leaf] of leaves()) {
    const told = (groups[group] ??= {});
    if (leaf.kind !== "event") continue;
    told[name] = (data) => {
      const fit = leaf.data.safeParse(data);
      if (fit.success) send(`${group}.${name}`, fit.data);
      else log(`${group}.${name}: bad event: ${places(fit.error)}`);
    };
  }
  return groups as Teller;
}

function leaves(): [group: string, name: string, leaf: Leaf][] {
  return Object.entries(contract).flatMap(([group, named]) =>
    Object.entries<Leaf>(named).map(([name, leaf]): [string, string, Leaf] => [
      group,
      name,
      leaf,
    ]),
  );
}

/** Called on its group: a handler may be a method. */
function handlerOf(handlers: Handlers, group: string, name: string): Handler {
  const named = handlers[group as keyof Handlers] as unknown as Record<
    string,
    Handler
  >;
  return async (input) => named[name]?.(input);
}

/** Where a value does not fit and how, without the value. */
function places(error: z.ZodError): string {
  return error.issues
    .slice(0, 8)
    .map(({ path, code }) => `${path.join(".") || "it"} ${code}`)
    .join(", ");
}

function tale(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : typeof error;
}

function sentence(error: unknown): string {
  const [first = ""] =
    error instanceof Error ? error.message.split("\n") : [typeof error];
  return first.slice(0, 300) || "an error without words";
}
