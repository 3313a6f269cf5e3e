import { readFileSync } from "node:fs";

const folder = new URL("../../../resources/remote/", import.meta.url);
const read = new Map<string, string>();

/** The text of resources/remote/<name>, such as "steps/k3s-start.sh". */
export function remoteScript(name: string): string {
  let text = read.get(name);
  if (text === undefined) {
    text = readFileSync(new URL(name, folder), "utf8");
    read.set(name, text);
  }
  return text;
}
