/**
 * An engine that only says that a run is going or not: `run.start` and `run.stop` turn it, and
 * `run.undo` crashes.
 */
interface ParentPort {
  on(event: "message", listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}
type Message = { id: number; channel: string } | { close: true };

const { parentPort } = process as unknown as { parentPort: ParentPort };
let state = "done";

parentPort.on("message", ({ data }) => {
  const message = data as Message;
  if ("close" in message) process.exit(0);
  if (message.channel === "run.undo") process.exit(7);
  if (message.channel === "run.start") state = "running";
  if (message.channel === "run.stop") state = "aborted";
  const snapshot = { run: { state } };
  parentPort.postMessage({ channel: "wizard.changed", data: snapshot });
  parentPort.postMessage({
    id: message.id,
    answer: { ok: true, value: snapshot },
  });
});
