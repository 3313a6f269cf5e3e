import type { z } from "zod";
import { PublicKey, Station } from "../../common/model/station.ts";

/** A station as it is typed: its hosts come on the next screen. */
export interface StationDraft {
  readonly id: string;
  readonly name: string;
  /** The site has no way to the internet. */
  readonly isolated: boolean;
  /** A public key that may sign in from now on; may be empty. */
  readonly key: string;
  /** The first server signs in to the agents by itself. */
  readonly passwordless: boolean;
}

export const emptyStation: StationDraft = {
  id: "",
  name: "",
  isolated: true,
  key: "",
  passwordless: false,
};

export type StationField = "id" | "name" | "key";
export type StationFault = "missing" | "shape" | "too-long" | "localhost";

// The schema that station files are read with decides; only the words are the form's.
const { id: Id, name: Name } = Station.shape;

/** What keeps the draft from being used, per field. */
export function stationFaults(
  draft: StationDraft,
): Partial<Record<StationField, StationFault>> {
  const faults: Partial<Record<StationField, StationFault>> = {};
  const id = draft.id.trim();
  if (id === "") faults.id = "missing";
  else if (!Id.safeParse(id).success)
    faults.id =
      id.length > 63 ? "too-long" : id === "localhost" ? "localhost" : "shape";
  if (!Name.safeParse(nameOf(draft)).success) faults.name = "too-long";
  const key = draft.key.trim();
  if (key !== "" && !PublicKey.safeParse(key).success) faults.key = "shape";
  return faults;
}

/** The fields of the station file that come from here. */
export function stationFields(draft: StationDraft) {
  const name = nameOf(draft);
  return {
    id: draft.id.trim(),
    ...(name === undefined ? {} : { name }),
    isolated: draft.isolated,
    ...(draft.key.trim() === "" ? {} : { authorizedKeys: [draft.key.trim()] }),
    ...(draft.passwordless ? { passwordless: true } : {}),
  } satisfies Partial<z.input<typeof Station>>;
}

function nameOf({ name }: StationDraft): string | undefined {
  return name.trim() === "" ? undefined : name.trim();
}
