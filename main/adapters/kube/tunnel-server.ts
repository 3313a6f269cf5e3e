import { createServer, type Server, type Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import type { RemoteHost } from "../../ports/remote-host.ts";

export interface TunnelServer {
  /** Port on the laptop's 127.0.0.1. */
  readonly port: number;
  close(): Promise<void>;
}

/** A port on the laptop's loopback that leads through SSH to the host's own 127.0.0.1:`remotePort`. */
export async function tunnelServer(
  host: RemoteHost,
  remotePort: number,
): Promise<TunnelServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: false }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    host.tunnel(remotePort).then(
      (channel) => {
        // Each side's end ends the other; a broken one is the caller's failed request.
        pipeline(socket, channel).catch(() => undefined);
        pipeline(channel, socket).catch(() => undefined);
      },
      () => socket.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error("a TCP server has a port");
  return { port: address.port, close: () => closed(server, sockets) };
}

/** The API's client keeps connections for seconds after its last request: they are not waited for. */
function closed(server: Server, sockets: Iterable<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
