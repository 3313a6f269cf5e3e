import type { FoundHost } from "../../../common/model/discovery.ts";
import type { KnownHost } from "../../ports/discovery.ts";

/** What was seen of a host that showed a key. */
export interface Shown {
  readonly address: string;
  readonly port: number;
  readonly fingerprint: string;
  readonly mac?: string | undefined;
}

/** Which known host it is, by its key; else which one stood at its address, or had its network card. */
export function recognise(
  shown: Shown,
  known: readonly KnownHost[],
): Pick<FoundHost, "reason" | "known"> {
  const sameAddress = ({ address, port }: KnownHost) =>
    address === shown.address && port === shown.port;
  const byKey = known.filter(({ pinned }) => pinned === shown.fingerprint);
  const here = byKey.find(sameAddress);
  if (here !== undefined) return { reason: "known", known: told(here) };
  const [elsewhere] = byKey;
  if (elsewhere !== undefined)
    return { reason: "moved", known: told(elsewhere) };
  const was = earlier(shown, known);
  if (was !== undefined) return { reason: "re-imaged", known: told(was) };
  return { reason: "ssh" };
}

/** The host that was at this address, or had this network card, whatever its key. */
export function earlier(
  { address, port, mac }: Omit<Shown, "fingerprint">,
  known: readonly KnownHost[],
): KnownHost | undefined {
  return (
    known.find((one) => mac !== undefined && one.mac === mac) ??
    known.find((one) => one.address === address && one.port === port)
  );
}

function told({ station, host, address, pinned }: KnownHost) {
  return { station, host, address, pinned };
}
