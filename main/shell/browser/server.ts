import { readFile } from "node:fs/promises";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { createGate, type Gate } from "./gate.ts";
import { safeHeaders } from "./headers.ts";
import { pageFiles, type PageFile } from "./page-files.ts";
import { mayConnect } from "./peer-user.ts";
import type { Answer, Windows } from "./windows.ts";

const longestMessage = 1024 * 1024;

export interface BrowserServer {
  readonly port: number;
  /** A new link to start with: good once, for five minutes. */
  startUrl(): string;
  close(): Promise<void>;
}

/** Serves the wizard's page to this machine's user and nobody else; `folder` is the built renderer. */
export async function serveBrowser({
  folder,
  windows,
  answer,
  now,
}: {
  folder: string;
  windows: Windows;
  answer: Answer;
  now?: () => number;
}): Promise<BrowserServer> {
  const files = await pageFiles(folder);
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const gate = createGate(port, now);
  const headers = safeHeaders(port);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    perMessageDeflate: false,
  });

  server.on("connection", (socket) => {
    if (!mayConnect(socket)) socket.destroy();
  });
  server.on("request", (request, response) => {
    for (const [name, value] of Object.entries(headers))
      response.setHeader(name, value);
    void respond(request, response, gate, files).catch(() => {
      if (!response.headersSent) say(response, 500, "The page is not readable");
      else response.destroy();
    });
  });
  server.on("upgrade", (request, socket: Duplex, head) => {
    socket.on("error", () => socket.destroy());
    const welcome =
      gate.hostFits(request) &&
      gate.originFits(request) &&
      gate.cookieFits(request) &&
      request.method === "GET" &&
      request.url === "/ipc";
    if (welcome)
      sockets.handleUpgrade(request, socket, head, (opened) =>
        windows.add(opened, answer),
      );
    else
      socket.end(
        "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
      );
  });

  return {
    port,
    startUrl: () => `http://127.0.0.1:${port}${gate.startPath()}`,
    close: async () => {
      const closed = new Promise<void>((resolve) =>
        server.close(() => resolve()),
      );
      windows.close();
      // A page that does not say goodbye must not keep the program from ending.
      const forced = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, 500);
      server.closeAllConnections();
      await closed;
      clearTimeout(forced);
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  gate: Gate,
  files: ReadonlyMap<string, PageFile>,
): Promise<void> {
  const { method, url = "" } = request;
  const [path = "", query = ""] = url.split("?", 2);
  const reads = method === "GET" || method === "HEAD";
  if (!gate.hostFits(request)) {
    say(response, 403, "Not here");
    return;
  }
  if (path === "/start" && method === "GET") {
    const token = new URLSearchParams(query).get("token") ?? "";
    // Whoever is in already and goes back to the link is not sent away.
    if (gate.spend(token) || gate.cookieFits(request)) {
      response.setHeader("Set-Cookie", gate.setCookie);
      response.setHeader("Location", "/");
      say(response, 303, "");
    } else
      say(
        response,
        403,
        "This link was used before or is too old. Start Forecourt again for a new one.",
      );
    return;
  }
  if (!gate.cookieFits(request) || (!reads && !gate.originFits(request))) {
    say(response, 403, "Open the link that Forecourt printed when it started.");
    return;
  }
  if (!reads) {
    response.setHeader("Allow", "GET, HEAD");
    say(response, 405, "");
    return;
  }
  const found = files.get(path);
  if (found === undefined) {
    say(response, 404, "There is no such page");
    return;
  }
  const content = await readFile(found.file);
  response.writeHead(200, {
    "Content-Type": found.type,
    "Content-Length": content.length,
  });
  response.end(method === "HEAD" ? undefined : content);
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(text === "" ? undefined : `${text}\n`);
}
