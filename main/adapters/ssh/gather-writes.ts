import type { Socket } from "node:net";

/**
 * ssh2 writes length, content and tag of each packet apart, which without Nagle's delay are three
 * system calls and three segments. All that is written in one go leaves in one.
 */
export function gatherWrites(socket: Socket): void {
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  let gathering = false;
  socket.write = (...given: unknown[]) => {
    if (!gathering) {
      gathering = true;
      socket.cork();
      process.nextTick(() => {
        gathering = false;
        socket.uncork();
      });
    }
    return write(...given);
  };
}
