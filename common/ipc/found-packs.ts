import { z } from "zod";

/** A station pack, by what its first line says; that is believed only once it is opened. */
export const FoundPack = z.object({
  path: z.string(),
  station: z.string(),
  /** The station's; "" where it has none. */
  name: z.string(),
  over: z.boolean(),
});
export type FoundPack = z.infer<typeof FoundPack>;

export const FoundPacks = z.object({
  /** The first of those that fit what is searched for. */
  packs: z.array(FoundPack),
  /** How many there are, whatever is searched for. */
  all: z.int(),
  /** How many fit and are not told. */
  more: z.int(),
});
export type FoundPacks = z.infer<typeof FoundPacks>;
