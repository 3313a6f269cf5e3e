/** What sshd says of a connection that it could not make for us: its system's own words. */
const codes: readonly (readonly [RegExp, string])[] = [
  [/refused/i, "ECONNREFUSED"],
  [/timed out/i, "ETIMEDOUT"],
  [/network is unreachable/i, "ENETUNREACH"],
  [/no route to host/i, "EHOSTUNREACH"],
  [/reset/i, "ECONNRESET"],
  [/name|address|resolution|known/i, "ENOTFOUND"],
];

/** As an error of a connection made here; undefined where sshd is not allowed to make any. */
export function dialError(error: Error): Error | undefined {
  const { reason } = error as Error & { reason?: unknown };
  // SSH_OPEN_CONNECT_FAILED; what is prohibited or unknown is another reason (RFC 4254, 5.1).
  if (reason !== 2) return undefined;
  const said = error.message.replace(/^\(SSH\) Channel open failure: /, "");
  const code = codes.find(([words]) => words.test(said))?.[1];
  return Object.assign(new Error(said, { cause: error }), {
    code: code ?? "EHOSTUNREACH",
  });
}
