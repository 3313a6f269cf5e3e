import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";

export interface TestProxy {
  readonly url: string;
  /** What was asked for, such as "rancher.test:443". */
  readonly asked: string[];
  close(): Promise<void>;
}

/** A proxy that connects everything to 127.0.0.1; `refuse` answers with this status instead. */
export async function startProxy(refuse?: number): Promise<TestProxy> {
  const asked: string[] = [];
  const server = createServer();
  server.on("connect", ({ url = "" }, socket) => {
    asked.push(url);
    if (refuse !== undefined) {
      socket.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
      return;
    }
    const line = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      line.pipe(socket).pipe(line);
    });
    line.on("error", () => socket.destroy());
    socket.on("error", () => line.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
