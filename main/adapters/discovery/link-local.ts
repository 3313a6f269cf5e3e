import { execFile } from "node:child_process";

/**
 * Direct cable, no DHCP: every IPv6 host has a link-local address, and answers an echo to all of the
 * cable. Sockets for that need rights that the laptop's `ping` has. Gives addresses with their scope.
 * Throws where there is no ping or it may not.
 */
export function askAllNodes(
  scope: string,
  own: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const { platform } = process;
  const [program, args] =
    platform === "win32"
      ? ["ping", ["-6", "-n", "2", "-w", "700", `ff02::1%${scope}`]]
      : platform === "darwin"
        ? ["ping6", ["-c", "4", "-i", "0.5", `ff02::1%${scope}`]]
        : [
            "ping",
            // It counts the laptop's own answers too, so that a small count ends before others have answered.
            ["-6", "-n", "-c", "6", "-i", "0.4", "-w", "2", `ff02::1%${scope}`],
          ];
  return new Promise((resolve, reject) => {
    execFile(
      program,
      args,
      { timeout: 4000, signal, windowsHide: true },
      (error, stdout, stderr) => {
        const found = linkLocalIn(stdout, scope).filter(
          (address) => !own.includes(address.replace(/%.*$/, "")),
        );
        const reason = stderr.trim().split("\n")[0] ?? "";
        if (found.length > 0 || error === null || signal.aborted)
          resolve(found);
        // 1: nobody answered. Anything else: it could not ask.
        else if (error.code === 1 && reason === "") resolve([]);
        else reject(new Error(reason || error.message));
      },
    );
  });
}

/** Link-local addresses in what ping printed, each once, with the scope. */
export function linkLocalIn(text: string, scope: string): string[] {
  const addresses = text.match(/\bfe80:[0-9a-f:]+[0-9a-f]/gi) ?? [];
  return [...new Set(addresses.map((one) => `${one.toLowerCase()}%${scope}`))];
}
