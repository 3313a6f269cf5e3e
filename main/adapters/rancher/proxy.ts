/** The proxy to this server: the one given, else what the environment says; `undefined` for none. */
export function proxyFor(
  url: URL,
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env,
): URL | undefined {
  if (given !== undefined) return given === "" ? undefined : new URL(given);
  const name = url.hostname.toLowerCase();
  const except = (env["no_proxy"] ?? env["NO_PROXY"] ?? "")
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== "");
  if (isLoopback(name) || except.some((part) => covers(part, name)))
    return undefined;
  const proxy =
    env["https_proxy"] ??
    env["HTTPS_PROXY"] ??
    env["all_proxy"] ??
    env["ALL_PROXY"];
  if (proxy === undefined || proxy === "") return undefined;
  return URL.canParse(proxy) ? new URL(proxy) : new URL(`http://${proxy}`);
}

function isLoopback(name: string): boolean {
  return name === "localhost" || name === "[::1]" || /^127\./.test(name);
}

/** `*`, `.example.org`, `example.org` (its subdomains as well), `10.1.2.3`, each perhaps with a port. */
function covers(part: string, name: string): boolean {
  if (part === "*") return true;
  const bare = part.replace(/:\d+$/, "").replace(/^\*?\./, "");
  return name === bare || name.endsWith(`.${bare}`);
}
