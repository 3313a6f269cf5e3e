import type { OwnNetwork, SearchWay } from "../../../common/model/discovery.ts";
import { failed, failureOf } from "../../../common/model/failure.ts";
import {
  parseRange,
  rangeText,
  type Ipv4Range,
} from "../../../common/model/ipv4-range.ts";
import type { Discovery, SearchRequest } from "../../ports/discovery.ts";
import { connectOnce } from "./connect-once.ts";
import { Board } from "./findings-board.ts";
import { askAllNodes } from "./link-local.ts";
import { cardOf, HostLook } from "./look-at-host.ts";
import { askMdns, type AskOn } from "./mdns.ts";
import { neighbourPlaces, NeighbourTable, neverAsked } from "./neighbours.ts";
import {
  isLinkLocal,
  isVirtual,
  linkLocalInterfaces,
  ownAddresses,
  ownNetworks,
  usualNetworks,
} from "./own-networks.ts";
import { addressesOf, readRanges } from "./ranges.ts";
import { sweep } from "./sweep.ts";

const connectWithin = 1000;
const mdnsWithin = 1000;

/** Discovery over the laptop's own sockets. */
export const discovery: Discovery = { networks: networksHere, search };

/** Throws `no-network` where no cable and no Wi-Fi is up; a cable without DHCP has link-local addresses only. */
function networksHere() {
  const own = ownNetworks();
  if (own.length === 0 && linkLocalInterfaces().length === 0)
    throw failed("no-network");
  return own;
}

async function search(request: SearchRequest) {
  const { signal, onEvent } = request;
  const board = new Board((host) => onEvent({ type: "found", host }));
  const ways: SearchWay[] = [];
  const end = (outcome: "done" | "aborted" | "failed") => ({
    type: "search-ended" as const,
    outcome,
    took: board.took,
    hosts: board.all().length,
    ways,
  });
  const own = networksHere();
  const ranges =
    request.ranges === undefined
      ? usualNetworks(own)
          .filter(({ kind }) => kind !== "link-local")
          .flatMap(({ offered }) => parseRange(offered) ?? [])
      : readRanges(request.ranges, own, request.confirmed);
  const addresses = knownFirst(addressesOf(ranges, own), request);
  onEvent({
    type: "search-started",
    ranges: ranges.map(rangeText),
    ports: [...request.ports],
    addresses: addresses.length,
  });
  try {
    await lookEverywhere(request, board, ways, { own, ranges, addresses });
    signal.throwIfAborted();
  } catch (error) {
    const failure = signal.aborted
      ? failed("aborted").failure
      : failureOf(error);
    onEvent({
      ...end(failure?.code === "aborted" ? "aborted" : "failed"),
      ...(failure === undefined ? {} : { failure }),
    });
    throw signal.aborted ? failed("aborted") : error;
  }
  onEvent(end("done"));
  return board.all();
}

/** Where the station's hosts were, they most likely are. */
function knownFirst(addresses: string[], { known }: SearchRequest): string[] {
  const places = new Set(known.map(({ address }) => address));
  return [
    ...addresses.filter((address) => places.has(address)),
    ...addresses.filter((address) => !places.has(address)),
  ];
}

