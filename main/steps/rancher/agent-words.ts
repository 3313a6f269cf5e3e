import type { FailureCode } from "../../../common/model/failure.ts";

/** What is wrong, read out of what the agent says of itself; undefined where nothing (yet) is. */
export interface Trouble {
  readonly code: FailureCode;
  readonly data: Readonly<Record<string, string>>;
}

/**
 * The agent's state as Rancher's agent words it (facts D.7, G 16 to 18): `waiting` is the reason that its pod
 * waits for, `lines` the newest of its log. Only the last try counts: what came before may have passed.
 */
export function troubleOf(
  {
    waiting,
    lines,
  }: { readonly waiting: string; readonly lines: readonly string[] },
  { url, image }: { readonly url: string; readonly image: string },
): Trouble | undefined {
  if (/ImagePull|ErrImage|InvalidImageName/.test(waiting))
    return { code: "agent-image-missing", data: { images: image } };
  const last = lines.filter((line) => line.trim() !== "").at(-1) ?? "";
  const unresolved = /Could not resolve host: ([\w.-]+)/i.exec(last);
  if (unresolved !== null)
    return { code: "uplink-name-unknown", data: { name: unresolved[1] ?? "" } };
  const other =
    /cacerts checksum \((\w+)\) does not match given --ca-checksum \((\w+)\)/.exec(
      last,
    );
  if (other !== null)
    return {
      code: "uplink-ca-changed",
      data: { url, found: other[1] ?? "-", expected: other[2] ?? "-" },
    };
  if (/no CA certificate configured/.test(last))
    return {
      code: "uplink-ca-changed",
      data: { url, found: "-", expected: "-" },
    };
  if (/Strict CA verification|x509:|certificate (signed|has)/.test(last))
    return {
      code: "uplink-untrusted",
      data: { url, reason: last, chain: "-" },
    };
  if (/proxyconnect|Proxy CONNECT|from proxy after CONNECT/.test(last))
    return { code: "uplink-proxy-failed", data: { proxy: "-", reason: last } };
  if (/is not accessible/.test(last))
    return { code: "uplink-unreachable", data: { url, reason: last } };
  if (/cluster not found|bad handshake|401|[Uu]nauthorized/.test(last))
    return { code: "agent-refused", data: { reason: last } };
  if (/dial tcp|i\/o timeout|connection refused|no route to host/.test(last))
    return { code: "uplink-unreachable", data: { url, reason: last } };
  if (/CrashLoopBackOff|CreateContainer|RunContainerError/.test(waiting))
    return { code: "agent-failed", data: { reason: last || waiting } };
  return undefined;
}

/** Whether these lines, the newest last, are of an agent that got through. */
export function gotThrough(lines: readonly string[]): boolean {
  return (
    lines.some((line) => /level=info|^[IW]\d{4} /.test(line)) &&
    // What it says before it tries, and when the line broke.
    !/Connecting to (proxy|wss?:)|Remotedialer proxy error/.test(
      lines.at(-1) ?? "",
    )
  );
}
