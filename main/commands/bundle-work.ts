import { join } from "node:path";
import type { Language } from "../../common/messages/language.ts";
import { formatBytes, word } from "../../common/messages/sentence.ts";
import { failed, failureOf } from "../../common/model/failure.ts";
import { buildBundle, type BuildOptions } from "../adapters/bundle/build.ts";
import { bundleInfo } from "../adapters/bundle/info.ts";
import { readPublicKey } from "../adapters/bundle/keys.ts";
import { generateKeyFiles } from "../adapters/bundle/keygen.ts";
import { openBundle } from "../adapters/bundle/open.ts";
import { loadRecipe } from "../adapters/bundle/recipe.ts";
import { stateFolderPath } from "../adapters/files/state-folder.ts";
import { askHidden } from "../adapters/secrets/hidden-prompt.ts";
import { interruptible } from "./interrupt.ts";
import { ProgressBar } from "./progress-bar.ts";
import { table } from "./table.ts";
import { languageFor } from "./tell-error.ts";

interface Common {
  readonly json?: boolean;
  readonly language?: string;
}
export interface BundleCommand extends Common {
  readonly trustKey?: readonly string[];
}
export interface BuildCommand extends Common {
  readonly recipe: string;
  readonly out: string;
  readonly key: string;
  readonly cache?: string;
  readonly sequence?: number;
}
export interface KeygenCommand extends Common {
  /** False for `--no-passphrase`. */
  readonly passphrase: boolean;
}

const passphraseVariable = "FORECOURT_SIGNING_PASSPHRASE";

/** For the registry of Rancher's images: from the environment only, like every secret of a build. */
function registryCredentials() {
  const user = process.env["FORECOURT_REGISTRY_USER"];
  const password = process.env["FORECOURT_REGISTRY_PASSWORD"];
  return user && password ? { registry: { user, password } } : {};
}

/** Progress goes to stderr, so that stdout holds the answer and nothing else. */
export async function build(options: BuildCommand): Promise<void> {
  const language = languageFor(options.language);
  const recipe = await loadRecipe(options.recipe);
  const bar = new ProgressBar(process.stderr, language);
  const { signal, end } = interruptible();
  const { out, key, sequence } = options;
  const settings: BuildOptions = {
    out,
    key,
    signal,
    cache: options.cache ?? join(stateFolderPath(), "downloads"),
    ...(sequence === undefined ? {} : { sequence }),
    ...registryCredentials(),
    onProgress: (progress) =>
      bar.show(
        progress.phase === "download" ? progress.url : progress.path,
        progress.bytes,
        progress.totalBytes,
      ),
  };
  try {
    process.stderr.write(
      `${word("bundle.building", language, { path: out })}\n`,
    );
    const { manifest, warnings } = await withPassphrase(
      key,
      language,
      (password) =>
        buildBundle(recipe, {
          ...settings,
          ...(password === undefined ? {} : { password }),
        }),
    );
    bar.end();
    for (const warning of warnings) process.stderr.write(`! ${warning}\n`);
    const bytes = manifest.files.reduce((sum, { size }) => sum + size, 0);
    answer(
      options,
      {
        type: "bundle-built",
        path: out,
        sequence: manifest.sequence,
        bytes,
        warnings,
      },
      `${word("bundle.built", language, { path: out, bytes })}\n`,
    );
  } finally {
    bar.end();
    end();
  }
}

export async function verify(
  folder: string,
  options: BundleCommand,
): Promise<void> {
  const language = languageFor(options.language);
  const bundle = await opened(folder, options);
  const { files } = bundle.manifest;
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const bar = new ProgressBar(process.stderr, language);
  const { signal, end } = interruptible();
  let hashed = 0;
  try {
    await bundle.verify(files, {
      signal,
      onBytes: (bytes) => bar.show(folder, (hashed += bytes), total),
    });
  } finally {
    bar.end();
    end();
  }
  answer(
    options,
    {
      type: "bundle-verified",
      digest: bundle.digest,
      files: files.length,
      bytes: total,
    },
    `${word("bundle.verified", language, { files: files.length, bytes: total })}\n`,
  );
}

export async function info(
  folder: string,
  options: BundleCommand,
): Promise<void> {
  const language = languageFor(options.language);
  const found = bundleInfo(await opened(folder, options));
  const heads = table([
    [word("bundle.number", language), String(found.sequence)],
    [word("bundle.created", language), found.created],
    [word("bundle.expires", language), found.expires],
    ["K3s", found.versions.k3s],
    ["Docker", found.versions.docker],
    ...(found.versions.rancher === undefined
      ? []
      : [["Rancher", found.versions.rancher]]),
    ["sha256", found.digest],
    ...found.architectures.map(({ arch, bytes, lacks }) => [
      arch,
      [formatBytes(bytes), ...lacks.map((kind) => `-${kind}`)].join("  "),
    ]),
  ]);
  const files = table([
    [
      word("column.file", language),
      word("column.version", language),
      word("column.size", language),
    ],
    ...found.files.map(({ path, version, bytes }) => [
      path,
      version,
      formatBytes(bytes),
    ]),
  ]);
  answer(
    options,
    { type: "bundle-info", ...found },
    `${found.name}\n\n${heads}\n${files}`,
  );
}

/** Writes `<file>` and `<file>.pub`. The passphrase comes from the environment or is asked for twice. */
export async function keygen(
  file: string,
  options: KeygenCommand,
): Promise<void> {
  const language = languageFor(options.language);
  const publicPath = `${file}.pub`;
  const { keyId, publicKey } = await generateKeyFiles(
    file,
    publicPath,
    options.passphrase ? await newPassphrase(file, language) : undefined,
  );
  answer(
    options,
    { type: "bundle-key", keyId, publicKey: publicKey.trim(), path: file },
    `${word("bundle.key-made", language, { path: `${file}, ${publicPath}` })}\n${publicKey.trim()}\n`,
  );
}

async function opened(folder: string, { trustKey = [] }: BundleCommand) {
  return openBundle(folder, {
    trustKeys: await Promise.all(trustKey.map(readPublicKey)),
  });
}

function answer({ json }: Common, data: object, text: string): void {
  process.stdout.write(json === true ? `${JSON.stringify(data)}\n` : text);
}

/** Asks only where the key turns out to be encrypted. */
async function withPassphrase<T>(
  path: string,
  language: Language,
  work: (password: string | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await work(process.env[passphraseVariable] || undefined);
  } catch (error) {
    if (failureOf(error)?.code !== "secret-missing") throw error;
    const typed = await asked(
      word("prompt.signing-passphrase", language, { path }),
    );
    if (!typed) throw error;
    return work(typed);
  }
}

async function newPassphrase(
  path: string,
  language: Language,
): Promise<string> {
  const given = process.env[passphraseVariable];
  if (given) return given;
  for (;;) {
    const first = await asked(
      word("prompt.signing-passphrase", language, { path }),
    );
    if (!first)
      throw failed("secret-missing", { data: { kind: "passphrase" } });
    if (first === (await asked(word("prompt.again", language)))) return first;
  }
}

async function asked(question: string): Promise<string | undefined> {
  const { stdin, stderr } = process;
  return stdin.isTTY && stderr.isTTY
    ? askHidden(question, { input: stdin, output: stderr })
    : undefined;
}
