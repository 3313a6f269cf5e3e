// `k3s kubectl`: nodes, pods, namespaces and raw paths, in kubectl's columns.
import { askHttps } from "./https-client.ts";
import { jsonPath } from "./json-path.ts";
import { readKubeconfig, type Access } from "./kubeconfig.ts";
import {
  applyFile,
  deleteObjects,
  logsOf,
  patchObject,
  type AskApi,
  type ObjectWords,
} from "./kubectl-objects.ts";
import { Fatal, reasonOf } from "./log.ts";
import { kindNamed, objectPath } from "./object-store.ts";
import type { Json } from "./objects.ts";
import { defaultKubeconfig, readIfThere } from "./paths.ts";
import { nodeRow, podRow, table } from "./tables.ts";
import { version } from "./version.ts";

const access = (file: string | undefined): Access => {
  const path = file ?? process.env["KUBECONFIG"] ?? defaultKubeconfig;
  const text = readIfThere(path);
  const found = text === undefined ? undefined : readKubeconfig(text);
  if (found === undefined)
    throw new Fatal(
      "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
    );
  return found;
};

const ask = async (
  where: Access,
  path: string,
  method = "GET",
  body?: unknown,
): Promise<string> => {
  const { ca, cert, key, url } = where;
  let answer;
  try {
    answer = await askHttps(`${url}${path}`, {
      ...{ ca, cert, key, method },
      ...(body === undefined ? {} : { body }),
    });
  } catch (error) {
    throw new Fatal(
      (error as NodeJS.ErrnoException).code === "ECONNREFUSED"
        ? `The connection to the server ${url.replace("https://", "")} was refused - did you specify the right host or port?`
        : `Unable to connect to the server: ${(error as Error).message}`,
    );
  }
  if (answer.code < 400) return answer.text;
  let reason = answer.text;
  try {
    const status = JSON.parse(answer.text) as {
      reason: string;
      message: string;
    };
    reason =
      answer.code === 401
        ? "You must be logged in to the server (Unauthorized)"
        : `Error from server (${status.reason}): ${status.message}`;
  } catch {
    // Not a Status: shown as it came.
  }
  throw new Fatal(reason);
};

interface Words extends ObjectWords {
  plain: string[];
  namespace: string | undefined;
  file: string | undefined;
  patch: string | undefined;
  tail: number;
  ignoreNotFound: boolean;
  all: boolean;
  output: string;
  raw: string | undefined;
  kubeconfig: string | undefined;
  headers: boolean;
}

const readWords = (args: readonly string[]): Words => {
  const words: Words = {
    plain: [],
    file: undefined,
    patch: undefined,
    tail: Number.MAX_SAFE_INTEGER,
    ignoreNotFound: false,
    namespace: undefined,
    all: false,
    output: "",
    raw: undefined,
    kubeconfig: undefined,
    headers: true,
  };
  const rest = args.flatMap((arg) => {
    const match = /^(--[a-z-]+|-[a-z])=([^]*)$/.exec(arg);
    if (match !== null) return [match[1] ?? "", match[2] ?? ""];
    const glued = /^-([no])(.+)$/.exec(arg);
    return glued === null ? [arg] : [`-${glued[1]}`, glued[2] ?? ""];
  });
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? "";
    const value = (): string => {
      index += 1;
      const next = rest[index];
      if (next === undefined)
        throw new Fatal(`error: flag needs an argument: ${word}`);
      return next;
    };
    if (word === "-n" || word === "--namespace") words.namespace = value();
    else if (word === "-A" || word === "--all-namespaces") words.all = true;
    else if (word === "-o" || word === "--output") words.output = value();
    else if (word === "--raw") words.raw = value();
    else if (word === "--kubeconfig") words.kubeconfig = value();
    else if (word === "-f" || word === "--filename") words.file = value();
    else if (word === "-p" || word === "--patch") words.patch = value();
    else if (word === "--tail") words.tail = Number(value());
    else if (word === "--ignore-not-found")
      words.ignoreNotFound = rest[index + 1] !== "false";
    else if (["--request-timeout", "--timeout", "--type"].includes(word))
      value();
    else if (word === "--wait") {
      if (/^(true|false)$/.test(rest[index + 1] ?? "")) value();
    } else if (word === "--no-headers")
      words.headers = rest[index + 1] === "false";
    else if (word.startsWith("-") && word !== "-")
      throw new Fatal(`error: unknown flag: ${word}`);
    else words.plain.push(word);
  }
  return words;
};

