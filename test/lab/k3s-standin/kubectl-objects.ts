// `k3s kubectl apply`, `patch`, `delete` and `logs`, as far as a registration with Rancher needs them.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { Fatal } from "./log.ts";
import { kindNamed, objectPath, type ObjectKind } from "./object-store.ts";
import type { Json } from "./objects.ts";

/** Asks the API as an administrator. Throws Fatal with kubectl's words. */
export type AskApi = (
  path: string,
  method?: string,
  body?: unknown,
) => Promise<string>;

export interface ObjectWords {
  readonly plain: readonly string[];
  readonly namespace: string | undefined;
  readonly file: string | undefined;
  readonly patch: string | undefined;
  readonly tail: number;
  readonly ignoreNotFound: boolean;
}

const metaOf = (object: Json) =>
  object["metadata"] as { name: string; namespace?: string };

const known = (word: string): ObjectKind => {
  const kind = kindNamed(word);
  if (kind === undefined)
    throw new Fatal(`error: the server doesn't have a resource type "${word}"`);
  return kind;
};

const shortName = ({ kind, plural }: ObjectKind): string => {
  const group = /rbac|webhook|role/i.test(plural)
    ? plural.includes("webhook")
      ? ".admissionregistration.k8s.io"
      : ".rbac.authorization.k8s.io"
    : ["deployments", "daemonsets"].includes(plural)
      ? ".apps"
      : "";
  return `${kind.toLowerCase()}${group}`;
};

/** Undefined where there is none. */
const found = async (ask: AskApi, path: string): Promise<Json | undefined> => {
  try {
    return JSON.parse(await ask(path)) as Json;
  } catch (error) {
    if (/\(NotFound\)/.test((error as Error).message)) return undefined;
    throw error;
  }
};

export const apply = async (ask: AskApi, text: string): Promise<string> => {
  const objects = parseAllDocuments(text).map(
    (document) => document.toJS() as Json | null,
  );
  const lines: string[] = [];
  for (const object of objects) {
    if (object === null) continue;
    const kind = kindNamed(String(object["kind"]));
    if (kind === undefined)
      throw new Fatal(
        `error: resource mapping not found for name: "${metaOf(object).name}" from "STDIN": no matches for kind "${String(object["kind"])}"`,
      );
    const { name, namespace = "default" } = metaOf(object);
    const path = objectPath(kind, namespace, name);
    const old = await found(ask, path);
    // What others set beside it stays, as with a real apply.
    await ask(path, "PUT", old === undefined ? object : merged(old, object));
    lines.push(
      `${shortName(kind)}/${name} ${old === undefined ? "created" : "configured"}`,
    );
  }
  return lines.join("\n");
};

/** A JSON merge patch. */
const merged = (old: Json, patch: Json): Json => {
  const result: Json = { ...old };
  for (const [key, value] of Object.entries(patch))
    if (value === null) delete result[key];
    else if (
      typeof value === "object" &&
      !Array.isArray(value) &&
      typeof result[key] === "object" &&
      !Array.isArray(result[key]) &&
      result[key] !== null &&
      key !== "data"
    )
      result[key] = merged(result[key] as Json, value as Json);
    else result[key] = value;
  return result;
};

export const applyFile = (ask: AskApi, { file }: ObjectWords) => {
  if (file === undefined)
    throw new Fatal("error: must specify one of -f and -k");
  return apply(ask, readFileSync(file === "-" ? 0 : file, "utf8"));
};

export const patchObject = async (
  ask: AskApi,
  { plain, namespace = "default", patch }: ObjectWords,
): Promise<string> => {
  const [, word = "", name = ""] = plain;
  const kind = known(word);
  const path = objectPath(kind, namespace, name);
  const old = JSON.parse(await ask(path)) as Json;
  await ask(path, "PUT", merged(old, JSON.parse(patch ?? "{}") as Json));
  return `${shortName(kind)}/${name} patched`;
};

export const deleteObjects = async (
  ask: AskApi,
  { plain, namespace = "default", ignoreNotFound }: ObjectWords,
): Promise<string> => {
  const [, word = "", ...rest] = plain;
  const [first = "", inline] = word.split("/");
  const kind = known(first);
  const lines: string[] = [];
  for (const name of inline === undefined ? rest : [inline]) {
    try {
      await ask(objectPath(kind, namespace, name), "DELETE");
      lines.push(`${shortName(kind).split(".")[0]} "${name}" deleted`);
    } catch (error) {
      if (!ignoreNotFound || !/\(NotFound\)/.test((error as Error).message))
        throw error;
    }
  }
  return lines.join("\n");
};

export const logsOf = async (
  ask: AskApi,
  { plain, namespace = "default", tail }: ObjectWords,
): Promise<string> => {
  const [, word = ""] = plain;
  const name = word.split("/").at(-1) ?? "";
  const { items } = JSON.parse(
    await ask(`/api/v1/namespaces/${namespace}/pods`),
  ) as { items: Json[] };
  const pod = items.map(metaOf).find((each) => each.name.startsWith(name));
  if (pod === undefined) throw new Fatal(`error: no pods found for "${word}"`);
  const lines = (
    await ask(`/api/v1/namespaces/${namespace}/pods/${pod.name}/log`)
  )
    .split("\n")
    .filter((line) => line !== "");
  return lines.slice(-tail).join("\n");
};
