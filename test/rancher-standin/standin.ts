// The stand-in, started: a server with a CA of its own, and what a test may do to it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureCa, issue } from "../lab/k3s-standin/certificates.ts";
import { refuse, sendText, type Call } from "./answer.ts";
import { caChecksum } from "./ca-checksum.ts";
import { answerNorman } from "./norman-paths.ts";
import { answerPublic } from "./public-paths.ts";
import { State, type User } from "./state.ts";
import { Tunnels } from "./tunnel.ts";

export interface StandinOptions {
  /** Default v2.14.4. */
  readonly version?: string;
  /** Address to listen on; default 127.0.0.1. */
  readonly address?: string;
  readonly port?: number;
  /** Name in its URL; default: the address. Its certificate is for both. */
  readonly name?: string;
  /** What agents are told to connect to; default: its URL. */
  readonly serverUrl?: string;
  /** Names the certificate is for; default: those above. */
  readonly certificateFor?: readonly string[];
}

export interface RancherStandin {
  readonly url: string;
  /** The CA, as a file and as text, and what agents are told of it. */
  readonly caFile: string;
  readonly caCerts: string;
  readonly caChecksum: string;
  readonly state: State;
  /** With user-base and clusters-create, and nothing else. */
  readonly technician: User;
  /** An API token of the technician. */
  readonly token: string;
  /** Ids of clusters whose agents are connected. */
  connected(): string[];
  /** Nobody reaches it and every connection breaks, until `mend`. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export const startRancher = async (
  options: StandinOptions = {},
): Promise<RancherStandin> => {
  const { version = "v2.14.4", address = "127.0.0.1" } = options;
  const name = options.name ?? address;
  const folder = mkdtempSync(join(tmpdir(), "rancher-standin-"));
  const ca = await ensureCa(join(folder, "ca"), "rancher-standin-ca");
  const serving = await issue(join(folder, "ca"), {
    commonName: name,
    sans: options.certificateFor ?? [...new Set([name, address, "localhost"])],
  });
  const state = new State(version);
  const technician = state.addUser("technician", "pump-and-pray", [
    "user-base",
    "clusters-create",
  ]);
  const tunnels = new Tunnels(state);
  const sockets = new Set<Socket>();
  let url = "";

  const server = createServer({ ...serving }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (request: IncomingMessage, socket, head: Buffer) =>
    tunnels.upgrade(request, socket, head),
  );

  const handle = async (
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const asked = new URL(request.url ?? "/", url);
    state.requests.push(
      `${request.method} ${asked.pathname.replace(/import\/.*/, "import/…")}`,
    );
    const { faults } = state;
    const call: Call = {
      request,
      response,
      url: asked,
      state,
      serverUrl: options.serverUrl ?? url,
      caCerts: ca.cert,
      agentImage: `rancher/rancher-agent:${version}`,
    };
    if (faults.clock !== 0)
      response.setHeader(
        "date",
        new Date(Date.now() + faults.clock * 1000).toUTCString(),
      );
    if (faults.slow > 0) await sleep(faults.slow);
    if (faults.gateway > 0) {
      faults.gateway -= 1;
      return sendText(
        call,
        502,
        "<html><head><title>502 Bad Gateway</title></head></html>",
        "text/html",
      );
    }
    if (faults.signInPage) {
      response.writeHead(302, {
        location: "https://portal.example/login?session=41",
      });
      response.end();
      return;
    }
    if (await answerPublic(call)) return;
    if (asked.pathname.startsWith("/v3/")) return await answerNorman(call);
    refuse(call, 404, "NotFound", "not found");
  };

  let port = options.port ?? 0;
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, address, () => {
        server.off("error", reject);
        resolve();
      });
    });
  const cut = async () => {
    const closed = new Promise<void>((resolve) =>
      server.close(() => resolve()),
    );
    tunnels.cut();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen();
  port = (server.address() as AddressInfo).port;
  url = `https://${name}${port === 443 ? "" : `:${port}`}`;
  const caFile = join(folder, "ca.pem");
  writeFileSync(caFile, ca.cert);
  return {
    url,
    caFile,
    caCerts: ca.cert,
    caChecksum: caChecksum(ca.cert),
    state,
    technician,
    token: state.addToken(technician),
    connected: () => tunnels.connected,
    cut,
    mend: listen,
    close: async () => {
      if (server.listening) await cut();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
