import { failed } from "../../common/model/failure.ts";
import { Station } from "../../common/model/station.ts";

const pattern =
  /^(?:(?<user>[^@]+)@)?(?<address>\[[^\]]+\]|[^:@]+)(?::(?<port>\d+))?$/;

/**
 * The station with all hosts reached through this one that say nothing of their own: the name of a host
 * of the station, or `user@address:port` of another. Throws `station-invalid`.
 */
export function withJump(station: Station, text: string): Station {
  const { user, address = "", port } = pattern.exec(text)?.groups ?? {};
  const isKnown = [...station.hosts, ...station.jumpHosts].some(
    ({ name }) => name === text,
  );
  const name = isKnown ? text : nameFor(address);
  const through = (host: Station["hosts"][number]) =>
    host.name === name || host.jump !== undefined
      ? host
      : { ...host, jump: name };
  const jumpHost = {
    name,
    address: address.replace(/^\[|\]$/g, ""),
    ...(port === undefined ? {} : { port: Number(port) }),
    signIn: { agent: true, ...(user === undefined ? {} : { user }) },
  };
  const parsed = Station.safeParse({
    ...station,
    hosts: station.hosts.map(through),
    jumpHosts: isKnown ? station.jumpHosts : [...station.jumpHosts, jumpHost],
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw failed("station-invalid", {
    data: { path: "--jump", place: text, reason: issue?.message ?? "" },
  });
}

/** Its key is remembered under this: another address is another host. */
function nameFor(address: string): string {
  const words = address.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return `jump-${words}`.slice(0, 63).replace(/-+$/, "");
}
