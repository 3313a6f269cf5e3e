// One request with what there is to answer it from, and Norman's ways of answering.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { State, User } from "./state.ts";

export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly state: State;
  /** Where Rancher believes to be reached. */
  readonly serverUrl: string;
  /** The real one. */
  readonly caCerts: string;
  readonly agentImage: string;
}

export const send = (
  { response }: Pick<Call, "response">,
  status: number,
  body: unknown,
): void => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
};

export const sendText = (
  { response }: Pick<Call, "response">,
  status: number,
  text: string,
  type = "text/plain; charset=utf-8",
): void => {
  response.writeHead(status, { "content-type": type });
  response.end(text);
};

export const refuse = (
  call: Pick<Call, "response">,
  status: number,
  code: string,
  message: string,
  fieldName = "",
): void =>
  send(call, status, {
    type: "error",
    baseType: "error",
    links: {},
    status,
    code,
    ...(message === "" ? {} : { message }),
    ...(fieldName === "" ? {} : { fieldName }),
  });

/** The largest body that Rancher reads is 1 MiB (facts D.2). */
export const bodyOf = async (
  request: IncomingMessage,
): Promise<Record<string, unknown> | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > 1024 * 1024) return undefined;
    parts.push(part as Buffer);
  }
  const text = Buffer.concat(parts).toString();
  try {
    const body = JSON.parse(text === "" ? "{}" : text) as unknown;
    return typeof body === "object" && body !== null
      ? (body as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

/** Who asks, by bearer or basic; undefined for nobody, also with a token that has expired. */
export const callerOf = ({ request, state }: Call): User | undefined => {
  const header = request.headers.authorization ?? "";
  const [, kind = "", value = ""] = /^(Basic|Bearer) (.+)$/.exec(header) ?? [];
  const token =
    kind === "Basic" ? Buffer.from(value, "base64").toString() : value;
  const known = state.tokens.get(token);
  return known === undefined ||
    known.expires <= Date.now() ||
    // One of a cluster is good behind that cluster's own paths only.
    known.cluster !== undefined ||
    !known.user.enabled
    ? undefined
    : known.user;
};

export const may = (user: User, ...roles: readonly string[]): boolean =>
  user.roles.has("admin") || roles.some((role) => user.roles.has(role));
