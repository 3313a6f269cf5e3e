// Tokens of accounts: further ones for programs, with a time of their own or of one cluster only, and signing out.
import { bodyOf, refuse, send, type Call } from "./answer.ts";
import type { User } from "./state.ts";

/** The longest that one may live: setting `auth-token-max-ttl-minutes`. */
const longest = 129_600 * 60_000;

export const answerTokens = async (
  call: Call,
  user: User,
  id: string | undefined,
): Promise<void> => {
  const { request, url, state } = call;
  if (
    request.method === "POST" &&
    url.searchParams.get("action") === "logout"
  ) {
    state.tokens.delete(
      (request.headers.authorization ?? "").replace(/^Bearer /, ""),
    );
    call.response.writeHead(200, { "content-type": "application/json" });
    call.response.end();
    return;
  }
  if (request.method === "POST" && id === undefined) return derive(call, user);
  if (request.method === "DELETE" && id !== undefined) {
    const own = [...state.tokens].find(
      ([token, known]) => token.startsWith(`${id}:`) && known.user === user,
    );
    if (own === undefined)
      return refuse(call, 404, "NotFound", `${id} not found`);
    state.tokens.delete(own[0]);
    call.response.writeHead(204);
    call.response.end();
    return;
  }
  refuse(call, 404, "NotFound", "not found");
};

const derive = async (call: Call, user: User): Promise<void> => {
  const body = await bodyOf(call.request);
  if (body === undefined)
    return refuse(call, 422, "InvalidFormat", "no JSON object");
  const asked = Number(body["ttl"] ?? 0);
  const ttl = asked > 0 ? Math.min(asked, longest) : longest;
  const cluster = body["clusterId"];
  const token = call.state.addToken(
    user,
    ttl,
    typeof cluster === "string" && cluster !== "" ? cluster : undefined,
  );
  const [name] = token.split(":");
  send(call, 201, {
    id: name,
    name,
    type: "token",
    baseType: "token",
    token,
    ttl,
    expiresAt: new Date(Date.now() + ttl).toISOString(),
    description: body["description"] ?? "",
    ...(typeof cluster === "string" ? { clusterId: cluster } : {}),
    isDerived: true,
    expired: false,
    userId: user.id,
    authProvider: "local",
    links: {},
  });
};
