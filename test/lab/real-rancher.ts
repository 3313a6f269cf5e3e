import { connect, createServer, type Server, type Socket } from "node:net";
import { resolve } from "node:path";
import type { LabBundle } from "./lab-bundle.ts";

/** A Rancher of the reader's own, as the lab's hosts can reach it. */
export interface RealRancher {
  readonly url: string;
  readonly token: string;
  /** For the station file. */
  readonly station: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * FORECOURT_RANCHER_URL with FORECOURT_RANCHER_TOKEN; its CA, where this computer does not trust it, is
 * FORECOURT_RANCHER_CA (a PEM file) or FORECOURT_RANCHER_CA_CHECKSUM. The lab's hosts have no way out: what they
 * send to its name comes to `bridge`, and from there to it. Undefined where no URL is given.
 */
export async function realRancher(
  bridge: string,
): Promise<RealRancher | undefined> {
  const given = (name: string) =>
    process.env[`FORECOURT_RANCHER_${name}`] ?? "";
  if (given("URL") === "") return undefined;
  if (given("TOKEN") === "")
    throw new Error("FORECOURT_RANCHER_URL needs FORECOURT_RANCHER_TOKEN");
  const url = new URL(given("URL"));
  const port = Number(url.port || 443);
  const forwarder = await forward(bridge, port, url.hostname);
  return {
    url: url.origin,
    token: given("TOKEN"),
    station: {
      url: url.origin,
      address: bridge,
      ...(given("CA") !== "" && { ca: resolve(given("CA")) }),
      ...(given("CA_CHECKSUM") !== "" && {
        caChecksum: given("CA_CHECKSUM"),
      }),
    },
    close: () => forwarder(),
  };
}

/** A stand-in for K3s has a stand-in for Rancher's agent, which a real Rancher can do nothing with. */
export function requireRealBundle({ real }: LabBundle): void {
  if (!real)
    throw new Error(
      "FORECOURT_RANCHER_URL needs a bundle with a real K3s and that Rancher's images: FORECOURT_BUNDLE",
    );
}

/** Gives back its end, which ends the connections too. */
async function forward(
  address: string,
  port: number,
  host: string,
): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect({ host, port });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.once("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on("error", () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, address, done);
  });
  return () =>
    new Promise((done) => {
      server.close(() => done());
      for (const socket of sockets) socket.destroy();
    });
}
