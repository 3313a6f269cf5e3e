import { EventEmitter } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf, type Failure } from "../../common/model/failure.ts";
import type { Terminal } from "../../main/adapters/secrets/hidden-prompt.ts";
import { openSecretStore } from "../../main/adapters/secrets/secret-store.ts";
import { Redactor } from "../../main/logs/redactor.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "secrets-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function secretsFile(text: string, mode = 0o600): Promise<string> {
  const path = join(folder, "secrets.yaml");
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

/** Types each answer as soon as its question is shown. */
function person(...answers: (string | Buffer)[]) {
  const keys = new EventEmitter();
  let raw = false;
  let shown = "";
  const input = Object.assign(keys, {
    setRawMode: (mode: boolean) => {
      raw = mode;
      return input;
    },
    resume: () => input,
    pause: () => input,
  }) as unknown as Terminal["input"];
  const output = {
    write: (text: string) => {
      shown += text;
      if (!text.endsWith(": ")) return;
      const answer = answers.shift();
      if (answer !== undefined)
        setImmediate(() => {
          expect(raw).toBe(true);
          for (const byte of Buffer.from(answer))
            keys.emit("data", Buffer.from([byte]));
        });
    },
  };
  return { terminal: { input, output }, shown: () => shown, raw: () => raw };
}

function store(options: Partial<Parameters<typeof openSecretStore>[0]>) {
  return openSecretStore({
    redactor: new Redactor(),
    language: "en",
    env: {},
    terminal: false,
    ...options,
  });
}

async function refused(text: string, mode?: number): Promise<Failure> {
  const file = await secretsFile(text, mode);
  const error: unknown = await store({ file }).catch((e: unknown) => e);
  const failure = failureOf(error);
  if (failure === undefined) throw new Error("was not refused");
  return failure;
}

describe("secrets file", () => {
  it("gives a host its own secrets, else those of all, else the environment's", async () => {
    const file = await secretsFile(
      "all: {password: for-all, passphrase: 0123}\nhosts:\n  h1: {password: no, sudoPassword: 'root pw'}\n",
    );
    const redactor = new Redactor();
    const secrets = await store({
      file,
      redactor,
      env: { FORECOURT_SUDO_PASSWORD: "env-sudo", FORECOURT_PASSWORD: "env" },
    });
    expect(await secrets.get("h1", "password")).toBe("no");
    expect(await secrets.get("h2", "password")).toBe("for-all");
    expect(await secrets.get("h1", "sudo-password")).toBe("root pw");
    expect(await secrets.get("h2", "sudo-password")).toBe("env-sudo");
    expect(await secrets.get("constructor", "passphrase")).toBe("0123");
    expect(redactor.text("for-all root pw env-sudo 0123 no")).toBe(
      "****** ****** ****** ****** ******",
    );
  });

  it.each([0o644, 0o640, 0o604, 0o660])(
    "is refused where others can read it: %o",
    async (mode) => {
      const failure = await refused("all: {password: hunter22}\n", mode);
      expect(failure.code).toBe("file-unreadable");
      expect(failure.data["reason"]).toContain(`0${mode.toString(8)}`);
    },
  );

  it.each([
    "all: {password: hunter22\n",
    "all: {hunter22: x}\n",
    "hunter22\n",
    "hunter22: {password: x}\n",
    "all: {password: [hunter22]}\n",
    "all: {passwords: hunter22}\n",
    "all: {passwords: [{hunter22: x}]}\n",
    "all: {password: a}\nall: {password: hunter22}\n",
    "all: {password: *hunter22}\n",
    "hosts: {h1: hunter22}\n",
  ])("is refused without a word of it: %j", async (text) => {
    const failure = await refused(text);
    expect(failure.code).toBe("yaml-invalid");
    expect(JSON.stringify(failure)).not.toContain("hunter22");
  });

  it("knows several passwords, the host's own first; sudo takes the one that signed in", async () => {
    const redactor = new Redactor();
    const file = await secretsFile(
      "all: { passwords: [spring, autumn] }\nhosts:\n  pump: { password: own, passwords: [older] }\n",
    );
    const secrets = await store({ file, redactor });
    expect(await secrets.passwords?.("pump")).toEqual([
      "own",
      "older",
      "spring",
      "autumn",
    ]);
    expect(await secrets.passwords?.("till")).toEqual(["spring", "autumn"]);
    expect(await secrets.get("pump", "sudo-password")).toBeUndefined();
    expect(redactor.text("autumn leaves")).not.toContain("autumn");
  });

  it("may be empty, and must be there", async () => {
    const file = await secretsFile("");
    expect(await (await store({ file })).get("h", "password")).toBeUndefined();
    await expect(store({ file: join(folder, "no") })).rejects.toMatchObject({
      failure: { code: "file-unreadable" },
    });
  });
});

describe("secrets without anybody to ask", () => {
  it("takes the password for sudo, and gives nothing where there is nothing", async () => {
    const secrets = await store({ env: { FORECOURT_PASSWORD: "one4all" } });
    expect(await secrets.get("h1", "sudo-password")).toBe("one4all");
    expect(await secrets.get("h1", "passphrase")).toBeUndefined();
    const none = await store({ env: { FORECOURT_PASSWORD: "" } });
    expect(await none.get("h1", "password")).toBeUndefined();
    expect(await none.get("h1", "sudo-password")).toBeUndefined();
  });
});

describe("asking", () => {
  it("asks once per host and kind, hides what is typed, registers it first", async () => {
    const redactor = new Redactor();
    const { terminal, shown, raw } = person("geheim-ß\r", "other\n");
    const secrets = await store({ terminal, redactor });
    const both = await Promise.all([
      secrets.get("h1", "password"),
      secrets.get("h2", "password"),
      secrets.get("h1", "password"),
    ]);
    expect(both).toEqual(["geheim-ß", "other", "geheim-ß"]);
    expect(shown()).toBe("Password for h1: \nPassword for h2: \n");
    expect(raw()).toBe(false);
    expect(redactor.text("x geheim-ß other")).toBe("x ****** ******");
  });

  it("takes an empty sudo password for the password", async () => {
    const { terminal, shown } = person("pass-1\r", "\r");
    const secrets = await store({ terminal });
    expect(await secrets.get("h1", "password")).toBe("pass-1");
    expect(await secrets.get("h1", "sudo-password")).toBe("pass-1");
    expect(shown()).toBe("Password for h1: \nsudo password on h1: \n");
  });

  it("understands corrections, pasting and arrow keys", async () => {
    const { terminal } = person("wrong\u0015axé\u007f\u007fb\r");
    expect(await (await store({ terminal })).get("h", "password")).toBe("ab");
    const { terminal: pasting } = person();
    const secrets = await store({ terminal: pasting });
    const answer = secrets.get("h", "password");
    await new Promise(setImmediate);
    (pasting.input as unknown as EventEmitter).emit(
      "data",
      Buffer.from("\u001b[200~pas\u001b[Dted\u001b[201~\r"),
    );
    expect(await answer).toBe("pasted");
  });

  it("ends at Ctrl-C as aborted, at Ctrl-D with nothing", async () => {
    const { terminal, raw } = person("abc\u0003", "\u0004");
    const secrets = await store({ terminal });
    await expect(secrets.get("h1", "password")).rejects.toMatchObject({
      failure: { code: "aborted" },
    });
    expect(raw()).toBe(false);
    expect(await secrets.get("h2", "password")).toBeUndefined();
  });
});
