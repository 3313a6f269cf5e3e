import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

const tokenLife = 5 * 60_000;

/** Says who may come in: whoever brought the start link, from a page of ours, to our own name. */
export interface Gate {
  /** A new start link's path; good for one use within five minutes. */
  startPath(): string;
  /** Whether the token was good; it is not any more. */
  spend(token: string): boolean;
  /** What a good token is exchanged for. */
  readonly setCookie: string;
  /** A name that resolves to this machine is not enough: that is how foreign pages get in. */
  hostFits(request: IncomingMessage): boolean;
  originFits(request: IncomingMessage): boolean;
  cookieFits(request: IncomingMessage): boolean;
}

/** For the server on 127.0.0.1 and this port; `now` in milliseconds. */
export function createGate(port: number, now: () => number = Date.now): Gate {
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  // Browsers keep one jar for all ports of a host: two wizards must not overwrite each other's.
  const name = `forecourt-${port}`;
  const cookie = secret();
  const tokens = new Set<{ digest: Buffer; until: number }>();

  return {
    startPath: () => {
      const token = secret();
      tokens.add({ digest: digest(token), until: now() + tokenLife });
      return `/start?token=${token}`;
    },
    spend: (token) => {
      const given = digest(token);
      let good = false;
      for (const known of tokens) {
        const same = timingSafeEqual(known.digest, given);
        const late = now() >= known.until;
        if (same && !late) good = true;
        if (same || late) tokens.delete(known);
      }
      return good;
    },
    setCookie: `${name}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
    hostFits: ({ headers }) => equal(headers.host, host),
    originFits: ({ headers }) => equal(headers.origin, origin),
    cookieFits: ({ headers }) =>
      (headers.cookie ?? "")
        .split(";")
        .map((part) => part.trim())
        .filter((part) => part.startsWith(`${name}=`))
        .some((part) => equal(part.slice(name.length + 1), cookie)),
  };
}

/** 256 bits. */
function secret(): string {
  return randomBytes(32).toString("base64url");
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function equal(given: string | undefined, wanted: string): boolean {
  return timingSafeEqual(digest(given ?? ""), digest(wanted));
}
