import { spawn } from "node:child_process";

/**
 * Direct cable, no DHCP: every IPv6 host has a link-local address, and answers an echo to all of the
 * cable. Sockets for that need rights that the laptop's `ping` has. Tells each address with its scope, once,
 * when it answers. Rejects where there is no ping or it may not.
 */
export function askAllNodes(
  scope: string,
  own: readonly string[],
  signal: AbortSignal,
  found: (address: string) => void,
): Promise<void> {
  const [program, args] = pingFor(scope);
  const told = new Set<string>();
  return new Promise((resolve, reject) => {
    const ping = spawn(program, args, {
      timeout: 4000,
      signal,
      windowsHide: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let rest = "";
    let said = "";
    ping.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const address of linkLocalIn(lines.join("\n"), scope)) {
        if (told.has(address) || own.includes(address.replace(/%.*$/, "")))
          continue;
        told.add(address);
        found(address);
      }
    });
    ping.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2000);
    });
    ping.once("error", (error) => (signal.aborted ? resolve() : reject(error)));
    ping.once("close", (code) => {
      const reason = said.trim().split("\n")[0] ?? "";
      // 1: nobody answered. Anything else: it could not ask.
      if (
        code === 0 ||
        told.size > 0 ||
        signal.aborted ||
        (code === 1 && reason === "")
      )
        resolve();
      else reject(new Error(reason || `${program} ended with ${code}`));
    });
  });
}

function pingFor(scope: string): [program: string, args: string[]] {
  const all = `ff02::1%${scope}`;
  if (process.platform === "win32")
    return ["ping", ["-6", "-n", "2", "-w", "700", all]];
  if (process.platform === "darwin")
    return ["ping6", ["-c", "3", "-i", "0.5", all]];
  // It counts the laptop's own answers too, so that a small count ends before others have answered.
  return ["ping", ["-6", "-n", "-c", "5", "-i", "0.2", "-w", "1", all]];
}

/** Link-local addresses in what ping printed, each once, with the scope. */
export function linkLocalIn(text: string, scope: string): string[] {
  const addresses = text.match(/\bfe80:[0-9a-f:]+[0-9a-f]/gi) ?? [];
  return [...new Set(addresses.map((one) => `${one.toLowerCase()}%${scope}`))];
}
