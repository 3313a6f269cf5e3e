import { createSocket } from "node:dgram";
import { setTimeout as sleep } from "node:timers/promises";
import { ptrQuestions, readRecords, type DnsRecord } from "./dns-message.ts";

/** A host that announces itself (RFC 6763). */
export interface Announced {
  readonly address: string;
  readonly name: string;
  /** Of its SSH service, where it announces one. */
  readonly port?: number;
}

/** What computers announce: servers with SSH, and avahi's "here is a computer". */
const services = ["_ssh._tcp.local", "_workstation._tcp.local"];
const group4 = "224.0.0.251";
const group6 = "ff02::fb";
const mdnsPort = 5353;
const askAgainAfter = 250;

/** Where to ask: an own IPv4 address, or the scope of an interface for IPv6. */
export type AskOn = { readonly ipv4: string } | { readonly scope: string };

/**
 * Asks who offers SSH, from a port of its own, so that answers come to us alone and nothing else on
 * the laptop is in the way. Tells each as it answers; resolves when the time is up. Throws where the
 * system does not let it ask.
 */
export async function askMdns(
  where: AskOn,
  within: number,
  signal: AbortSignal,
  onAnnounced: (announced: Announced) => void,
): Promise<void> {
  const is4 = "ipv4" in where;
  const socket = createSocket(is4 ? "udp4" : "udp6");
  const known: DnsRecord[] = [];
  const question = ptrQuestions(services);
  const group = is4 ? group4 : `${group6}%${where.scope}`;
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(
        { port: 0, ...(is4 ? { address: where.ipv4 } : {}) },
        resolve,
      );
    });
    if (is4) socket.setMulticastInterface(where.ipv4);
    socket.on("message", (message, { address }) => {
      if (known.length > 5000) return;
      known.push(...readRecords(message));
      for (const announced of announcedIn(known, address.replace(/%.*$/, "")))
        onAnnounced({
          ...announced,
          address: is4
            ? announced.address
            : `${announced.address}%${where.scope}`,
        });
    });
    const ask = () =>
      new Promise<void>((resolve, reject) => {
        socket.send(question, mdnsPort, group, (error) =>
          error ? reject(error) : resolve(),
        );
      });
    await ask();
    socket.on("error", () => undefined);
    await sleep(Math.min(askAgainAfter, within), undefined, { signal });
    await ask();
    await sleep(Math.max(0, within - askAgainAfter), undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    socket.removeAllListeners("message");
    socket.close();
  }
}

/** The hosts in these records; only what the sender says of its own address counts. */
export function announcedIn(
  records: readonly DnsRecord[],
  sender: string,
): Announced[] {
  const found = new Map<string, Announced>();
  for (const record of records) {
    if (record.type !== "ptr") continue;
    const service = records.find(
      (other) => other.type === "srv" && other.name === record.target,
    );
    if (service?.type !== "srv") continue;
    const isThere = records.some(
      (other) =>
        other.type === "address" &&
        other.name === service.target &&
        other.address === sender,
    );
    if (!isThere) continue;
    const name = service.target.replace(/\.local$/, "");
    const before = found.get(sender);
    const port = record.name.startsWith("_ssh.") ? service.port : before?.port;
    found.set(sender, {
      address: sender,
      name,
      ...(port === undefined ? {} : { port }),
    });
  }
  return [...found.values()];
}
