import { isAbsolute, join } from "node:path";
import { failed, failureOf, type Failed } from "../../common/model/failure.ts";
import {
  jumpOf,
  type HostPlace,
  type Station,
  type StationHost,
} from "../../common/model/station.ts";
import { connectHost, type ConnectOptions } from "../adapters/ssh/connect.ts";
import { publicKeyFingerprint } from "../adapters/ssh/host-key.ts";
import type { AgentKeyMemory } from "../ports/agent-key-memory.ts";
import type { RemoteHost } from "../ports/remote-host.ts";
import type { SecretStore } from "../ports/secrets.ts";
import type { TranscriptChunk } from "../logs/transcript.ts";

/** Host keys: those remembered for this station, and how a new one is confirmed. */
export interface HostKeys {
  pinned(host: HostPlace): Promise<string | undefined>;
  /** What to say of a host that shows this key instead; undefined: that it has changed. */
  readonly changed?: (
    host: HostPlace,
    fingerprint: string,
  ) => Promise<Failed | undefined>;
  readonly confirm?: (shown: {
    host: string;
    fingerprint: string;
    type: string;
  }) => Promise<boolean>;
  accepted(host: HostPlace, fingerprint: string): Promise<void>;
}

/** What the laptop has to get in with. */
export interface WayIn {
  readonly station: Station;
  /** Folder of the station file: keys' paths are relative to it. */
  readonly folder: string;
  readonly secrets: SecretStore;
  readonly hostKeys: HostKeys;
  /** Without it nothing is remembered of the SSH agent's keys. */
  readonly agentKeys?: AgentKeyMemory;
  /** Where a host's transcript goes. */
  readonly transcript?: (host: string, chunk: TranscriptChunk) => void;
}

/**
 * Signs in to one host, where the station says so through another one, whose own key is checked as any
 * host's. What goes wrong there has the jump host's name.
 */
export async function connect(
  wayIn: WayIn,
  host: StationHost,
  signal: AbortSignal,
  root: NonNullable<ConnectOptions["root"]> = "needed",
): Promise<RemoteHost> {
  const jump = jumpOf(wayIn.station, host);
  if (jump === undefined) return connectOne(wayIn, host, signal, root);
  const { via, leave } = await throughJump(wayIn, jump, signal);
  try {
    const remote = await connectOne(wayIn, host, signal, root, via);
    return {
      ...remote,
      close: async () => {
        await remote.close();
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/**
 * Gives `use` the host that this one is reached through, signed in to for as long as it takes; nothing where
 * the laptop reaches it itself.
 */
export async function onTheWay<T>(
  wayIn: WayIn,
  name: string,
  signal: AbortSignal,
  use: (via?: RemoteHost) => Promise<T>,
): Promise<T> {
  const host = wayIn.station.hosts.find((each) => each.name === name);
  const jump = host && jumpOf(wayIn.station, host);
  if (jump === undefined) return use();
  const { via, leave } = await throughJump(wayIn, jump, signal);
  try {
    return await use(via);
  } finally {
    await leave();
  }
}

interface Shared {
  readonly opening: Promise<RemoteHost>;
  users: number;
}

/** One connection to a jump host for all that is behind it: nobody is asked for its key twice. */
const shared = new WeakMap<HostKeys, Map<string, Shared>>();

async function throughJump(
  wayIn: WayIn,
  jump: HostPlace,
  signal: AbortSignal,
): Promise<{ via: RemoteHost; leave: () => Promise<void> }> {
  const open = shared.get(wayIn.hostKeys) ?? new Map<string, Shared>();
  shared.set(wayIn.hostKeys, open);
  const one: Shared = open.get(jump.name) ?? {
    opening: connectOne(wayIn, jump, signal, "unwanted"),
    users: 0,
  };
  open.set(jump.name, one);
  one.users += 1;
  const leave = async () => {
    one.users -= 1;
    if (one.users > 0) return;
    if (open.get(jump.name) === one) open.delete(jump.name);
    await one.opening.then(
      (remote) => remote.close(),
      () => undefined,
    );
  };
  try {
    return { via: await one.opening, leave };
  } catch (error) {
    await leave();
    throw signal.aborted ? failed("aborted") : error;
  }
}

async function connectOne(
  { station, hostKeys, agentKeys, secrets, folder, transcript }: WayIn,
  host: HostPlace,
  signal: AbortSignal,
  root: NonNullable<ConnectOptions["root"]>,
  via?: RemoteHost,
): Promise<RemoteHost> {
  const pinned = await hostKeys.pinned(host);
  const { key, keys } = host.signIn;
  const keyFiles = [...(key === undefined ? [] : [key]), ...keys].map((path) =>
    isAbsolute(path) ? path : join(folder, path),
  );
  const worked = agentKeys?.get(host.name);
  let fingerprint: string | undefined;
  const remote = await connectHost({
    host,
    secrets,
    signal,
    root,
    keyFiles,
    likelyKeys: [
      ...(worked === undefined ? [] : [worked]),
      ...station.authorizedKeys.map(publicKeyFingerprint),
    ],
    onAgentKey: (key) => agentKeys?.set(host.name, key),
    ...(via === undefined ? {} : { via }),
    hostKey: {
      ...(pinned === undefined ? {} : { pinned }),
      ...(hostKeys.confirm === undefined ? {} : { confirm: hostKeys.confirm }),
    },
    onHostKey: (accepted) => {
      fingerprint = accepted;
    },
    ...(transcript === undefined
      ? {}
      : { transcript: (chunk) => transcript(host.name, chunk) }),
  }).catch(async (error: unknown) => {
    const failure = failureOf(error);
    const shown = failure?.data["fingerprint"];
    if (failure?.code !== "host-key-changed" || shown === undefined)
      throw error;
    throw (await hostKeys.changed?.(host, String(shown))) ?? error;
  });
  if (fingerprint !== undefined && fingerprint !== pinned)
    await hostKeys.accepted(host, fingerprint);
  return remote;
}
