import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { exportNames, type ExportManifest } from "../../common/model/export.ts";
import type { LaptopKey } from "../adapters/files/laptop-key.ts";
import { writeZip, type ZipOptions } from "../logs/export/zip-file.ts";
import type { GatheredExport } from "./gather-export.ts";

/** The usual name of a run's export; into `where` if that is a folder. */
export function exportPath(
  { station, run }: { station: string; run: string },
  where = ".",
): string {
  const name = `forecourt-${station}-${run}.zip`;
  return existsSync(where) && statSync(where).isDirectory()
    ? join(resolve(where), name)
    : resolve(where);
}

/** Writes the zip, with a manifest of what is in it that this laptop signs. Throws what writeZip throws. */
export async function saveExport(
  { head, parts }: GatheredExport,
  out: string,
  key: LaptopKey,
  options: ZipOptions,
): Promise<void> {
  await writeZip(
    out,
    parts,
    (files) => {
      const manifest: ExportManifest = { ...head, files: [...files] };
      const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
      const signature = key.sign(Buffer.from(text));
      return [
        { path: exportNames.manifest, text },
        {
          path: exportNames.signature,
          text: `${JSON.stringify(signature)}\n`,
        },
      ];
    },
    options,
  );
}
