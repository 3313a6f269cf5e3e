import { dirname, resolve } from "node:path";
import type { z } from "zod";
import { failed } from "../../../common/model/failure.ts";
import { Station } from "../../../common/model/station.ts";
import { readYaml, type YamlText } from "./yaml-text.ts";

/** So many faults are told at once. */
const mostFaults = 5;

/**
 * Reads a station file. `folder` is where its relative paths (keys) begin.
 * Throws `file-unreadable`, `yaml-invalid`, `station-invalid`.
 */
export async function loadStation(
  path: string,
): Promise<{ station: Station; folder: string }> {
  const yaml = await readYaml(path);
  const parsed = Station.safeParse(yaml.value);
  if (!parsed.success) {
    const faults = faultsOf(yaml, parsed.error);
    const [first] = faults;
    if (first === undefined) throw new Error("an error has an issue");
    const more = faults
      .slice(1, mostFaults)
      .map(({ place, reason }) => `; ${place}: ${reason}`)
      .join("");
    throw failed("station-invalid", {
      data: { path, place: first.place, reason: first.reason + more },
    });
  }
  return { station: parsed.data, folder: dirname(resolve(path)) };
}

/** Places such as `hosts[0].role (7:11)`: line and column where the file has it, or has what it is missing in. */
function faultsOf(
  yaml: YamlText,
  error: z.ZodError,
): { place: string; reason: string }[] {
  return error.issues.flatMap((issue) => {
    const paths =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...issue.path, key])
        : [issue.path];
    return paths.map((path) => {
      const at = yaml.position(path);
      const name = placeName(path);
      return {
        place: at === undefined ? name : `${name} (${at.line}:${at.column})`,
        reason:
          issue.code === "unrecognized_keys"
            ? "Unrecognized key"
            : issue.message,
      };
    });
  });
}

/** `hosts[0].signIn.user`; the whole file is `.`. */
export function placeName(path: readonly PropertyKey[]): string {
  const name = path
    .map((part) =>
      typeof part === "number" ? `[${part}]` : `.${String(part)}`,
    )
    .join("");
  return name.replace(/^\./, "") || ".";
}
