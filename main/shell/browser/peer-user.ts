import { readFileSync } from "node:fs";
import type { Socket } from "node:net";

/**
 * Whether a connection over loopback may be this user's. On Linux the kernel knows whose it is, so that
 * a token somebody read off another user's process list opens nothing. Elsewhere, and where it cannot
 * be told, the token decides alone. Root is let in: it could read our memory as well.
 */
export function mayConnect(
  socket: Socket,
  tables: readonly string[] = ["/proc/net/tcp", "/proc/net/tcp6"],
): boolean {
  const self = process.getuid?.();
  if (process.platform !== "linux" || self === undefined) return true;
  const { remotePort = 0, localPort = 0 } = socket;
  const owner = tables
    .map((table) => ownerIn(readTable(table), remotePort, localPort))
    .find((uid) => uid !== undefined);
  return owner === undefined || owner === self || owner === 0;
}

/** The user of the socket between two ports of 127.0.0.1, in a table as of proc_net_tcp(5). */
export function ownerIn(
  table: string,
  localPort: number,
  remotePort: number,
): number | undefined {
  const ends = (field: string | undefined, port: number) =>
    field?.endsWith(
      `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`,
    ) === true;
  for (const line of table.split("\n")) {
    const fields = line.trim().split(/\s+/);
    if (ends(fields[1], localPort) && ends(fields[2], remotePort))
      return Number(fields[7]);
  }
  return undefined;
}

function readTable(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
