import type { Secrets } from "../../common/ipc/contract.ts";
import type { JumpHost } from "../../common/model/station.ts";

/** What was typed for a jump host that is no host of the station: all else of it stands in the station file. */
export interface JumpSecrets {
  readonly password: string;
  readonly passphrase: string;
}

/** By `placeOf`: a station file that names another place for the same host gets nothing of it. */
export type JumpDrafts = Readonly<Record<string, JumpSecrets>>;

export const noJumpSecrets: JumpSecrets = { password: "", passphrase: "" };

export const placeOf = ({ name, address, port, signIn }: JumpHost): string =>
  `${name} ${signIn.user}@${address}:${port}`;

export function typedFor(drafts: JumpDrafts, jump: JumpHost): JumpSecrets {
  return drafts[placeOf(jump)] ?? noJumpSecrets;
}

/** Of what was typed, what is for these. */
export function onlyFor(
  drafts: JumpDrafts,
  jumps: readonly JumpHost[],
): JumpDrafts {
  const places = new Set(jumps.map(placeOf));
  return Object.fromEntries(
    Object.entries(drafts).filter(([place]) => places.has(place)),
  );
}

/** What goes to main with the question to sign in, and nowhere else. */
export function jumpSecretsOf(drafts: JumpDrafts, jump: JumpHost): Secrets {
  const { password, passphrase } = typedFor(drafts, jump);
  return {
    host: jump.name,
    ...(password === "" ? {} : { password }),
    ...(passphrase === "" ? {} : { passphrase }),
  };
}
