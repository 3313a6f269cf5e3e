import type { HostDraft } from "./host-draft.ts";

/** The hosts with one of them changed; those that are reached through it follow its name. */
export function changed(
  hosts: readonly HostDraft[],
  id: string,
  what: Partial<HostDraft>,
): HostDraft[] {
  const before = hosts.find((host) => host.id === id)?.name;
  return hosts.map((host) => {
    if (host.id === id) return { ...host, ...what };
    return what.name !== undefined && before !== "" && host.jump === before
      ? { ...host, jump: what.name }
      : host;
  });
}

/** The hosts without one of them; those that were reached through it are reached directly. */
export function without(hosts: readonly HostDraft[], id: string): HostDraft[] {
  const gone = hosts.find((host) => host.id === id)?.name;
  return hosts
    .filter((host) => host.id !== id)
    .map((host) => (host.jump === gone ? { ...host, jump: "" } : host));
}

/**
 * The names of those that a host may be reached through: jump hosts of the station file, and its other
 * hosts that the laptop reaches itself. None for one that others are reached through: one jump only.
 */
export function jumpsFor(
  host: HostDraft,
  hosts: readonly HostDraft[],
  jumpHosts: readonly { readonly name: string }[],
): string[] {
  const name = host.name.trim();
  if (name !== "" && hosts.some(({ jump }) => jump.trim() === name)) return [];
  return [
    ...jumpHosts.map((each) => each.name),
    ...hosts
      .filter(({ id, jump }) => id !== host.id && jump === "")
      .map((each) => each.name.trim())
      .filter((each) => each !== ""),
  ];
}
