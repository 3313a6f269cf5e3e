import type { ReadStream } from "node:tty";
import { failed } from "../../../common/model/failure.ts";

export interface Terminal {
  readonly input: Pick<
    ReadStream,
    "setRawMode" | "on" | "off" | "resume" | "pause"
  >;
  readonly output: { write(text: string): unknown };
}

/**
 * Asks on a terminal, without showing what is typed. Undefined at Ctrl-D on an empty line;
 * throws `aborted` at Ctrl-C.
 */
export function askHidden(
  question: string,
  { input, output }: Terminal,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let typed = "";
    // A character may come in two pieces.
    const decoder = new TextDecoder();
    const end = (settle: () => void) => {
      input.off("data", read);
      input.setRawMode(false);
      input.pause();
      output.write("\n");
      settle();
    };
    const read = (bytes: Buffer) => {
      const text = decoder.decode(bytes, { stream: true });
      // Arrow keys and the like are sequences of ESC; a pasted text comes between two of them.
      for (const sign of text.replace(/\x1b\[[0-9;]*[A-Za-z~]/g, ""))
        if (sign === "\r" || sign === "\n") return end(() => resolve(typed));
        else if (sign === "\u0003") return end(() => reject(failed("aborted")));
        else if (sign === "\u0004") {
          if (typed === "") return end(() => resolve(undefined));
        } else if (sign === "\u007f" || sign === "\b")
          typed = [...typed].slice(0, -1).join("");
        else if (sign === "\u0015") typed = "";
        else if (sign >= " ") typed += sign;
    };
    output.write(`${question}: `);
    input.setRawMode(true);
    input.on("data", read);
    input.resume();
  });
}
