// The lab's way to a Rancher: TCP passed on, with what is said in it left alone. Cut, it is as if the uplink were gone.
import { once } from "node:events";
import {
  connect,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";

interface Place {
  readonly host: string;
  readonly port: number;
}

export class Line {
  readonly #to: () => Place;
  readonly #address: string;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port: number;

  private constructor(to: () => Place, address: string, port: number) {
    this.#to = to;
    this.#address = address;
    this.#port = port;
  }

  /** From this address to there; port 0: any that is free. */
  static async lay(to: () => Place, address: string, port = 0): Promise<Line> {
    const line = new Line(to, address, port);
    await line.mend();
    return line;
  }

  /** Where its near end is. */
  get port(): number {
    return this.#port;
  }

  /** Nobody gets through any more, and who was through is cut off. */
  async cut(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, "close");
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async mend(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createServer((near) => this.#pass(near));
    server.listen(this.#port, this.#address);
    await once(server, "listening");
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  #pass(near: Socket): void {
    const far = connect(this.#to());
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.once("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      from.on("error", () => to.destroy());
      from.pipe(to);
    }
  }
}
