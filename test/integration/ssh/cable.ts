// A cable between client and host that can be pulled out, cut, and made to go dead without a word.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { Transform } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

export interface Cable {
  readonly port: number;
  /** Connections from the client now, and the most there were at once. */
  readonly open: number;
  readonly most: number;
  /** All there ever were. */
  readonly made: number;
  /** Bytes from the client. */
  readonly sent: number;
  /** Ends what there is; new connections work. */
  drop(): void;
  /** Ends what there is; new connections are refused, until mended. */
  cut(): Promise<void>;
  /** Nothing comes through any more, and nobody is told; until mended. */
  stall(): void;
  mend(): Promise<void>;
  /** Where new connections lead from now on. */
  lead(port: number): void;
  close(): Promise<void>;
}

/** `rate`: bytes a second that each connection carries from the client. */
export async function layCable(
  to: number,
  { rate }: { rate?: number } = {},
): Promise<Cable> {
  const pairs = new Map<Socket, Socket>();
  let [target, made, sent, most] = [to, 0, 0, 0];
  let stalled = false;
  const held: (() => void)[] = [];
  const through = () =>
    new Transform({
      highWaterMark: 65_536,
      transform(bytes: Buffer, _encoding, done) {
        const pass = () => done(null, bytes);
        if (stalled) held.push(pass);
        else pass();
      },
    });
  const counted = () =>
    new Transform({
      highWaterMark: 65_536,
      transform(bytes: Buffer, _encoding, done) {
        sent += bytes.length;
        if (rate === undefined) done(null, bytes);
        else
          void sleep((bytes.length * 1000) / rate).then(() =>
            done(null, bytes),
          );
      },
    });
  const end = (client: Socket) => {
    const host = pairs.get(client);
    pairs.delete(client);
    client.destroy();
    host?.destroy();
  };
  const server = createServer((client) => {
    const host = connect({ host: "127.0.0.1", port: target, noDelay: true });
    client.setNoDelay(true);
    pairs.set(client, host);
    made += 1;
    most = Math.max(most, pairs.size);
    client.pipe(counted()).pipe(through()).pipe(host);
    host.pipe(through()).pipe(client);
    for (const socket of [client, host]) {
      socket.on("error", () => undefined);
      socket.on("close", () => end(client));
    }
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const drop = () => {
    for (const client of [...pairs.keys()]) end(client);
  };
  const unplug = async () => {
    drop();
    if (!server.listening) return;
    server.close();
    await once(server, "close");
  };
  return {
    port,
    get open() {
      return pairs.size;
    },
    get most() {
      return most;
    },
    get made() {
      return made;
    },
    get sent() {
      return sent;
    },
    drop,
    cut: unplug,
    stall: () => {
      stalled = true;
    },
    async mend() {
      stalled = false;
      for (const pass of held.splice(0)) pass();
      if (!server.listening) await listen(port);
    },
    lead: (next) => {
      target = next;
    },
    close: unplug,
  };
}
