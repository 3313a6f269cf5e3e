// The API's paths of objects that somebody applied: get, list, put whole, delete.
import type { ObjectStore } from "./object-store.ts";
import { kindNamed } from "./object-store.ts";
import { listObject, statusObject, type Json } from "./objects.ts";

export interface ObjectAnswer {
  readonly code: number;
  readonly body: Json;
}

/** Rancher's, whose server went with its namespace: it is asked for every namespace, and cannot be done without. */
const hasDeadWebhook = (store: ObjectStore): boolean =>
  store.get(
    "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/rancher.cattle.io",
  ) !== undefined &&
  store.get("/api/v1/namespaces/cattle-system/services/rancher-webhook") ===
    undefined;
const deadWebhook =
  'Internal error occurred: failed calling webhook "rancher.cattle.io.namespaces": failed to call webhook: Post "https://rancher-webhook.cattle-system.svc:443/v1/webhook/validation/namespaces?timeout=10s": service "rancher-webhook" not found';

/** Undefined where the path is none of such an object. */
export const answerObjects = (
  store: ObjectStore,
  builtInNamespaces: readonly string[],
  method: string,
  path: string,
  body: () => Promise<unknown>,
): Promise<ObjectAnswer> | undefined => {
  const [, namespace, plural = "", name] =
    /^\/(?:api\/v1|apis\/[^/]+\/v1)(?:\/namespaces\/([^/]+))?\/([a-z]+)(?:\/([^/]+))?$/.exec(
      path,
    ) ?? [];
  const kind = kindNamed(plural);
  if (kind === undefined || kind.plural !== plural) return undefined;
  const missing = (what: string): ObjectAnswer => ({
    code: 404,
    body: statusObject(404, "NotFound", `${what} not found`),
  });
  return (async (): Promise<ObjectAnswer> => {
    if (name === undefined)
      return { code: 200, body: listObject(kind.kind, store.list(path)) };
    if (method === "PUT") {
      const there =
        namespace === undefined ||
        builtInNamespaces.includes(namespace) ||
        store.get(`/api/v1/namespaces/${namespace}`) !== undefined;
      if (!there) return missing(`namespaces "${namespace}"`);
      const old = store.get(path);
      if (kind.kind === "Namespace" && hasDeadWebhook(store))
        return {
          code: 500,
          body: statusObject(500, "InternalError", deadWebhook),
        };
      store.put(path, (await body()) as Json);
      return {
        code: old === undefined ? 201 : 200,
        body: store.get(path) ?? {},
      };
    }
    if (method === "DELETE")
      return store.remove(path)
        ? { code: 200, body: statusObject(200, "", "") }
        : missing(`${plural} "${name}"`);
    const object = store.get(path);
    return object === undefined
      ? missing(`${plural} "${name}"`)
      : { code: 200, body: object };
  })();
};
