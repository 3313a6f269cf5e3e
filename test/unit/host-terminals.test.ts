import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Redactor } from "../../main/logs/redactor.ts";
import { HostTerminals } from "../../main/wizard/host-terminals.ts";

let folder: string;
let terminals: HostTerminals;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "terminals-"));
  const redactor = new Redactor();
  redactor.add("s3cret-petrol");
  terminals = new HostTerminals(folder, redactor, () => {});
});
afterEach(() => {
  terminals.close();
  rmSync(folder, { recursive: true });
});

const say = (label: string, text: string, last = false) =>
  terminals.write("h1", {
    label,
    stream: "out",
    bytes: Buffer.from(text),
    last,
  });
const shown = () =>
  terminals
    .read("h1", 0)
    .bytes.toString()
    .replaceAll(/\u001b\[\d*m/g, "");

it("a secret is masked also where another command speaks between its halves", () => {
  say("k3s-install apply", "token s3cret-");
  say("docker-load apply", "loaded\n");
  say("k3s-install apply", "petrol is used\n");
  expect(shown()).toBe(
    "\n── docker-load apply\nloaded\n\n── k3s-install apply\ntoken ****** is used\n",
  );
});

it("lines of commands that run side by side stay whole, each under its command", () => {
  say("a apply", "one ");
  say("b apply", "two\n");
  say("a apply", "line\nrest");
  say("a apply", "", true);
  expect(shown()).toBe("\n── b apply\ntwo\n\n── a apply\none line\nrest");
});

it("questions are not shown; what was held back is in the file at the end", () => {
  say("facts", "asked\n");
  say("a apply", "no end of line");
  expect(shown()).toBe("");
  terminals.close();
  const file = readFileSync(join(folder, "terminal-h1.log"), "utf8");
  expect(file).toContain("no end of line");
});
