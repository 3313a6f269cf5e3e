import type { AnyAuthMethod, Prompt } from "ssh2";
import type { Credentials } from "./credentials.ts";

/** One thing to try: a refused one is not tried in another way as well. */
type Attempt =
  | { readonly way: "agent"; readonly agent: string }
  | { readonly way: "key"; readonly key: Credentials["keys"][number] }
  | {
      readonly way: "password";
      readonly password: string;
      /** Where the server wants it a second time, in its own words. */
      readonly asked?: boolean;
    };

/** The turns of one connection's sign-in, as ssh2 asks for them. */
export interface Turns {
  readonly next: (
    offered: readonly string[] | null,
    partly: boolean | null,
  ) => AnyAuthMethod | false;
  /** How many were refused so far, or were on their way when the server ended it. */
  refused(): number;
  /** With what it went well: a connection that is made again begins with it. */
  used(): Credentials;
  /** What was not tried yet; undefined where a password was refused: then nothing else is. */
  untried(): Credentials | undefined;
}

/**
 * Keys first: only passwords are counted by what locks accounts (pam_faillock). To a server that counts,
 * one password given in two ways would be two wrong ones. Where the server speaks of a lock, it ends.
 */
export function turnsFor(credentials: Credentials): Turns {
  const { username, agent, keys, passwords } = credentials;
  let left: Attempt[] = [
    ...(agent === undefined ? [] : [{ way: "agent" as const, agent }]),
    ...keys.map((key) => ({ way: "key" as const, key })),
    ...passwords.map((password) => ({ way: "password" as const, password })),
  ];
  const accepted: Attempt[] = [];
  let last: Attempt | undefined;
  let refused = 0;
  let passwordRefused = false;
  let locked = false;

  const settle = (partly: boolean | null) => {
    if (last === undefined) return;
    if (partly === true) {
      accepted.push(last);
      if (last.way === "password" && last.asked !== true)
        left = [{ ...last, asked: true }, ...left];
    } else {
      refused += 1;
      passwordRefused ||= last.way === "password";
    }
    last = undefined;
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
    if (attempt.way !== "password") {
      if (!offered.includes("publickey")) return undefined;
      return attempt.way === "agent"
        ? { type: "agent", username, agent: attempt.agent }
        : {
            type: "publickey",
            username,
            key: attempt.key.privateKey,
            ...(attempt.key.passphrase === undefined
              ? {}
              : { passphrase: attempt.key.passphrase }),
          };
    }
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
      settle(partly);
      if (locked) return false;
      for (const attempt of left) {
        const method = methodOf(attempt, offered);
        if (method === undefined) continue;
        left = left.filter((each) => each !== attempt);
        last = attempt;
        return method;
      }
      return false;
    },
    refused: () => refused + (last === undefined ? 0 : 1),
    used() {
      const good = [...accepted, ...(last === undefined ? [] : [last])];
      if (good.length === 0) return credentials;
      const goodAgent = good.find((each) => each.way === "agent")?.agent;
      const goodPassword = good.find((each) => each.way === "password");
      return {
        username,
        ...(goodAgent === undefined ? {} : { agent: goodAgent }),
        keys: good.flatMap((each) => (each.way === "key" ? [each.key] : [])),
        // Those that were not needed may still be sudo's.
        passwords:
          goodPassword === undefined ? passwords : [goodPassword.password],
      };
    },
    untried() {
      if (passwordRefused || locked || last?.way === "password")
        return undefined;
      const rest = left.filter((each) => each !== last);
      const restAgent = rest.find((each) => each.way === "agent")?.agent;
      return {
        username,
        ...(restAgent === undefined ? {} : { agent: restAgent }),
        keys: rest.flatMap((each) => (each.way === "key" ? [each.key] : [])),
        passwords: rest.flatMap((each) =>
          each.way === "password" ? [each.password] : [],
        ),
      };
    },
  };
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
