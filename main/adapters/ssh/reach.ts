import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { failed, failureOf } from "../../../common/model/failure.ts";
import type { ConnectOptions } from "./settings.ts";

type Way = Pick<ConnectOptions, "host" | "via" | "signal">;

const reachWithin = 10_000;
/** There the jump host waits as well. */
const reachThroughWithin = 15_000;

/**
 * The bytes' way to a host: a socket of the laptop's, or of the jump host's. Throws `host-unreachable`,
 * `port-closed`, `host-unreachable-through`, `jump-refused`, and what ended the way to the jump host,
 * with that one's name.
 */
export async function reach(options: Way): Promise<Duplex> {
  const { via, signal } = options;
  try {
    return await (via === undefined ? directly(options) : through(options, via)); // prettier-ignore
  } catch (error) {
    if (signal?.aborted === true) throw failed("aborted");
    throw error;
  }
}

async function directly({ host, signal }: Way): Promise<Duplex> {
  const { address, port, name } = host;
  const socket = connect({ host: address, port, noDelay: true });
  const connected = new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  try {
    await inTime(connected, reachWithin, signal);
  } catch (error) {
    socket.destroy();
    const { code } = error as NodeJS.ErrnoException;
    throw failed(
      code === "ECONNREFUSED" ? "port-closed" : "host-unreachable",
      { host: name, data: { address, port }, retry: true },
      { cause: error },
    );
  }
  return socket;
}

async function through(
  { host, signal }: Way,
  via: NonNullable<Way["via"]>,
): Promise<Duplex> {
  const { address, port, name } = host;
  const dialing = via.dial(address, port, { patient: false });
  try {
    return await inTime(dialing, reachThroughWithin, signal);
  } catch (error) {
    // What comes too late is nobody's.
    dialing.then(
      (late) => late.destroy(),
      () => undefined,
    );
    const data = { address, port, jump: via.name };
    const failure = failureOf(error);
    if (failure?.code === "forwarding-refused")
      throw failed("jump-refused", { host: name, data });
    if (failure !== undefined) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw failed(
      code === "ECONNREFUSED" ? "port-closed" : "host-unreachable-through",
      { host: name, data, retry: true },
      { cause: error },
    );
  }
}

async function inTime<T>(
  coming: Promise<T>,
  within: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  let settle = () => {};
  const over = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error("timed out")), within);
    const abort = () => reject(failed("aborted"));
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted === true) abort();
    settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
  });
  try {
    return await Promise.race([coming, over]);
  } finally {
    settle();
  }
}
