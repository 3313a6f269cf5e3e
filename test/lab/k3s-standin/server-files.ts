// What a server lays down before anybody can ask it: tokens, kubeconfig, its certificate's names.
import { chmodSync, chownSync, rmSync, symlinkSync } from "node:fs";
import type { Server } from "node:https";
import { hostname } from "node:os";
import { join } from "node:path";
import { caHash, type Pair } from "./certificates.ts";
import { Fatal, log } from "./log.ts";
import type { Options } from "./options.ts";
import { defaultKubeconfig, readIfThere, writeWhole } from "./paths.ts";
import { kubeconfigText } from "./kubeconfig.ts";
import { formatToken, parseToken } from "./token.ts";

const link = (target: string, path: string): void => {
  rmSync(path, { force: true });
  symlinkSync(target, path);
};

/** token, node-token and agent-token. Returns the passwords that agents may join with. Throws Fatal. */
export const writeTokens = (
  options: Options,
  folder: string,
  serverCa: string,
  password: string,
): string[] => {
  const hash = caHash(serverCa);
  const token = join(folder, "token");
  const write = (path: string, user: string, secret: string): void =>
    writeWhole(
      path,
      `${formatToken({ caHash: hash, user, password: secret })}\n`,
    );
  write(token, "server", password);
  const agentToken = join(folder, "agent-token");
  const agentFile = options.text("agent-token-file");
  const agent =
    options.text("agent-token") ??
    (agentFile === undefined ? undefined : readIfThere(agentFile));
  if (agent === undefined) {
    link(token, agentToken);
    link(token, join(folder, "node-token"));
    return [password];
  }
  const agentPassword = parseToken(agent).password;
  rmSync(agentToken, { force: true });
  write(agentToken, "node", agentPassword);
  link(agentToken, join(folder, "node-token"));
  return [password, agentPassword];
};

export const writeKubeconfig = (
  options: Options,
  port: number,
  serverCa: string,
  admin: Pair,
): void => {
  const path = options.text("write-kubeconfig") ?? defaultKubeconfig;
  const mode = Number.parseInt(
    options.text("write-kubeconfig-mode") ?? "600",
    8,
  );
  if (Number.isNaN(mode))
    throw new Fatal(
      `invalid kubeconfig mode ${options.text("write-kubeconfig-mode")}`,
    );
  writeWhole(
    path,
    kubeconfigText(`https://127.0.0.1:${port}`, serverCa, admin),
    mode,
  );
  const group = Number(options.text("write-kubeconfig-group"));
  if (!Number.isNaN(group)) {
    chownSync(path, 0, group);
    chmodSync(path, mode | 0o040);
  }
  log("info", `Wrote kubeconfig ${path}`);
};

export const listen = async (
  server: Server,
  port: number,
  address: string,
): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new Fatal(
              `starting kubernetes: listen tcp :${port}: bind: address already in use`,
            )
          : error,
      ),
    );
    server.listen(port, address, resolve);
  });
};

/** 10.43.0.1 of 10.43.0.0/16. */
const firstServiceAddress = (options: Options): string =>
  (options.list("service-cidr")[0] ?? "10.43.0.0/16")
    .replace(/\/\d+$/, "")
    .replace(/\d+$/, (last) => String(Number(last) + 1));

export const sansOf = (
  options: Options,
  name: string,
  address: string,
): string[] => [
  ...new Set([
    "kubernetes",
    "kubernetes.default",
    "kubernetes.default.svc",
    "kubernetes.default.svc.cluster.local",
    "localhost",
    hostname().toLowerCase(),
    name,
    "127.0.0.1",
    "::1",
    address,
    firstServiceAddress(options),
    ...options.list("tls-san"),
  ]),
];
