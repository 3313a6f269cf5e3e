import type { Api } from "../../common/ipc/faces.ts";
import type { Failure } from "../../common/model/failure.ts";
import { fromBase64, toBase64 } from "./bytes.ts";
import type { XtermView } from "./xterm-view.ts";

export type ShellState =
  | { readonly at: "opening" | "open" | "closed" }
  | { readonly at: "failed"; readonly failure: Failure | undefined };

/** A large paste goes in pieces. */
const piece = 32 * 1024;

/** One interactive shell on a host in a terminal, from its opening to its end. Gives back what ends it. */
export function openShell(
  shell: Api["shell"],
  host: string,
  view: XtermView,
  told: (state: ShellState) => void,
): () => void {
  const { terminal } = view;
  let id: number | undefined;
  let over = false;
  // Its first words may come before its number.
  let early: { id: number; bytes: string }[] = [];
  let earlyEnds: number[] = [];
  let sent: Promise<unknown> = Promise.resolve();

  const size = () => ({
    columns: Math.min(1000, Math.max(2, terminal.cols)),
    rows: Math.min(1000, Math.max(2, terminal.rows)),
  });
  const paint = (bytes: Uint8Array) => {
    terminal.write(bytes, () => {
      if (id !== undefined && !over)
        void shell.painted({ id, bytes: bytes.length });
    });
  };
  const send = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at += piece) {
      const part = toBase64(bytes.subarray(at, at + piece));
      // One after the other: what is typed keeps its order.
      sent = sent.then(async () => {
        if (id !== undefined && !over) await shell.write({ id, bytes: part });
      });
    }
  };
  const end = (state: ShellState) => {
    if (over) return;
    over = true;
    for (const stop of stops) stop();
    told(state);
  };

  const typed = terminal.onData((text) => send(new TextEncoder().encode(text)));
  const raw = terminal.onBinary((text) =>
    send(Uint8Array.from(text, (letter) => letter.charCodeAt(0))),
  );
  const resized = terminal.onResize(() => {
    if (id !== undefined && !over) void shell.resize({ id, ...size() });
  });
  const stops = [
    () => typed.dispose(),
    () => raw.dispose(),
    () => resized.dispose(),
    shell.onData((data) => {
      if (id === undefined) early.push(data);
      else if (data.id === id) paint(fromBase64(data.bytes));
    }),
    shell.onClosed((closed) => {
      if (id === undefined) earlyEnds.push(closed.id);
      else if (closed.id === id) end({ at: "closed" });
    }),
  ];

  const asked = size();
  told({ at: "opening" });
  void shell.open({ host, ...asked }).then(
    (answer) => {
      if (!answer.ok) {
        end({
          at: "failed",
          failure: "failure" in answer ? answer.failure : undefined,
        });
        return;
      }
      ({ id } = answer.value);
      if (over) {
        void shell.close({ id });
        return;
      }
      told({ at: "open" });
      for (const data of early)
        if (data.id === id) paint(fromBase64(data.bytes));
      if (earlyEnds.includes(id)) end({ at: "closed" });
      else if (size().columns !== asked.columns || size().rows !== asked.rows)
        void shell.resize({ id, ...size() });
      early = [];
      earlyEnds = [];
    },
    () => end({ at: "failed", failure: undefined }),
  );

  return () => {
    if (over) return;
    over = true;
    for (const stop of stops) stop();
    if (id !== undefined) void shell.close({ id });
  };
}
