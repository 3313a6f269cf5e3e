import type { Language } from "../../../common/messages/language.ts";
import { word } from "../../../common/messages/sentence.ts";
import type { Redactor } from "../../logs/redactor.ts";
import type { SecretKind, SecretStore } from "../../ports/secrets.ts";
import { askHidden, type Terminal } from "./hidden-prompt.ts";
import { readSecretsFile, type SecretsFile } from "./secrets-file.ts";

export interface SecretOptions {
  readonly redactor: Pick<Redactor, "add">;
  readonly language: Language;
  /** Path of a YAML file that only its owner can read. */
  readonly file?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where a person can be asked; default: standard input and standard error, if they are terminals. */
  readonly terminal?: Terminal | false;
}

const fileKeys = {
  password: "password",
  "sudo-password": "sudoPassword",
  passphrase: "passphrase",
  "rancher-token": "rancherToken",
  "rancher-password": "rancherPassword",
} as const satisfies Record<
  SecretKind,
  Exclude<keyof NonNullable<SecretsFile["all"]>, "passwords">
>;

const variables = {
  password: "FORECOURT_PASSWORD",
  "sudo-password": "FORECOURT_SUDO_PASSWORD",
  passphrase: "FORECOURT_PASSPHRASE",
  "rancher-token": "FORECOURT_RANCHER_TOKEN",
  "rancher-password": "FORECOURT_RANCHER_PASSWORD",
} as const satisfies Record<SecretKind, string>;

/**
 * Secrets from the file, else the environment, else a person, who is asked once per host and kind.
 * Where no sudo password is given, the password is taken for it. Throws what reading the file throws.
 */
export async function openSecretStore(
  options: SecretOptions,
): Promise<SecretStore> {
  const file =
    options.file === undefined ? {} : await readSecretsFile(options.file);
  return new LayeredSecrets(file, options);
}

class LayeredSecrets implements SecretStore {
  readonly #file: SecretsFile;
  readonly #options: SecretOptions;
  readonly #terminal: Terminal | undefined;
  readonly #answers = new Map<string, Promise<string | undefined>>();
  #asking: Promise<unknown> = Promise.resolve();

  constructor(file: SecretsFile, options: SecretOptions) {
    this.#file = file;
    this.#options = options;
    const { terminal = ownTerminal() } = options;
    this.#terminal = terminal === false ? undefined : terminal;
    // Known from the start, whether or not they are ever asked for.
    for (const secrets of [file.all, ...Object.values(file.hosts ?? {})])
      for (const secret of Object.values(secrets ?? {}).flat())
        if (secret !== undefined) options.redactor.add(secret);
  }

  /** The host's own first, then those for all. */
  passwords(host: string): Promise<readonly string[]> {
    const { all, hosts = {} } = this.#file;
    const own = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
    const several = [...(own?.passwords ?? []), ...(all?.passwords ?? [])];
    if (several.length === 0) return Promise.resolve([]);
    const first = this.#given(host, "password");
    return Promise.resolve([
      ...(first === undefined ? [] : [first]),
      ...several,
    ]);
  }

  get(host: string, kind: SecretKind): Promise<string | undefined> {
    const key = `${kind} ${host}`;
    const answer = this.#answers.get(key) ?? this.#find(host, kind);
    this.#answers.set(key, answer);
    return answer;
  }

  async #find(host: string, kind: SecretKind): Promise<string | undefined> {
    const found = this.#given(host, kind) ?? (await this.#asked(host, kind));
    // Nothing typed, or nobody there: most accounts have one password for both.
    if (kind === "sudo-password" && !found) {
      // Of several it is the one that signed in.
      if ((await this.passwords(host)).length > 0) return undefined;
      return this.#terminal === undefined
        ? this.#given(host, "password")
        : this.get(host, "password");
    }
    return found || undefined;
  }

  #given(host: string, kind: SecretKind): string | undefined {
    const { all, hosts = {} } = this.#file;
    const own = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
    const { env = process.env } = this.#options;
    const secret =
      own?.[fileKeys[kind]] ?? all?.[fileKeys[kind]] ?? env[variables[kind]];
    if (!secret) return undefined;
    this.#options.redactor.add(secret);
    return secret;
  }

  /** One question at a time, though hosts sign in side by side. */
  #asked(host: string, kind: SecretKind): Promise<string | undefined> {
    const terminal = this.#terminal;
    if (terminal === undefined) return Promise.resolve(undefined);
    const { language, redactor } = this.#options;
    const answer = this.#asking.then(async () => {
      const secret = await askHidden(
        word(`prompt.${kind}`, language, { host, subject: host }),
        terminal,
      );
      if (secret) redactor.add(secret);
      return secret;
    });
    this.#asking = answer.catch(() => undefined);
    return answer;
  }
}

function ownTerminal(): Terminal | undefined {
  const { stdin, stderr } = process;
  return stdin.isTTY && stderr.isTTY
    ? { input: stdin, output: stderr }
    : undefined;
}
