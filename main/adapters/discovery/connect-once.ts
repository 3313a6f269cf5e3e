import { connect, type Socket } from "node:net";

export type Connected =
  | { readonly end: "open"; readonly socket: Socket }
  /** Something is there, and refuses. */
  | { readonly end: "closed" }
  | { readonly end: "silent" }
  /** The laptop itself could not ask: the system's word for it. */
  | { readonly end: "failed"; readonly code: string };

/**
 * One TCP connection. Gives an open socket, paused and without listeners but one for errors.
 *
 * Node runs timers that are due before it looks at its sockets. After a stall of the CPU all timers
 * are due, and would end connections that stood long ago; so a due timer lets the sockets go first.
 */
export function connectOnce(
  address: string,
  port: number,
  within: number,
  signal: AbortSignal,
): Promise<Connected> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ end: "silent" });
    const socket = connect({ host: address, port, noDelay: true });
    const settle = (result: Connected) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", give);
      if (result.end !== "open") socket.destroy();
      resolve(result);
    };
    const give = () => settle({ end: "silent" });
    const timer = setTimeout(
      () => setImmediate(() => setImmediate(give)),
      within,
    );
    signal.addEventListener("abort", give, { once: true });
    socket.once("connect", () => settle({ end: "open", socket }));
    // Permanent: one that comes later would end the program.
    socket.on("error", ({ code = "" }: NodeJS.ErrnoException) => {
      if (code === "ECONNREFUSED") settle({ end: "closed" });
      else if (/^(EHOSTUNREACH|EHOSTDOWN|ETIMEDOUT|ECONNRESET)$/.test(code))
        // EHOSTUNREACH is how Linux says after three seconds that nobody has the address.
        settle(
          socket.connecting && code !== "EHOSTUNREACH"
            ? { end: "silent" }
            : { end: "failed", code },
        );
      else settle({ end: "failed", code });
    });
  });
}
