import { failed } from "../../../common/model/failure.ts";
import type { RancherLook } from "../../../common/model/rancher.ts";
import type { LookAtRancher } from "../../ports/rancher-api.ts";
import { jsonOf } from "./answers.ts";
import {
  caChecksum,
  certificatesOf,
  presentedChain,
  shownCertificate,
  systemAuthorities,
} from "./certificates.ts";
import { dialFromHere, openTls, Untrusted, type Route } from "./connect.ts";
import { proxyFor } from "./proxy.ts";
import { rancherUrl } from "./rancher-url.ts";
import { Transport, wayFailure } from "./transport.ts";

/** What anybody may see of a Rancher; see the port. */
export const lookAtRancher: LookAtRancher = async (text, options = {}) => {
  const url = rancherUrl(text);
  const { from, address, signal } = options;
  const proxy = from
    ? options.proxy === undefined || options.proxy === ""
      ? undefined
      : new URL(options.proxy)
    : proxyFor(url, options.proxy);
  const route: Route = {
    url,
    dial: from ? (to, port) => from.dial(to, port) : dialFromHere,
    ...(address === undefined ? {} : { address }),
    ...(proxy === undefined ? {} : { proxy }),
  };
  const transport = new Transport(route, undefined, options.timeout);
  const get = (path: string) =>
    transport.ask({ path, ...(signal === undefined ? {} : { signal }) });
  try {
    const ping = await get("/ping");
    if (ping.text.trim() !== "pong") {
      jsonOf(url.origin, ping);
      throw failed("rancher-not-rancher", {
        data: { url: url.origin, found: `/ping says ${ping.status}` },
      });
    }
    const caCerts = await caCertsOf(transport, url.origin, signal);
    const version = await get("/rancherversion").then(({ status, text }) =>
      status === 200 ? versionOf(text) : "",
    );
    const date = Date.parse(ping.headers.date ?? "");
    return {
      url: url.origin,
      version,
      caCerts,
      caChecksum: caChecksum(caCerts),
      authorities: authoritiesOf(url.origin, caCerts),
      ...(await trustOf(route, caCerts)),
      ...(Number.isNaN(date) ? {} : { clock: date }),
    };
  } finally {
    transport.close();
  }
};

/** Setting `cacerts`, which needs no sign-in. Throws `rancher-not-rancher`. */
export async function caCertsOf(
  transport: Transport,
  origin: string,
  signal?: AbortSignal,
): Promise<string> {
  const answer = await transport.ask({
    path: "/v3/settings/cacerts",
    ...(signal === undefined ? {} : { signal }),
  });
  const setting = jsonOf(origin, answer) as { value?: unknown; type?: unknown };
  if (answer.status !== 200 || setting.type !== "setting")
    throw failed("rancher-not-rancher", {
      data: {
        url: origin,
        found: `/v3/settings/cacerts says ${answer.status}`,
      },
    });
  return typeof setting.value === "string" ? setting.value : "";
}

function authoritiesOf(origin: string, caCerts: string) {
  const certificates = certificatesOf(caCerts);
  if (certificates === undefined)
    throw failed("rancher-not-rancher", {
      data: { url: origin, found: "its cacerts are no certificates" },
    });
  return certificates.map(shownCertificate);
}

/** Asked with a connection for each store: TLS says who vouches, not we. */
async function trustOf(
  route: Route,
  caCerts: string,
): Promise<
  Pick<
    RancherLook,
    "chain" | "trustedBySystem" | "trustedByCaCerts" | "distrust"
  >
> {
  const by = async (authorities: readonly string[] | undefined) => {
    try {
      const socket = await openTls(route, authorities);
      const chain = presentedChain(socket);
      socket.destroy();
      return { chain, distrust: "" };
    } catch (error) {
      if (error instanceof Untrusted)
        return { chain: [], distrust: error.message };
      throw wayFailure(error, route);
    }
  };
  const [shown, system, own] = await Promise.all([
    by(undefined),
    by(systemAuthorities()),
    caCerts === "" ? undefined : by([caCerts]),
  ]);
  const trustedBySystem = system.distrust === "";
  const trustedByCaCerts = own?.distrust === "";
  return {
    chain: shown.chain,
    trustedBySystem,
    trustedByCaCerts,
    distrust:
      trustedBySystem || trustedByCaCerts
        ? ""
        : (own?.distrust ?? system.distrust),
  };
}

/** `{"Version":"v2.14.4",…}`; other programs say other things there. */
function versionOf(text: string): string {
  try {
    const { Version } = JSON.parse(text) as { Version?: unknown };
    return typeof Version === "string" ? Version.slice(0, 40) : "";
  } catch {
    return "";
  }
}
