// What needs no sign-in: signs of life, the CA, signing in, the import manifest (facts D.1, D.2, D.7).
import { bodyOf, refuse, send, sendText, type Call } from "./answer.ts";
import { caChecksum } from "./ca-checksum.ts";
import { importManifest } from "./manifest.ts";
import { accepts, type User } from "./state.ts";

export const shownCaCerts = ({ state, caCerts }: Call): string =>
  state.faults.cacerts ?? caCerts;

const withNewline = (text: string): string =>
  text.trim() === "" || text.endsWith("\n") ? text : `${text}\n`;

/** True where it was one of these. */
export const answerPublic = async (call: Call): Promise<boolean> => {
  const { url, state, request } = call;
  const path = url.pathname;
  if (path === "/ping") sendText(call, 200, "pong");
  else if (path === "/rancherversion")
    send(call, 200, {
      Version: state.version.text,
      GitCommit: "0000000",
      RancherPrime: "false",
    });
  else if (path === "/cacerts")
    sendText(call, 200, withNewline(shownCaCerts(call)), "text/plain");
  else if (path === "/v3/settings/cacerts")
    send(call, 200, {
      id: "cacerts",
      type: "setting",
      baseType: "setting",
      name: "cacerts",
      value: shownCaCerts(call),
      default: "",
      links: {},
    });
  else if (path === "/") {
    call.response.writeHead(302, { location: "/dashboard/" });
    call.response.end();
  } else if (path === "/dashboard/")
    sendText(
      call,
      200,
      "<!DOCTYPE html><html><head><title>Rancher</title></head></html>",
      "text/html",
    );
  else if (request.method === "POST" && path === "/v1-public/login")
    await newLogin(call);
  else if (
    request.method === "POST" &&
    path === "/v3-public/localProviders/local"
  )
    await oldLogin(call);
  else {
    const file = /^\/v3\/import\/([^/]+)$/.exec(path)?.[1];
    const [, token = "", id = ""] =
      /^([^_]*)_(.*)\.yaml$/.exec(file ?? "") ?? [];
    if (id !== "") manifest(call, token, id);
    // Older ones do not know other names of files, and take them for what needs a sign-in.
    else if (file !== undefined && state.version.minor >= 15)
      sendText(call, 404, "404 page not found\n");
    else return false;
  }
  return true;
};

const newLogin = async (call: Call): Promise<void> => {
  // Of 2.13 and newer; the older ones do not know the path.
  if (call.state.version.minor < 13)
    return refuse(call, 404, "NotFound", "not found");
  const body = await bodyOf(call.request);
  if (body?.["type"] !== "localProvider")
    return refuseLogin(call, 422, "InvalidBodyContent");
  logIn(call, body);
};

const oldLogin = async (call: Call): Promise<void> => {
  const { state, url } = call;
  if (
    state.features.get("v3-public") === false ||
    url.searchParams.get("action") !== "login"
  )
    return refuse(call, 404, "NotFound", "not found");
  logIn(call, (await bodyOf(call.request)) ?? {});
};

const logIn = (call: Call, body: Record<string, unknown>): void => {
  const { state } = call;
  if (state.features.get("hide-local-auth-provider") === true)
    return refuseLogin(call, 404, "NotFound");
  const user = state.users.get(String(body["username"]));
  if (user === undefined || user.password !== body["password"])
    return refuseLogin(call, 401, "Unauthorized", "authentication failed");
  if (!user.enabled) return refuseLogin(call, 403, "PermissionDenied");
  send(call, 201, session(call, user));
};

/** Logins have errors of their own, without links. */
const refuseLogin = (
  call: Call,
  status: number,
  code: string,
  message?: string,
): void =>
  send(call, status, {
    type: "error",
    baseType: "error",
    status,
    code,
    message,
  });

const session = ({ state }: Call, user: User): Record<string, unknown> => {
  const token = state.addToken(user);
  const short = {
    baseType: "token",
    type: "token",
    id: token.split(":")[0],
    token,
    expiresAt: new Date(Date.now() + 16 * 3600 * 1000).toISOString(),
  };
  if (state.version.minor >= 13) return short;
  return {
    ...short,
    authProvider: "local",
    userId: user.id,
    userPrincipal: `local://${user.id}`,
    current: false,
    expired: false,
    isDerived: false,
    ttl: 16 * 3600 * 1000,
  };
};

const manifest = (call: Call, token: string, id: string): void => {
  const { state, serverUrl } = call;
  if (state.faults.htmlManifest)
    return sendText(
      call,
      200,
      "<!DOCTYPE html><html><head><title>Guest network</title></head></html>",
      "text/html",
    );
  const cluster = state.clusters.get(id);
  // Before tokens had secrets nobody looked whether they were good; agents with bad ones are turned away later.
  if (
    cluster === undefined ||
    (state.version.rotates && !accepts(cluster.registration, token))
  )
    return sendText(
      call,
      400,
      "cluster not found or invalid token",
      "text/plain",
    );
  sendText(
    call,
    200,
    importManifest({
      cluster,
      token,
      server: serverUrl,
      caChecksum: caChecksum(shownCaCerts(call)),
      image: call.agentImage,
      strict: state.settings.get("agent-tls-mode") === "strict",
      version: state.version,
    }),
    "text/plain",
  );
};
