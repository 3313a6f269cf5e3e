import { z } from "zod";
import { Validity } from "../../../common/model/pack.ts";
import type { PreparedRegistration } from "../../ports/prepared-registration.ts";
import { serverWork, type StationWork } from "../remote-work.ts";

/** On the server: until when it may register by itself, for whoever looks at it next. No secret is in it. */
export const laterFile = "/var/lib/forecourt/registration.json";

const LaterNote = z.object({
  rancher: z.string(),
  cluster: z.string().optional(),
  /** When the pack was made. */
  created: z.iso.datetime().optional(),
  ...Validity.shape,
});
export type LaterNote = z.infer<typeof LaterNote>;

export function noteText(prepared: PreparedRegistration | undefined): string {
  return `${JSON.stringify(
    prepared && {
      rancher: prepared.rancher,
      cluster: prepared.cluster,
      created: prepared.created,
      ...prepared.validity,
    },
  )}\n`;
}

/** What the last pack left there; undefined where none did. */
export async function laterNote(
  work: StationWork,
): Promise<LaterNote | undefined> {
  const { code, stdout } = await serverWork(work).remote.ask({
    label: "rancher-later note",
    script: `cat ${laterFile}`,
  });
  if (code !== 0) return undefined;
  try {
    return LaterNote.parse(JSON.parse(stdout));
  } catch {
    // Whatever it is, it is not ours; the agent's own words are what counts.
    return undefined;
  }
}
