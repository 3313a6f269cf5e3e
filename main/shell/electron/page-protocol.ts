import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { ElectronApi } from "./electron-api.ts";

const scheme = "app";
const origin = `${scheme}://forecourt`;

/** The one page of the window. */
export const pageUrl = `${origin}/`;

const headers = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

/** Whether the address is one of the page's own files. */
export function isOurs(url: string): boolean {
  return url.startsWith(pageUrl);
}

/** To be called before Electron is ready. */
export function declarePageProtocol({
  protocol,
}: Pick<ElectronApi, "protocol">): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true } },
  ]);
}

/** Serves the built page in `folder` as `app://forecourt/`, and nothing else. */
export function servePage(
  { protocol }: Pick<ElectronApi, "protocol">,
  folder: string,
): void {
  protocol.handle(scheme, (request) => answer(folder, request));
}

async function answer(folder: string, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method !== "GET" || !isOurs(request.url)) return say(404);
  // The browser's; here the window brings its own.
  if (pathname === "/preload.js") return file(".js", "");
  const parts = (pathname === "/" ? "/index.html" : pathname)
    .slice(1)
    .split("/");
  const type = extname(parts.at(-1) ?? "");
  // Plain names only: nothing encoded, hidden or climbing can be asked for. The folder is in an asar
  // archive, where links and listings are not to be relied on.
  if (!parts.every((part) => /^\w[\w.-]*$/.test(part)) || !(type in types))
    return say(404);
  const content = await readFile(join(folder, ...parts)).catch(() => undefined);
  return content === undefined ? say(404) : file(type, content);
}

function file(type: string, content: Buffer<ArrayBuffer> | string): Response {
  return new Response(content, {
    headers: { ...headers, "Content-Type": types[type] ?? "" },
  });
}

function say(status: number): Response {
  return new Response(null, { status, headers });
}
