/**
 * An engine that only says whether a run is going and which station is open: `run.start` and `run.stop`
 * turn the one, `run.undo` crashes, `station.open` opens a station with one host and a jump host at the
 * address that is given as its path, `hosts.check` answers what it was asked, and `station.save` has its
 * station's name printed, a page, and answers with what came of it.
 */
interface ParentPort {
  on(event: "message", listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}
type Message =
  | { id: number; channel: string; input: unknown }
  | { print: number; pdf?: Uint8Array; reason?: string }
  | { close: true };

const { parentPort } = process as unknown as { parentPort: ParentPort };
let state = "done";
let station: object | null = null;

parentPort.on("message", ({ data }) => {
  const message = data as Message;
  if ("close" in message) process.exit(0);
  if ("print" in message) {
    const { print: id, pdf, reason } = message;
    const value = reason ?? Buffer.from(pdf ?? []).toString("latin1");
    parentPort.postMessage({ id, answer: { ok: true, value } });
    return;
  }
  if (message.channel === "station.save") {
    const { station: page } = message.input as { station: { name: string } };
    parentPort.postMessage({ print: message.id, html: page.name });
    return;
  }
  if (message.channel === "run.undo") process.exit(7);
  if (message.channel === "run.start") state = "running";
  if (message.channel === "run.stop") state = "aborted";
  if (message.channel === "station.open") {
    const { path } = message.input as { path: string };
    const signIn = { user: "tech" };
    const host = { name: "pump-1", address: path, port: 22, signIn };
    station = {
      path,
      station: {
        id: "s-1",
        hosts: [host],
        jumpHosts: [{ ...host, name: "router", port: 2222 }],
      },
    };
  }
  const snapshot = { run: { state }, station, unfinished: null, replay: null };
  parentPort.postMessage({ channel: "wizard.changed", data: snapshot });
  parentPort.postMessage({
    id: message.id,
    answer: {
      ok: true,
      value: message.channel === "hosts.check" ? message.input : snapshot,
    },
  });
});
