// K3s' tokens: K10<sha256 of the CA>::<user>:<password>, or only the password.
import { Fatal } from "./log.ts";

export interface Token {
  /** 64 hex digits, where the token pins the CA. */
  caHash?: string;
  user: string;
  password: string;
}

export const formatToken = (token: Token & { caHash: string }): string =>
  `K10${token.caHash}::${token.user}:${token.password}`;

const bootstrap = /^[a-z0-9]{6}\.[a-z0-9]{16}$/;

/** Throws Fatal with K3s' words. */
export const parseToken = (text: string): Token => {
  const token = text.trim();
  if (token === "") throw new Fatal("token must not be empty");
  if (!token.startsWith("K10"))
    return bootstrap.test(token)
      ? { user: "bootstrap", password: token }
      : { user: "node", password: token };
  const separator = token.indexOf("::");
  if (separator < 0) throw new Fatal("invalid token format");
  const caHash = token.slice(3, separator);
  const rest = token.slice(separator + 2);
  if (caHash.length !== 64) throw new Fatal("invalid token CA hash length");
  if (bootstrap.test(rest))
    return { caHash, user: "bootstrap", password: rest };
  const colon = rest.indexOf(":");
  if (colon < 1 || colon === rest.length - 1)
    throw new Fatal("invalid token format");
  return {
    caHash,
    user: rest.slice(0, colon),
    password: rest.slice(colon + 1),
  };
};
