import http from "node:http";

const loopback = "localhost,127.0.0.1,::1";

/**
 * Sends fetch through a proxy: the given one, else that of HTTPS_PROXY, HTTP_PROXY and NO_PROXY.
 * Returns what sets it back. Does nothing where this Node cannot (before 24.14).
 */
export function useProxy(proxy?: string): () => void {
  const env = process.env;
  const https =
    proxy ?? env["https_proxy"] ?? env["HTTPS_PROXY"] ?? env["ALL_PROXY"];
  const plain = proxy ?? env["http_proxy"] ?? env["HTTP_PROXY"];
  if (https === undefined && plain === undefined) return () => undefined;
  const set = (
    http as { setGlobalProxyFromEnv?: (env: NodeJS.ProcessEnv) => () => void }
  ).setGlobalProxyFromEnv;
  if (set === undefined) return () => undefined;
  const except = env["no_proxy"] ?? env["NO_PROXY"];
  return set({
    ...(https !== undefined && { HTTPS_PROXY: https }),
    ...(plain !== undefined && { HTTP_PROXY: plain }),
    NO_PROXY: except === undefined ? loopback : `${except},${loopback}`,
  });
}
