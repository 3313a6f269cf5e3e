// Which subnet the lab has. It belongs to the machine: every checkout that asks
// gets the same answer, and so the same lab.
import { mustRun, run } from "./process.ts";

const usual = "10.99.7";

export interface Route {
  /** "10.99.7.0/24", "10.99.7.11" or "default". */
  dst: string;
  dev?: string;
}

/** The bridge's name on the machine. */
export const bridgeOf = (net: string): string =>
  `fc-${net.replaceAll(".", "-")}`;

const isForeign = (net: string, route: Route): boolean => {
  // A wider route (a VPN's 10.0.0.0/8) does no harm: ours is more specific.
  const [address = "", bits = "32"] = route.dst.split("/");
  return (
    address.startsWith(`${net}.`) &&
    Number(bits) >= 24 &&
    route.dev !== bridgeOf(net)
  );
};

/**
 * Chooses the first three bytes of the lab's /24, as in "10.99.7".
 * `forced` wins; throws where that is no such thing or somebody else's.
 */
export const chooseNet = (
  routes: readonly Route[],
  forced?: string,
): string => {
  if (forced !== undefined && forced !== "") {
    const bytes = forced.split(".");
    if (
      bytes.length !== 3 ||
      !bytes.every((byte) => /^(0|[1-9]\d{0,2})$/.test(byte) && +byte < 256)
    )
      throw new Error(
        `FORECOURT_LAB_NET must be the first three bytes of a subnet, like ${usual}, not ${forced}`,
      );
    const taken = routes.find((route) => isForeign(forced, route));
    if (taken)
      throw new Error(
        `FORECOURT_LAB_NET=${forced} is in use here: ${taken.dst} on ${taken.dev ?? "?"}`,
      );
    return forced;
  }
  for (let third = 7; third < 57; third += 1) {
    const net = `10.99.${third}`;
    if (!routes.some((route) => isForeign(net, route))) return net;
  }
  throw new Error(
    "no free subnet from 10.99.7 to 10.99.56; name one with FORECOURT_LAB_NET",
  );
};

/** The subnet of this machine's lab. */
export const labNet = async (): Promise<string> => {
  const routes = await mustRun("ip", ["-json", "-4", "route", "show"]);
  return chooseNet(
    JSON.parse(routes) as Route[],
    process.env["FORECOURT_LAB_NET"],
  );
};

/** Takes away a bridge that an engine left behind. */
export const deleteBridge = async (net: string): Promise<void> => {
  await run("ip", ["link", "delete", bridgeOf(net), "type", "bridge"]);
};
