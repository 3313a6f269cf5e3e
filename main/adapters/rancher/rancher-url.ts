import { failed } from "../../../common/model/failure.ts";

/** `https://name[:port]` as it was meant. Throws `rancher-url-invalid`. */
export function rancherUrl(text: string): URL {
  const refuse = (reason: string) =>
    failed("rancher-url-invalid", { data: { url: shown(text), reason } });
  const given = text.trim();
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(given))
    throw refuse("https:// is missing");
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw refuse("not a URL");
  }
  if (url.protocol !== "https:")
    throw refuse(`${url.protocol}// is not https://`);
  if (url.username !== "" || url.password !== "")
    throw refuse("a user or password does not belong in it");
  if (url.pathname !== "/") throw refuse(`a path is too much: ${url.pathname}`);
  if (url.search !== "" || url.hash !== "")
    throw refuse("nothing may follow the name and port");
  return url;
}

/** A password in it must not be repeated. */
function shown(text: string): string {
  return text.replace(/\/\/[^/@\s]*@/, "//…@").slice(0, 200);
}

/** Name or address to connect to, without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

export function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === "http:" ? 80 : 443);
}
