import type { PackContent } from "../../../common/model/pack.ts";
import type { PreparedRegistration } from "../../ports/prepared-registration.ts";
import { readPackFile } from "./pack-file.ts";
import { preparedBy } from "./prepared.ts";

export interface OpenedPack {
  readonly content: PackContent;
  readonly prepared: PreparedRegistration;
}

/**
 * Opens a pack and reads what it registers with; `keepSecret` is told of its secrets first. Throws what
 * `readPackFile`, opening it and `preparedBy` throw.
 */
export async function openPack(
  path: string,
  passphrase: (path: string) => Promise<string>,
  keepSecret: (secret: string) => void,
): Promise<OpenedPack> {
  const closed = await readPackFile(path);
  const content = await closed.open(await passphrase(path));
  keepSecret(content.manifest);
  return { content, prepared: preparedBy(content, path, keepSecret) };
}
