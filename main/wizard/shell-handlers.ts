import type { Handlers } from "../../common/ipc/faces.ts";
import type { Shells } from "./shells.ts";
import type { SignedInStation } from "./signed-in-station.ts";

/** The technician's shells on the hosts that are signed in to. */
export function shellHandlers(
  shells: Shells,
  signedIn: SignedInStation,
): Handlers["shell"] {
  const done =
    <T>(work: (input: T) => void) =>
    // Async, so that what is thrown is the answer.
    // eslint-disable-next-line @typescript-eslint/require-await
    async (input: T) => {
      work(input);
      return null;
    };
  return {
    open: async ({ host, ...size }) => ({
      id: await shells.open(signedIn.host(host).remote, size),
    }),
    write: done(({ id, bytes }) =>
      shells.write(id, Buffer.from(bytes, "base64")),
    ),
    resize: done(({ id, ...size }) => shells.resize(id, size)),
    painted: done(({ id, bytes }) => shells.painted(id, bytes)),
    close: done(({ id }) => shells.close(id)),
  };
}
