import { z } from "zod";
import { Failure } from "./failure.ts";

export const exportFormat = "forecourt-export/1";

/** `export.json` of an exported run: what is in it, and what could not be had. Signed by `export.sig`. */
export const ExportManifest = z.object({
  format: z.literal(exportFormat),
  app: z.string(),
  /** ISO time. */
  created: z.string(),
  run: z.string(),
  station: z.string(),
  outcome: z.enum(["done", "failed", "aborted", "open"]),
  files: z.array(
    z.object({
      path: z.string(),
      /** Bytes, unpacked. */
      size: z.int(),
      sha256: z.string(),
    }),
  ),
  /** What was wanted and could not be had, such as the logs of a host that does not answer. */
  missing: z.array(
    z.object({
      host: z.string(),
      what: z.string(),
      failure: Failure,
    }),
  ),
});
export type ExportManifest = z.infer<typeof ExportManifest>;

/** Ed25519 over the bytes of what is signed. Both in base64; the key as its 32 bytes. */
export const Signature = z.object({ key: z.string(), signature: z.string() });
export type Signature = z.infer<typeof Signature>;

export const exportNames = {
  manifest: "export.json",
  signature: "export.sig",
  record: "run/run.json",
  journal: "run/journal.ndjson",
} as const;
