// What answers on port 22 and is no sshd: `node strange-hosts.mjs KIND`.
import { createServer } from "node:net";

const kinds = {
  /** Accepts and says nothing. */
  tarpit: () => undefined,
  http: (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"),
  /** A megabyte before anything that looks like SSH. */
  talker: (socket) => socket.write("welcome to the pump\r\n".repeat(50_000)),
  /** One line without an end. */
  endless: (socket) => socket.write(`SSH-2.0-${"x".repeat(1_000_000)}`),
  /** Hangs up at once. */
  closer: (socket) => socket.destroy(),
  /** Hangs up in the middle of its first line. */
  torn: (socket) => socket.write("SSH-2.", () => socket.destroy()),
  /** Says who it is, and never goes on. */
  stuck: (socket) => socket.write("SSH-2.0-Stuck_1\r\n"),
  /** Speaks SSH for one line, and then rubbish. */
  rubbish: (socket) =>
    socket.write(`SSH-2.0-Rubbish_1\r\n${"\u0000".repeat(4096)}`),
  /** What sshd says to whom it has had enough of. */
  throttled: (socket) => socket.end("Not allowed at this time\r\n"),
};
createServer((socket) => {
  socket.on("error", () => undefined);
  kinds[process.argv[2]](socket);
}).listen(22, "0.0.0.0");
