import type { RemoteHost } from "../../ports/remote-host.ts";
import { failureOf } from "../../../common/model/failure.ts";
import { runJob, runningJobs } from "./jobs.ts";
import { LinkLost } from "./link.ts";
import { Session } from "./session.ts";
import type { ConnectOptions } from "./settings.ts";
import { signIn } from "./sign-in.ts";
import { hasFiles, uploadFiles } from "./upload.ts";

export type { ConnectOptions } from "./settings.ts";

/**
 * Signs in to a host. Throws `host-unreachable`, `port-closed`, `not-ssh`, `host-throttles`,
 * `host-key-unknown`, `host-key-changed`, `sign-in-refused`, `credentials-refused`, `keys-cut-off`,
 * `account-locked`, `no-common-algorithm`, `key-unreadable`, `passphrase-wrong`, `secret-missing`, and for the account `login-shell-unusable`,
 * `sudo-password-wrong` or `sudo-not-allowed`: that it can become root is known before anything is changed.
 */
export async function connectHost(
  options: ConnectOptions,
): Promise<RemoteHost> {
  const pinned = options.hostKey.pinned ?? (await confirmedKey(options));
  const session = await Session.open({ ...options, hostKey: { pinned } });
  options.onHostKey?.(pinned);
  const [key] = session.link.credentials.keys;
  if (key !== undefined && "agent" in key)
    options.onAgentKey?.(key.fingerprint);
  let root: boolean;
  try {
    root = await becomesRoot(session, options.root ?? "needed");
  } catch (error) {
    await session.close();
    throw error instanceof LinkLost ? session.lost(error) : error;
  }
  return {
    name: options.host.name,
    address: options.host.address,
    root,
    ask: (question) => session.ask(question),
    job: (job) => runJob(session, job),
    runningJobs: () => runningJobs(session),
    upload: (uploads, how) => uploadFiles(session, uploads, how),
    has: (uploads) => hasFiles(session, uploads),
    shell: (size) => session.again(() => session.link.shell(size)),
    tunnel: (port) => session.again(() => session.link.tunnel(port)),
    dial: (address, port, how) =>
      session.again(() => session.link.dial(address, port, how?.patient)),
    close: () => session.close(),
  };
}

async function becomesRoot(
  session: Session,
  wish: NonNullable<ConnectOptions["root"]>,
): Promise<boolean> {
  if (wish === "unwanted") return session.options.host.signIn.user === "root";
  try {
    await session.rootWay();
    return true;
  } catch (error) {
    const code = failureOf(error)?.code;
    if (
      wish === "if-granted" &&
      (code === "sudo-not-allowed" ||
        code === "sudo-password-wrong" ||
        code === "secret-missing")
    )
      return false;
    throw error;
  }
}

/** The key of a host that is new, once a person said that it is the right one. */
async function confirmedKey(options: ConnectOptions): Promise<string> {
  const { host, hostKey } = options;
  try {
    // Ends at the key, before anything of ours is sent.
    await signIn(
      { ...options, hostKey: {} },
      { username: host.signIn.user, keys: [], passwords: [] },
    );
  } catch (error) {
    const failure = failureOf(error);
    const { fingerprint, type } = failure?.data ?? {};
    if (
      failure?.code === "host-key-unknown" &&
      typeof fingerprint === "string" &&
      (await hostKey.confirm?.({
        host: host.name,
        fingerprint,
        type: String(type),
      })) === true
    )
      return fingerprint;
    throw error;
  }
  throw new Error("a connection without a pinned key was made");
}
