import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { serveBrowser } from "../../../main/shell/browser/server.ts";
import { Windows } from "../../../main/shell/browser/windows.ts";

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A real server over a small page, which answers what it is asked with what it was asked. */
export async function servePage() {
  const folder = await mkdtemp(join(tmpdir(), "forecourt-page-"));
  const built = join(folder, "page");
  await mkdir(join(built, "assets"), { recursive: true });
  await writeFile(join(built, "index.html"), "<!doctype html><p>wizard</p>");
  await writeFile(join(built, "assets/app.js"), "export {};");
  await writeFile(join(built, "assets/app.js.map"), "{}");
  await writeFile(join(folder, "secret.html"), "secret");
  await symlink(join(folder, "secret.html"), join(built, "link.html"));
  const windows = new Windows();
  const asked: [channel: string, input: unknown][] = [];
  const open: WebSocket[] = [];
  let ahead = 0;
  const server = await serveBrowser({
    folder: built,
    windows,
    answer: (channel, input) => {
      asked.push([channel, input]);
      return channel === "never.answered"
        ? new Promise(() => undefined)
        : Promise.resolve({ ok: true, value: { channel, input } });
    },
    now: () => Date.now() + ahead,
  });
  const origin = `http://127.0.0.1:${server.port}`;

  /** Not fetch: paths go out as they are, and any header may be set. */
  const ask = (
    path: string,
    headers: Record<string, string> = {},
    method = "GET",
  ): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const sent = request(
        { host: "127.0.0.1", port: server.port, path, method, headers },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (part: string) => (text += part));
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
            }),
          );
        },
      );
      sent.on("error", reject);
      sent.end();
    });
  const startPath = () => {
    const { pathname, search } = new URL(server.startUrl());
    return `${pathname}${search}`;
  };
  const signIn = async () => cookieOf(await ask(startPath()));
  const dial = (headers: Record<string, string>, path = "/ipc"): WebSocket => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, {
      headers,
    });
    open.push(socket);
    return socket;
  };

  return {
    server,
    windows,
    asked,
    origin,
    ask,
    startPath,
    signIn,
    dial,
    later: (milliseconds: number) => {
      ahead += milliseconds;
    },
    /** A window that is in. */
    page: async (cookie?: string): Promise<WebSocket> => {
      const socket = dial({ cookie: cookie ?? (await signIn()), origin });
      const result = await outcome(socket);
      if (result !== "open") throw new Error(`refused with ${result}`);
      return socket;
    },
    close: async () => {
      for (const socket of open) socket.terminate();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type ServedPage = Awaited<ReturnType<typeof servePage>>;

export const cookieOf = ({ headers }: Reply) =>
  headers["set-cookie"]?.[0]?.split(";")[0] ?? "";

/** "open", or the status that it was refused with. */
export const outcome = (socket: WebSocket) =>
  new Promise<"open" | number>((resolve, reject) => {
    socket.on("open", () => resolve("open"));
    socket.on("unexpected-response", (_request, response) =>
      resolve(response.statusCode ?? 0),
    );
    socket.on("error", reject);
  });
