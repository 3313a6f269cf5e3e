// What the tests sign in with, and what they look at afterwards.
import { failureOf, type Failure } from "../../../common/model/failure.ts";
import { StationHost } from "../../../common/model/station.ts";
import {
  connectHost,
  type ConnectOptions,
} from "../../../main/adapters/ssh/connect.ts";
import type { RemoteHost } from "../../../main/ports/remote-host.ts";
import type { SecretKind } from "../../../main/ports/secrets.ts";
import { labUnavailable } from "../../lab/packages.ts";
import { password, type Sshd } from "./sshd.ts";

/** Where no sshd of the tests' own can be started. */
export const noSshd = labUnavailable() !== undefined;

type Changes = Partial<Omit<ConnectOptions, "host" | "secrets">> & {
  readonly address?: string;
  readonly port?: number;
  readonly user?: string;
  readonly agent?: boolean;
  readonly secrets?: Partial<Record<SecretKind, string>>;
  /** Known ones, to be tried in turn. */
  readonly passwords?: readonly string[];
  readonly keyFile?: string;
  /** Every secret that was asked for. */
  readonly asked?: SecretKind[];
};

/** As `user` with the password; as root with the key. */
export function optionsFor(
  { port, hostKey, keyFile }: Pick<Sshd, "port" | "hostKey" | "keyFile">,
  {
    address,
    user = "root",
    agent,
    secrets,
    asked,
    passwords,
    keyFile: own,
    ...changes
  }: Changes = {},
): ConnectOptions {
  const isRoot = user === "root";
  const known = secrets ?? { password };
  return {
    host: StationHost.parse({
      name: "pump",
      role: "server",
      address: address ?? "127.0.0.1",
      port: changes.port ?? port,
      signIn: { user, password: !isRoot, agent: agent ?? false },
    }),
    keyFiles: own !== undefined ? [own] : isRoot ? [keyFile] : [],
    hostKey: { pinned: hostKey },
    secrets: {
      get: (_host, kind) => {
        asked?.push(kind);
        return Promise.resolve(known[kind]);
      },
      ...(passwords === undefined
        ? {}
        : { passwords: () => Promise.resolve(passwords) }),
    },
    ...changes,
  };
}

export async function signedIn(
  sshd: Pick<Sshd, "port" | "hostKey" | "keyFile">,
  changes: Changes = {},
): Promise<RemoteHost> {
  return connectHost(optionsFor(sshd, changes));
}

/** What a call failed with; an error of the test where it did not, or with a bug. */
export async function failureFrom(call: Promise<unknown>): Promise<Failure> {
  try {
    await call;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return failure;
  }
  throw new Error("it did not fail");
}

/** The same, of signing in; what signed in after all is signed out. */
export async function refusalFrom(
  sshd: Pick<Sshd, "port" | "hostKey" | "keyFile">,
  changes: Changes = {},
): Promise<Failure> {
  return failureFrom(signedIn(sshd, changes).then((remote) => remote.close()));
}
