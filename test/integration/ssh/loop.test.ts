import { spawn } from "node:child_process";
import { once } from "node:events";
import { beforeAll, describe, expect, it } from "vitest";
import { shellLoop } from "../../../main/adapters/ssh/root-shell.ts";
import { ensurePackages } from "../../lab/packages.ts";
import { noSshd } from "./signed-in.ts";

/** What the loop prints for these questions, in each shell that a host may have. */
describe.skipIf(noSshd)("the loop of a root shell", () => {
  beforeAll(() => ensurePackages(["busybox", "dash", "bash"]));

  it.each([
    ["dash", ["dash", "-c"]],
    ["busybox", ["busybox", "sh", "-c"]],
    ["bash as sh", ["bash", "--posix", "-c"]],
  ])("in %s", async (_name, [program = "", ...words]) => {
    const questions = [
      { script: "cat; echo err >&2; exit 3", input: "in\n油" },
      { script: "cat\necho after", input: "" },
      { script: `printf %s '${"x".repeat(5000)}' | wc -c`, input: "unread" },
      { script: "exit 0", input: "no end" },
    ];
    const shell = spawn(program, [...words, shellLoop]);
    let [out, err] = ["", ""];
    shell.stdout.on("data", (bytes: Buffer) => (out += bytes.toString()));
    shell.stderr.on("data", (bytes: Buffer) => (err += bytes.toString()));
    for (const [at, { script, input }] of questions.entries()) {
      const [s, i] = [Buffer.byteLength(script), Buffer.byteLength(input)];
      shell.stdin.write(`m${at} ${s} ${i}\n${script}${input}`);
    }
    shell.stdin.end();
    await once(shell, "close");
    expect(out.replace(/ +5000/, "5000")).toBe(
      "in\n油m0 3\nafter\nm1 0\n5000\nm2 0\nm3 0\n",
    );
    expect(err).toBe("err\nm0 3\nm1 0\nm2 0\nm3 0\n");
  });
});
