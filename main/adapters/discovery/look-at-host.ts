import type { Socket } from "node:net";
import type { KnownHost } from "../../ports/discovery.ts";
import { keyFamilies, type KeyFamily } from "../ssh/key-families.ts";
import { Semaphore } from "../ssh/semaphore.ts";
import { connectOnce } from "./connect-once.ts";
import type { Board } from "./findings-board.ts";
import { readGreeting } from "./greeting.ts";
import { probeHostKey, type ProbedKey } from "./host-key-probe.ts";
import type { NeighbourTable } from "./neighbours.ts";
import { earlier, recognise } from "./recognise.ts";
import { vendorOf } from "./vendor.ts";

const greetingWithin = 2500;
const handshakeWithin = 4000;
/** A handshake is tens of milliseconds of this one thread; one that hangs must not keep the others waiting. */
const handshakesAtOnce = 16;

/** Looks at what answers on a port, up to its host key, and puts it on the board. */
export class HostLook {
  readonly #board: Board;
  readonly #neighbours: NeighbourTable;
  readonly #known: readonly KnownHost[];
  readonly #signal: AbortSignal;
  readonly #handshakes = new Semaphore(handshakesAtOnce);

  constructor(
    board: Board,
    neighbours: NeighbourTable,
    known: readonly KnownHost[],
    signal: AbortSignal,
  ) {
    this.#board = board;
    this.#neighbours = neighbours;
    this.#known = known;
    this.#signal = signal;
  }

  async look(address: string, port: number, socket: Socket): Promise<void> {
    const at = { address, port };
    const greeting = await readGreeting(socket, greetingWithin, this.#signal);
    if ("failure" in greeting) {
      const { failure } = greeting;
      this.#board.put({ ...at, reason: "no-ssh", failure });
      return;
    }
    const { banner } = greeting;
    this.#board.put({ ...at, reason: "ssh", banner });
    const probed = await this.#probe(socket);
    const mac = await this.#neighbours.macOf(address);
    const card = mac === undefined ? {} : cardOf(mac);
    if ("failure" in probed) {
      const { failure } = probed;
      this.#board.put({ ...at, ...card, reason: "no-ssh", banner, failure });
      return;
    }
    const key = await this.#pinnedOrFirst({ ...at, mac }, probed.key);
    const { fingerprint } = key;
    this.#board.put({
      ...at,
      ...card,
      banner,
      key,
      ...recognise({ ...at, fingerprint, mac }, this.#known),
    });
  }

  /**
   * A server has keys of several families and shows one per handshake. Before a known host is called
   * another one, it is asked for the others: the pinned key may be one of these.
   */
  async #pinnedOrFirst(
    at: { address: string; port: number; mac: string | undefined },
    first: { fingerprint: string; type: string },
  ): Promise<{ fingerprint: string; type: string }> {
    const isKnown = (fingerprint: string) =>
      this.#known.some(({ pinned }) => pinned === fingerprint);
    if (isKnown(first.fingerprint) || earlier(at, this.#known) === undefined)
      return first;
    for (const family of Object.keys(keyFamilies) as KeyFamily[]) {
      if (first.type.startsWith("ssh-ed25519") && family === "ed25519")
        continue;
      const again = await connectOnce(at.address, at.port, 2000, this.#signal);
      if (again.end !== "open") continue;
      const probed = await this.#probe(again.socket, family);
      if ("key" in probed && isKnown(probed.key.fingerprint)) return probed.key;
    }
    return first;
  }

  async #probe(socket: Socket, family?: KeyFamily): Promise<ProbedKey> {
    const release = await this.#handshakes.take();
    try {
      return await probeHostKey(socket, handshakeWithin, this.#signal, family);
    } finally {
      release();
    }
  }
}

export function cardOf(mac: string): { mac: string; vendor?: string } {
  const vendor = vendorOf(mac);
  return vendor === undefined ? { mac } : { mac, vendor };
}
