import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { failed } from "../../../common/model/failure.ts";
import type { PackContent } from "../../../common/model/pack.ts";
import type { PreparedRegistration } from "../../ports/prepared-registration.ts";
import { readImportManifest } from "../rancher/import-manifest.ts";

const Credentials = z.object({
  kind: z.literal("Secret"),
  metadata: z.object({ name: z.string().startsWith("cattle-credentials-") }),
  data: z.object({ token: z.string() }),
});

/**
 * What an opened pack registers with. Throws `rancher-manifest-invalid` where its manifest is none, or would
 * have the agent connect anywhere but to the pack's Rancher.
 */
export function preparedBy(
  content: PackContent,
  path: string,
  keepSecret: (secret: string) => void,
): PreparedRegistration {
  const { rancher, validity, created } = content;
  const manifest = readImportManifest(content.manifest);
  if (manifest.caChecksum !== rancher.caChecksum)
    throw failed("rancher-manifest-invalid", {
      data: {
        reason: "its CATTLE_CA_CHECKSUM is not the one of the pack's CA",
      },
    });
  const token = tokenIn(content.manifest);
  keepSecret(token);
  return {
    path,
    manifest,
    token,
    validity,
    created,
    version: rancher.version,
    rancher: rancher.url,
    cluster: rancher.cluster,
  };
}

function tokenIn(text: string): string {
  for (const document of parseAllDocuments(text, { logLevel: "silent" })) {
    const found = Credentials.safeParse(document.toJS());
    if (found.success)
      return Buffer.from(found.data.data.token, "base64").toString("utf8");
  }
  throw failed("rancher-manifest-invalid", {
    data: { reason: "there is no token in it" },
  });
}
