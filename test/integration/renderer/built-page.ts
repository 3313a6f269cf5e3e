import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'";
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** The page beside this, built and served on loopback under the wizard's own policy. */
export async function buildPage(): Promise<{
  url: string;
  close: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "forecourt-page-"));
  await build({
    configFile: false,
    logLevel: "warn",
    root: fileURLToPath(new URL("page", import.meta.url)),
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = normalize(pathname === "/" ? "/index.html" : pathname);
    readFile(join(folder, file)).then(
      (content) =>
        response
          .writeHead(200, {
            "content-type": types[extname(file)] ?? "application/octet-stream",
            "content-security-policy": policy,
          })
          .end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve()),
  );
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
