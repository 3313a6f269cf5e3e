import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { contract, Secrets } from "../../../common/ipc/contract.ts";
import type { Answered } from "../../../common/ipc/envelope.ts";
import type { Snapshot } from "../../../common/ipc/snapshot.ts";
import { type HostPlace, placesOf } from "../../../common/model/station.ts";
import { writeJsonFile } from "../../adapters/files/json-file.ts";
import type { ElectronApi } from "./electron-api.ts";

type Ask = (channel: string, input: unknown) => Promise<Answered<unknown>>;

/** By station, then by host: what the system has encrypted, in base64. */
const File = z.record(z.string(), z.record(z.string(), z.string()));
type File = z.infer<typeof File>;

/**
 * Passwords that the technician wanted to be remembered, encrypted by the system for its user. They go
 * from here to the engine and never to the page. Where the system can only pretend (Linux without a
 * keyring: `basic_text`, a key that everybody knows), nothing is kept.
 */
export class KeptSecrets {
  readonly #electron: Pick<ElectronApi, "app" | "safeStorage">;
  #station: { readonly id: string; readonly hosts: readonly HostPlace[] } = {
    id: "",
    hosts: [],
  };

  constructor(electron: Pick<ElectronApi, "app" | "safeStorage">) {
    this.#electron = electron;
  }

  /** Which station is open. */
  told(channel: string, data: unknown): void {
    if (channel !== "wizard.changed") return;
    const { station } = data as Partial<Snapshot>;
    this.#station =
      station == null
        ? { id: "", hosts: [] }
        : { id: station.station.id, hosts: placesOf(station.station) };
  }

  /** Undefined for what is the engine's alone. */
  answer(
    channel: string,
    input: unknown,
    ask: Ask,
  ): Promise<Answered<unknown>> | undefined {
    if (channel === "secrets.kept") return this.#kept();
    if (channel === "secrets.forget") return this.#forget();
    return channel === "hosts.check" ? this.#check(input, ask) : undefined;
  }

  async #kept(): Promise<Answered<unknown>> {
    const known = (await this.#read())[this.#station.id] ?? {};
    const hosts = this.#station.hosts
      .filter((host) => Object.hasOwn(known, placeOf(host)))
      .map(({ name }) => name);
    return { ok: true, value: { possible: await this.#possible(), hosts } };
  }

  async #forget(): Promise<Answered<unknown>> {
    const others = Object.entries(await this.#read()).filter(
      ([id]) => id !== this.#station.id,
    );
    this.#write(Object.fromEntries(others));
    return { ok: true, value: null };
  }

  /** What was not typed is taken from what is kept; what signed in well is kept, where that was wanted. */
  async #check(input: unknown, ask: Ask): Promise<Answered<unknown>> {
    const asked = contract.hosts.check.input.safeParse(input);
    // The engine says what is wrong with it.
    if (!asked.success) return ask("hosts.check", input);
    const { secrets, keep } = asked.data;
    const { id, hosts } = this.#station;
    const known = (await this.#possible())
      ? ((await this.#read())[id] ?? {})
      : {};
    const whole = await Promise.all(
      secrets.map(async (typed) => {
        const host = hosts.find(({ name }) => name === typed.host);
        const kept =
          host === undefined
            ? undefined
            : await this.#decrypted(known[placeOf(host)]);
        return { ...kept, ...typed };
      }),
    );
    const answer = await ask("hosts.check", { secrets: whole, keep });
    if (answer.ok && keep && (await this.#possible()))
      // Who is signed in goes on, though the laptop's disk be full.
      await this.#keep(whole).catch((error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
      });
    return answer;
  }

  async #keep(secrets: readonly Secrets[]): Promise<void> {
    const { id, hosts } = this.#station;
    const kept: Record<string, string> = {};
    for (const secret of secrets) {
      const host = hosts.find(({ name }) => name === secret.host);
      if (host === undefined) continue;
      const text = JSON.stringify(secret);
      const bytes = await this.#electron.safeStorage.encryptStringAsync(text);
      kept[placeOf(host)] = bytes.toString("base64");
    }
    this.#write({ ...(await this.#read()), [id]: kept });
  }

  /** Undefined also for what another user or another machine has encrypted. */
  async #decrypted(text: string | undefined): Promise<Secrets | undefined> {
    if (text === undefined) return undefined;
    try {
      const { result } = await this.#electron.safeStorage.decryptStringAsync(
        Buffer.from(text, "base64"),
      );
      return Secrets.parse(JSON.parse(result));
    } catch {
      return undefined;
    }
  }

  async #possible(): Promise<boolean> {
    const { safeStorage } = this.#electron;
    if (
      process.platform === "linux" &&
      ["basic_text", "unknown"].includes(
        safeStorage.getSelectedStorageBackend(),
      )
    )
      return false;
    return safeStorage.isAsyncEncryptionAvailable().catch(() => false);
  }

  get #path(): string {
    return join(this.#electron.app.getPath("userData"), "kept-secrets.json");
  }

  async #read(): Promise<File> {
    try {
      return File.parse(JSON.parse(await readFile(this.#path, "utf8")));
    } catch {
      return {};
    }
  }

  #write(file: File): void {
    writeJsonFile(this.#path, file);
  }
}

/** A station file that names another address for the same host gets nothing of what is kept. */
function placeOf({ name, address, port, signIn }: HostPlace): string {
  return `${name} ${signIn.user}@${address}:${port}`;
}
