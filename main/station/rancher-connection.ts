import { readFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { failed } from "../../common/model/failure.ts";
import type { StationRancher } from "../../common/model/station.ts";
import type {
  RancherConnection,
  RancherSignIn,
  RancherTrust,
} from "../ports/rancher-api.ts";

/** What a sign-in to Rancher may need; asked for only where the environment does not say it. */
export type RancherSecret = "rancher-token" | "rancher-password";

export const rancherVariables = {
  "rancher-token": "FORECOURT_RANCHER_TOKEN",
  "rancher-password": "FORECOURT_RANCHER_PASSWORD",
} as const satisfies Record<RancherSecret, string>;

export interface RancherAccess {
  /** Folder that the file of the CA is relative to. */
  readonly folder: string;
  readonly keepSecret: (secret: string) => void;
  /** Undefined where nobody can be asked. `subject`: the URL, or the user. */
  readonly ask: (
    secret: RancherSecret,
    subject: string,
  ) => Promise<string | undefined>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

type Where = Pick<
  StationRancher,
  "url" | "ca" | "caChecksum" | "user" | "proxy"
>;

/**
 * How to reach a Rancher and who we are there. Throws `file-unreadable` for its CA, `secret-missing` where
 * no token or password is known.
 */
export async function rancherConnection(
  where: Where,
  access: RancherAccess,
): Promise<RancherConnection> {
  return {
    url: where.url,
    trust: await trustIn(where, access.folder),
    signIn: await signInTo(where, access),
    ...(where.proxy !== undefined && { proxy: where.proxy }),
    keepSecret: access.keepSecret,
  };
}

async function trustIn(
  { ca, caChecksum }: Where,
  folder: string,
): Promise<RancherTrust> {
  if (ca !== undefined) {
    const path = isAbsolute(ca) ? ca : join(folder, ca);
    const pem = await readFile(path, "utf8").catch((error: unknown) => {
      throw failed(
        "file-unreadable",
        { data: { path, reason: (error as Error).message } },
        { cause: error },
      );
    });
    return { kind: "pem", pem };
  }
  return caChecksum === undefined
    ? { kind: "system" }
    : { kind: "checksum", checksum: caChecksum };
}

async function signInTo(
  { url, user }: Where,
  { keepSecret, ask, env = process.env }: RancherAccess,
): Promise<RancherSignIn> {
  const kind = user === undefined ? "rancher-token" : "rancher-password";
  const secret = env[rancherVariables[kind]] || (await ask(kind, user ?? url));
  if (!secret) throw failed("secret-missing", { data: { kind } });
  keepSecret(secret);
  return user === undefined
    ? { kind: "token", token: secret }
    : { kind: "user", username: user, password: secret };
}
