import type { Language } from "../../common/messages/language.ts";
import { word } from "../../common/messages/sentence.ts";
import { failed } from "../../common/model/failure.ts";
import { askHidden } from "../adapters/secrets/hidden-prompt.ts";
import { openStateFolder } from "../adapters/files/state-folder.ts";
import { Redactor } from "../logs/redactor.ts";
import { openSecretStore } from "../adapters/secrets/secret-store.ts";
import type { RancherTrusting } from "../station/rancher-access.ts";
import type { RancherAccess } from "../station/rancher-connection.ts";
import { interruptible } from "./interrupt.ts";
import { rancherTrusting } from "./open-laptop.ts";
import { languageFor } from "./tell-error.ts";
import { withoutSecrets } from "./on-laptop.ts";

/** A command that works with many stations, or with none: no bundle and no host. */
export interface Headquarters {
  readonly language: Language;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
  /** How Rancher's token or password is got hold of. */
  readonly access: RancherAccess;
  /** How it comes to be believed. */
  readonly trusting: RancherTrusting;
}

/** Does a command's work; what it ends with leaves here without secrets. */
export async function atHeadquarters(
  options: { readonly language?: string },
  work: (here: Headquarters) => Promise<void>,
): Promise<void> {
  const language = languageFor(options.language);
  const redactor = new Redactor();
  const { signal, end } = interruptible();
  const keepSecret = (secret: string) => redactor.add(secret);
  try {
    await work({
      language,
      redactor,
      signal,
      trusting: rancherTrusting(await openStateFolder(), language),
      access: {
        keepSecret,
        secrets: await openSecretStore({ redactor, language }),
      },
    });
  } catch (error) {
    throw withoutSecrets(error, redactor);
  } finally {
    end();
  }
}

const passphraseVariable = "FORECOURT_PACK_PASSPHRASE";

/**
 * The passphrase of packs, from the environment or typed; with `twice` until both times are the same.
 * Rejects with `secret-missing`.
 */
export async function packPassphrase(
  { language, redactor }: Pick<Headquarters, "language" | "redactor">,
  path: string,
  { twice = false } = {},
): Promise<string> {
  for (;;) {
    const given =
      process.env[passphraseVariable] ||
      (await askedHidden(word("prompt.pack-passphrase", language, { path })));
    if (!given)
      throw failed("secret-missing", { data: { kind: "pack-passphrase" } });
    redactor.add(given);
    if (!twice || process.env[passphraseVariable]) return given;
    if (given === (await askedHidden(word("prompt.again", language))))
      return given;
  }
}

async function askedHidden(question: string): Promise<string | undefined> {
  const { stdin, stderr } = process;
  return stdin.isTTY && stderr.isTTY
    ? askHidden(question, { input: stdin, output: stderr })
    : undefined;
}
