import { parseAllDocuments } from "yaml";
import { failed } from "../../../common/model/failure.ts";
import type { ImportManifest } from "../../../common/model/rancher.ts";

interface Container {
  readonly image?: string;
  readonly env?: readonly {
    readonly name?: string;
    readonly value?: unknown;
  }[];
}

/**
 * Reads what Rancher hands out for a cluster, without believing that it is that. Nothing of the text, which
 * holds a secret, gets into a failure. Throws `rancher-manifest-invalid`.
 */
export function readImportManifest(text: string): ImportManifest {
  const refuse = (reason: string) =>
    failed("rancher-manifest-invalid", { data: { reason } });
  if (/^\s*<(!doctype|html)/i.test(text)) throw refuse("it is a web page");
  if (text.length > 1024 * 1024) throw refuse("it is too long");
  const documents = parseAllDocuments(text, { logLevel: "silent" });
  if (!Array.isArray(documents)) throw refuse("it is empty");
  if (documents.some(({ errors }) => errors.length > 0))
    throw refuse("it is no YAML");
  const objects = documents
    .map((document) => document.toJS() as unknown)
    .filter((object) => typeof object === "object" && object !== null)
    .map((object) => object as Record<string, unknown>);
  const named = (kind: string, name: RegExp) =>
    objects.find(
      (object) =>
        object["kind"] === kind &&
        name.test(
          String((object["metadata"] as { name?: unknown } | undefined)?.name),
        ),
    );
  const deployment = named("Deployment", /^cattle-cluster-agent$/);
  if (deployment === undefined)
    throw refuse("the deployment cattle-cluster-agent is not in it");
  if (named("Secret", /^cattle-credentials-/) === undefined)
    throw refuse("the secret cattle-credentials is not in it");
  const spec = deployment["spec"] as
    { template?: { spec?: { containers?: readonly Container[] } } } | undefined;
  const [container] = spec?.template?.spec?.containers ?? [];
  const value = (name: string) => {
    const found = container?.env?.find((each) => each.name === name)?.value;
    return typeof found === "string" ? found : "";
  };
  const server = value("CATTLE_SERVER");
  if (!server.startsWith("https://"))
    throw refuse("it does not say where to connect (CATTLE_SERVER)");
  if (!container?.image) throw refuse("the agent has no image");
  return {
    text,
    server,
    caChecksum: value("CATTLE_CA_CHECKSUM"),
    image: container.image,
    strict: value("STRICT_VERIFY") === "true",
  };
}
