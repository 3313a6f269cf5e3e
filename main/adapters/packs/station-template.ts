import { z } from "zod";
import { failed } from "../../../common/model/failure.ts";
import { Station } from "../../../common/model/station.ts";
import { placeName } from "../files/station-file.ts";
import { readYaml } from "../files/yaml-text.ts";

/** What all stations of a table have in common: a station file without what the table says. */
const Template = z.looseObject({
  id: z.never().optional(),
  name: z.never().optional(),
  hosts: z.never().optional(),
  labels: z.record(z.string(), z.string()).default({}),
  /** For every host. */
  signIn: z.unknown().optional(),
  rancher: z.looseObject({
    name: z.never().optional(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
});
export type StationTemplate = z.infer<typeof Template>;

export interface StationRow {
  readonly id: string;
  readonly name: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly hosts: readonly {
    readonly name: string;
    readonly role: "server" | "agent";
    readonly address: string;
    readonly hostKey?: string;
  }[];
}

/** The station of a row, with the place of what is wrong where it is none. */
export function stationOfRow(
  { signIn, ...template }: StationTemplate,
  row: StationRow,
):
  | { readonly station: Station }
  | { readonly path: readonly PropertyKey[]; readonly reason: string } {
  const { rancher } = template;
  const parsed = Station.safeParse({
    ...template,
    id: row.id,
    ...(row.name !== undefined && { name: row.name }),
    labels: { ...template.labels, ...row.labels },
    hosts: row.hosts.map((host) => ({
      ...host,
      ...(signIn !== undefined && { signIn }),
    })),
    rancher: {
      ...rancher,
      annotations: { ...rancher.annotations, ...row.annotations },
    },
  });
  if (parsed.success) return { station: parsed.data };
  const issue = parsed.error.issues[0];
  const keys = issue?.code === "unrecognized_keys" ? issue.keys : [];
  return {
    path: [...(issue?.path ?? []), ...keys.slice(0, 1)],
    reason: issue?.message ?? "",
  };
}

/** Throws `file-unreadable`, `yaml-invalid`, `station-invalid`. */
export async function loadTemplate(path: string): Promise<StationTemplate> {
  const yaml = await readYaml(path);
  const wrong = (place: readonly PropertyKey[], reason: string) => {
    const at = yaml.position(place);
    const name = placeName(place);
    return failed("station-invalid", {
      data: {
        path,
        place: at === undefined ? name : `${name} (${at.line}:${at.column})`,
        reason,
      },
    });
  };
  const parsed = Template.safeParse(yaml.value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const [first] = issue?.path ?? [];
    throw wrong(
      issue?.path ?? [],
      ["id", "name", "hosts"].includes(String(first))
        ? "comes from the table"
        : (issue?.message ?? ""),
    );
  }
  // Its mistakes are its own, not those of the table's first line.
  const probe = stationOfRow(parsed.data, {
    id: "probe",
    name: undefined,
    labels: {},
    annotations: {},
    hosts: [{ name: "probe", role: "server", address: "192.0.2.1" }],
  });
  if ("reason" in probe) throw wrong(probe.path, probe.reason);
  return parsed.data;
}