const kinds: Record<string, string> = {
  node: "nodes",
  nodes: "nodes",
  no: "nodes",
  pod: "pods",
  pods: "pods",
  po: "pods",
  namespace: "namespaces",
  namespaces: "namespaces",
  ns: "namespaces",
};

const kindOf = (word: string): string => {
  const kind = kinds[word] ?? kindNamed(word)?.plural;
  if (kind === undefined)
    throw new Fatal(`error: the server doesn't have a resource type "${word}"`);
  return kind;
};

const shown = (words: Words, kind: string, answer: Json): string => {
  const one = answer["items"] === undefined;
  const items = one ? [answer] : (answer["items"] as Json[]);
  const nameOf = (item: Json): string =>
    (item["metadata"] as { name: string }).name;
  if (words.output === "json") return JSON.stringify(answer, undefined, 4);
  if (words.output === "name")
    return items
      .map((item) => `${kind.replace(/s$/, "")}/${nameOf(item)}`)
      .join("\n");
  if (words.output.startsWith("jsonpath"))
    return jsonPath(
      words.output.replace(/^jsonpath=?/, "") || (words.plain.at(-1) ?? ""),
      answer,
    );
  const wide = words.output === "wide";
  if (words.output !== "" && !wide)
    throw new Fatal(
      `error: unable to match a printer suitable for the output format "${words.output}"`,
    );
  const rows = items.map((item): Record<string, string> => {
    if (kind === "nodes") return nodeRow(item, wide);
    if (kind === "pods") return podRow(item, words.all, wide);
    return { NAME: nameOf(item), STATUS: "Active" };
  });
  return rows.length === 0
    ? `No resources found${words.all ? "" : ` in ${words.namespace ?? "default"} namespace.`}`
    : table(rows, words.headers);
};

const get = async (words: Words): Promise<string> => {
  const where = access(words.kubeconfig);
  if (words.raw !== undefined) return await ask(where, words.raw);
  const [, resource = "", name] = words.plain;
  const [word = "", inline] = resource.split("/");
  const kind = kindOf(word);
  const object = kindNamed(kind);
  const base =
    object !== undefined && kind !== "namespaces"
      ? objectPath(object, words.namespace ?? "default")
      : kind === "pods" && !words.all
        ? `/api/v1/namespaces/${words.namespace ?? "default"}/pods`
        : `/api/v1/${kind}`;
  const one = inline ?? name;
  try {
    const answer = await ask(
      where,
      one === undefined ? base : `${base}/${one}`,
    );
    return shown(words, kind, JSON.parse(answer) as Json);
  } catch (error) {
    if (words.ignoreNotFound && /\(NotFound\)/.test(reasonOf(error))) return "";
    throw error;
  }
};

/** Prints on stdout. Throws Fatal with kubectl's words. */
export const runKubectl = async (args: readonly string[]): Promise<void> => {
  const words = readWords(args);
  const [verb, resource = "", name] = words.plain;
  const asAdmin: AskApi = (path, method, body) =>
    ask(access(words.kubeconfig), path, method, body);
  const onObjects = {
    apply: applyFile,
    patch: patchObject,
    logs: logsOf,
    delete: deleteObjects,
  }[verb ?? ""];
  const isNode = /^(nodes?|no)(\/|$)/.test(resource);
  if (onObjects !== undefined && !(verb === "delete" && isNode)) {
    const said = await onObjects(asAdmin, words);
    process.stdout.write(said === "" ? "" : `${said}\n`);
  } else if (verb === "get") {
    const text = await get(words);
    if (text === "") return;
    const asIs = words.raw !== undefined || words.output.startsWith("jsonpath");
    process.stdout.write(asIs || text.endsWith("\n") ? text : `${text}\n`);
  } else if (verb === "delete") {
    const [kind = "", inline] = resource.split("/");
    const one = inline ?? name ?? "";
    kindOf(kind);
    await ask(access(words.kubeconfig), `/api/v1/nodes/${one}`, "DELETE");
    process.stdout.write(`node "${one}" deleted\n`);
  } else if (verb === "version")
    process.stdout.write(`Client Version: ${version}\n`);
  else throw new Fatal(`error: unknown command "${verb ?? ""}" for "kubectl"`);
};
