import type { Duplex } from "node:stream";
import type { FailureCode } from "../../../common/model/failure.ts";

export type Greeting =
  { readonly banner: string } | { readonly failure: FailureCode };

/** RFC 4253, 4.2 allows lines before the banner and 255 bytes for it; nobody needs this much. */
const mostBytes = 16 * 1024;
const shownBytes = 255;

/**
 * The line with which an SSH server begins (RFC 4253, 4.2). What was read is put back, so that a
 * handshake can go on over the socket, which is paused then. Gives `ssh-silent` for one that says
 * nothing, `not-ssh` for one that says something else,
 * `banner-too-long`, `hung-up`, `host-throttles`.
 */
export function readGreeting(
  socket: Duplex,
  within: number,
  signal: AbortSignal,
): Promise<Greeting> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    const settle = (greeting: Greeting) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", silent);
      socket.off("data", read).off("end", gone).off("close", gone).pause();
      if ("failure" in greeting) socket.destroy();
      else socket.unshift(Buffer.concat(parts));
      resolve(greeting);
    };
    const said = () => Buffer.concat(parts).toString("latin1");
    // Without a whole line: silent, or talking like nothing that we know.
    const silent = () =>
      settle({
        failure: isBeginning(said()) ? "ssh-silent" : "not-ssh",
      });
    const gone = () => settle({ failure: farewell(said()) });
    const read = (bytes: Buffer) => {
      parts.push(bytes);
      length += bytes.length;
      const text = said();
      const banner = /^(SSH-[^\r\n]*)\r?\n/m.exec(text)?.[1];
      if (banner !== undefined && banner.length <= shownBytes)
        settle({ banner: plain(banner) });
      else if (length > mostBytes || (banner?.length ?? 0) > shownBytes)
        settle({ failure: "banner-too-long" });
      else if (/^(HTTP\/|220[ -]|\* OK|\+OK|RFB |<)/.test(text))
        settle({ failure: "not-ssh" });
    };
    const timer = setTimeout(
      () => setImmediate(() => setImmediate(silent)),
      within,
    );
    signal.addEventListener("abort", silent, { once: true });
    socket.on("data", read).once("end", gone).once("close", gone);
  });
}

/** sshd that has had enough says so (PerSourcePenalties, MaxStartups), or nothing at all. */
function farewell(text: string): FailureCode {
  if (/not allowed|exceeded/i.test(text)) return "host-throttles";
  return isBeginning(text) ? "hung-up" : "not-ssh";
}

function isBeginning(text: string): boolean {
  return "SSH-".startsWith(text.slice(0, 4));
}

/** It comes from anybody: no control characters. */
function plain(banner: string): string {
  return banner.replace(/[^\x20-\x7e]/g, "?");
}