/** All ways at once; throws what keeps the laptop from asking at all. */
async function lookEverywhere(
  request: SearchRequest,
  board: Board,
  ways: SearchWay[],
  where: {
    own: readonly OwnNetwork[];
    ranges: readonly Ipv4Range[];
    addresses: readonly string[];
  },
): Promise<void> {
  const { own } = where;
  const { ports, known, signal } = request;
  const neighbours = new NeighbourTable();
  const hosts = new HostLook(board, neighbours, known, signal);
  const looks = new Set<Promise<void>>();
  const looked = new Set<string>();
  const closed = new Set<string>();
  const lookAt = (look: Promise<void>) => {
    looks.add(look);
    void look.finally(() => looks.delete(look)).catch(() => undefined);
  };
  /** Of one more address, from wherever it came. */
  const lookFor = async (address: string, port: number): Promise<void> => {
    if (looked.has(`${address} ${port}`)) return;
    looked.add(`${address} ${port}`);
    const connected = await connectOnce(address, port, connectWithin, signal);
    if (connected.end === "open")
      await hosts.look(address, port, connected.socket);
    else if (connected.end === "closed") closed.add(address);
  };

  const others = othersThan(request).flatMap(({ way, on, name }) => {
    const entry: SearchWay = { way, where: name };
    ways.push(entry);
    const found = (
      address: string,
      port: number | undefined,
      names: string[],
    ) =>
      lookAt(
        Promise.all(
          (port === undefined ? ports : [port]).map((one) =>
            lookFor(address, one),
          ),
        ).then(() => board.add(address, { names })),
      );
    const asked =
      way === "mdns"
        ? askMdns(on, mdnsWithin, signal, ({ address, port, name: called }) =>
            found(address, port, [called]),
          )
        : "scope" in on
          ? askAllNodes(on.scope, ownAddresses(), signal, (address) =>
              found(address, undefined, []),
            )
          : Promise.resolve();
    return asked.catch((error: unknown) => {
      entry.problem = (error as Error).message;
    });
  });

  const refused = new Map<string, number>();
  /** Their question was one of before, whose time was up: a host that came since was never asked. */
  const givenUp = new Set<string>();
  const { places, hold } = await neighbourPlaces();
  let before = 0;
  const sweepOver = (addresses: readonly string[], of: number) =>
    sweep(addresses, {
      ports,
      within: connectWithin,
      width: Math.max(64, Math.floor(places / ports.length)),
      hold,
      signal,
      unasked: neverAsked,
      onConnected: (address, port, connected) => {
        if (connected.end === "failed") {
          refused.set(connected.code, (refused.get(connected.code) ?? 0) + 1);
          if (connected.code === "EHOSTUNREACH") givenUp.add(address);
        } else if (connected.end === "closed") closed.add(address);
        else if (looked.has(`${address} ${port}`)) connected.socket.destroy();
        else {
          looked.add(`${address} ${port}`);
          lookAt(hosts.look(address, port, connected.socket));
        }
      },
      onSearched: (done) => {
        if (done === before || of === 0) return;
        before = done;
        request.onEvent({ type: "searched", addresses: done, of });
      },
    });

  const { addresses, ranges } = where;
  for (const range of ranges)
    ways.push({ way: "connect", where: rangeText(range) });
  await sweepOver(addresses, addresses.length);
  if (givenUp.size > 0) {
    refused.delete("EHOSTUNREACH");
    await sweepOver([...givenUp], 0);
  }
  const asked = addresses.length * ports.length;
  for (const [code, times] of refused)
    if (asked > 0 && times === asked) throw cannotAsk(code, ranges);

  // Who has a network card here and did not answer: once more, a stall may have been in the way.
  ways.push({ way: "neighbours", where: "" });
  const inRange = new Set(addresses);
  const silent = (await neighbours.rows("ipv4")).filter(
    ({ address }) =>
      inRange.has(address) &&
      !closed.has(address) &&
      !ports.some((port) => looked.has(`${address} ${port}`)),
  );
  if (silent.length > 0)
    await sweepOver(
      silent.map((one) => one.address),
      0,
    );
  await Promise.all(others);
  // 65,000 addresses of a cable without DHCP are too many to ask; who spoke to the laptop is in its table.
  if (
    request.ranges === undefined &&
    own.some(({ kind }) => kind === "link-local")
  )
    for (const { address } of await neighbours.rows("ipv4"))
      if (isLinkLocal(address))
        for (const port of ports) lookAt(lookFor(address, port));
  while (looks.size > 0) await Promise.all(looks);
  if (signal.aborted) return;

  const cards = await neighbours.rows("ipv4");
  const [port = 22] = ports;
  for (const { address, mac } of cards)
    if (inRange.has(address)) board.add(address, cardOf(mac));
  for (const address of [...closed, ...silent.map((one) => one.address)]) {
    if (board.at(address).length > 0) continue;
    const mac = cards.find((one) => one.address === address)?.mac;
    board.put({
      address,
      port,
      reason: closed.has(address) ? "closed" : "silent",
      failure: closed.has(address) ? "port-closed" : "host-unreachable",
      ...(mac === undefined ? {} : cardOf(mac)),
    });
  }
}

/** Where hosts are asked to speak up: over the interfaces of the ranges, or those that were named. */
function othersThan({ ranges, interfaces }: SearchRequest): {
  way: "mdns" | "ipv6-echo";
  on: AskOn;
  name: string;
}[] {
  const own = ownNetworks();
  const wanted = new Set(
    interfaces ??
      (ranges === undefined
        ? usualNetworks(own)
        : own.filter(({ range, offered }) =>
            ranges.some((one) => one === range || one === offered),
          )
      ).map((network) => network.interface),
  );
  return [
    ...own
      .filter((network) => wanted.has(network.interface))
      .map((network) => ({
        way: "mdns" as const,
        on: { ipv4: network.address },
        name: network.interface,
      })),
    ...linkLocalInterfaces()
      .filter(
        ({ name }) =>
          wanted.has(name) ||
          // A cable without DHCP has no IPv4 network to be chosen by.
          (ranges === undefined &&
            interfaces === undefined &&
            !own.some((network) => network.interface === name) &&
            !isVirtual(name)),
      )
      .flatMap(({ name, scope }) => [
        { way: "mdns" as const, on: { scope }, name },
        { way: "ipv6-echo" as const, on: { scope }, name },
      ]),
  ];
}

function cannotAsk(code: string, ranges: readonly Ipv4Range[]) {
  const data = { range: ranges.map(rangeText).join(", "), reason: code };
  // macOS 15 refuses programs that may not use the local network just so, without a word.
  return process.platform === "darwin" && code === "EHOSTUNREACH"
    ? failed("local-network-denied", { data, retry: true })
    : failed("network-unreachable", { data, retry: true });
}
