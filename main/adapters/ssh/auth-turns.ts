import type { AnyAuthMethod, Prompt } from "ssh2";
import type { Credentials, Key } from "./credentials.ts";

/** One thing to try: a refused one is not tried in another way as well. */
type Attempt =
  | { readonly way: "key"; readonly key: Key }
  | {
      readonly way: "password";
      readonly password: string;
      /** Where the server wants it a second time, in its own words. */
      readonly asked?: boolean;
      /** The server may not have offered this way. */
      readonly guessed?: boolean;
    };

/**
 * Keys that are shown over one connection: with two passwords behind them they are the six tries after
 * which sshd ends it by default (MaxAuthTries).
 */
const mostKeysAtOnce = 4;

/** The turns of one connection's sign-in, as ssh2 asks for them; undefined where the connection is about to end. */
export interface Turns {
  readonly next: (
    offered: readonly string[] | null,
    partly: boolean | null,
  ) => AnyAuthMethod | false | undefined;
  /** How many were refused so far, or were on their way when the server ended it. */
  refused(): number;
  /** Whether the server spoke of a lock. */
  locked(): boolean;
  /** With what it went well: a connection that is made again begins with it. */
  used(): Credentials;
  /** What was not tried yet; undefined where a password was refused: then nothing else is. */
  untried(): Credentials | undefined;
}

/**
 * Keys first: only passwords are counted by what locks accounts (pam_faillock). To a server that counts,
 * one password given in two ways would be two wrong ones. Where the server speaks of a lock, it ends.
 * Over the `last` connection passwords come first, lest a server that ends it early never hears them.
 */
export function turnsFor(credentials: Credentials, last = false): Turns {
  const { username, keys, passwords } = credentials;
  const byKey = keys.map((key) => ({ way: "key" as const, key }));
  const byPassword = passwords.map((password) => ({ way: "password" as const, password })); // prettier-ignore
  let left: Attempt[] = last ? [...byPassword, ...byKey] : [...byKey, ...byPassword]; // prettier-ignore
  const accepted: Attempt[] = [];
  let current: Attempt | undefined;
  let keysShown = 0;
  let refused = 0;
  let passwordRefused = false;
  let locked = false;

  const settle = (partly: boolean, offered: readonly string[]) => {
    if (current === undefined) return;
    if (
      current.way === "password" &&
      current.guessed === true &&
      !offered.includes("password")
    )
      // Nobody looked at it.
      left = [{ ...current, guessed: false, asked: true }, ...left];
    else if (partly) {
      accepted.push(current);
      if (current.way === "password" && current.asked !== true)
        left = [{ ...current, asked: true }, ...left];
    } else {
      refused += 1;
      passwordRefused ||= current.way === "password";
    }
    current = undefined;
  };
  const prompt = (password: string) =>
    ((_name, instructions, _language, prompts, answer) => {
      locked ||= isLocked(instructions) || prompts.some((each) => isLocked(each.prompt)); // prettier-ignore
      answer(prompts.map((each) => (asks(each) ? password : "")));
    }) as Extract<AnyAuthMethod, { prompt: unknown }>["prompt"];
  const methodOf = (
    attempt: Attempt,
    offered: readonly string[],
  ): AnyAuthMethod | undefined => {
    if (attempt.way === "key")
      return offered.includes("publickey")
        ? keyMethod(username, attempt.key)
        : undefined;
    const { password, asked } = attempt;
    if (asked !== true && offered.includes("password"))
      return { type: "password", username, password };
    if (offered.includes("keyboard-interactive"))
      return {
        type: "keyboard-interactive",
        username,
        prompt: prompt(password),
      };
    return undefined;
  };

  return {
    next(offered, partly) {
      if (offered === null) return { type: "none", username };
      const agent = current?.way === "key" && "agent" in current.key ? current.key.agent : undefined; // prettier-ignore
      if (agent?.refused === true) return undefined;
      // After an agent's key ssh2 tells neither that it was one of two ways nor which is the other.
      const isGuess = agent?.signed === true;
      settle(partly === true || isGuess, offered);
      if (locked) return false;
      const ways = isGuess ? [...offered, "password"] : offered;
      for (const next of left) {
        const attempt =
          isGuess && next.way === "password"
            ? { ...next, guessed: true }
            : next;
        const method = methodOf(attempt, ways);
        if (method === undefined) continue;
        if (attempt.way === "key" && (keysShown += 1) > mostKeysAtOnce)
          return false;
        left = left.filter((each) => each !== next);
        if (attempt.way === "key" && "agent" in attempt.key) attempt.key.agent.signed = false; // prettier-ignore
        current = attempt;
        return method;
      }
      return false;
    },
    refused: () => refused + (current === undefined ? 0 : 1),
    locked: () => locked,
    used() {
      const good = [...accepted, ...(current === undefined ? [] : [current])];
      if (good.length === 0) return credentials;
      const goodPassword = good.find((each) => each.way === "password");
      return {
        username,
        keys: keysOf(good),
        // Those that were not needed may still be sudo's.
        passwords:
          goodPassword === undefined ? passwords : [goodPassword.password],
      };
    },
    untried() {
      if (passwordRefused || locked || current?.way === "password")
        return undefined;
      const rest = left.filter((each) => each !== current);
      return {
        username,
        keys: keysOf(rest),
        passwords: rest.flatMap((each) =>
          each.way === "password" ? [each.password] : [],
        ),
      };
    },
  };
}

function keyMethod(username: string, key: Key): AnyAuthMethod {
  if ("agent" in key) return { type: "agent", username, agent: key.agent };
  const { privateKey, passphrase } = key;
  return {
    type: "publickey",
    username,
    key: privateKey,
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

function keysOf(attempts: readonly Attempt[]): Key[] {
  return attempts.flatMap((each) => (each.way === "key" ? [each.key] : []));
}

/** Whether it is for the password there is; not for a new one, where the old one has expired. */
function asks({ prompt, echo }: Prompt): boolean {
  return (
    echo !== true &&
    /pass|密码|パスワード/i.test(prompt) &&
    !/new|retype|again/i.test(prompt)
  );
}

const isLocked = (text: string) => /\blocked\b|锁定|ロックされ/i.test(text);
