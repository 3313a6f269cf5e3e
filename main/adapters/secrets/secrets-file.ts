import { stat } from "node:fs/promises";
import { z } from "zod";
import { failed } from "../../../common/model/failure.ts";
import { readYaml } from "../files/yaml-text.ts";

/** An empty value is none. */
const Secret = z
  .string()
  .optional()
  .transform((value) => value || undefined);

const Secrets = z.strictObject({
  password: Secret,
  /** Of which one is the right one; not more than two are tried. */
  passwords: z.array(z.string().min(1)).max(8).default([]),
  sudoPassword: Secret,
  passphrase: Secret,
  rancherToken: Secret,
  rancherPassword: Secret,
});

/** For all hosts, and for one by its name in the station file, which counts more. */
const SecretsFile = z.strictObject({
  all: Secrets.optional(),
  hosts: z.record(z.string(), Secrets).optional(),
});
export type SecretsFile = z.infer<typeof SecretsFile>;

/**
 * Reads a YAML file of secrets; nothing of its text gets into a failure. Throws `file-unreadable`
 * (also where others may read it), `yaml-invalid`, `station-invalid` for unknown keys.
 */
export async function readSecretsFile(path: string): Promise<SecretsFile> {
  if (process.platform !== "win32") {
    const facts = await stat(path).catch(() => undefined);
    const mode = (facts?.mode ?? 0) & 0o777;
    if ((mode & 0o077) !== 0)
      throw failed("file-unreadable", {
        data: {
          path,
          reason: `others may read it: mode 0${mode.toString(8)}, 0600 is wanted (chmod 600)`,
        },
      });
  }
  const yaml = await readYaml(path, { secret: true });
  const parsed = SecretsFile.safeParse(yaml.value ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  // The place is a host's name at most; a key that is not known might be a password in the wrong place.
  const known = (issue?.path ?? []).filter((_, depth) => depth < 3);
  const { line, column } = yaml.position(known) ?? { line: 1, column: 1 };
  throw failed("yaml-invalid", {
    data: {
      path,
      line,
      column,
      reason:
        issue?.code === "unrecognized_keys"
          ? "only `all` and `hosts` with `password`, `passwords`, `sudoPassword`, `passphrase` are known"
          : "text is expected here",
    },
  });
}
