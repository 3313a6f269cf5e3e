import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import type { Language } from "../../common/messages/language.ts";
import { word } from "../../common/messages/sentence.ts";
import { failed } from "../../common/model/failure.ts";
import type { RancherLook } from "../../common/model/rancher.ts";
import { openBundle } from "../adapters/bundle/open.ts";
import { openRancherPins } from "../adapters/files/rancher-pins.ts";
import { openAgentKeyMemory } from "../adapters/files/agent-key-memory.ts";
import { openPins } from "../adapters/files/pins.ts";
import { RunStore } from "../adapters/files/run-store.ts";
import { openSequences } from "../adapters/files/sequences.ts";
import { openStateFolder } from "../adapters/files/state-folder.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import { openSecretStore } from "../adapters/secrets/secret-store.ts";
import { Redactor } from "../logs/redactor.ts";
import { withJump } from "./jump-option.ts";
import type { StationOptions } from "./options.ts";
import type { Bundle } from "../ports/bundle.ts";
import type { VisitLaptop } from "../station/visit.ts";
import type { HostKeys } from "../station/connect.ts";
import type { Laptop } from "../station/open-station.ts";
import { otherKeys, packKeyDiffers } from "../station/pack-keys.ts";
import type { RancherTrusting } from "../station/rancher-access.ts";
import { readSource, type StationSource } from "./station-source.ts";
import { languageFor } from "./tell-error.ts";

/** What lies on the laptop, and the language to speak. */
export type CommandLaptop = Laptop & { readonly language: Language };

/** The same for a visit: a bundle is not needed, and nothing is run. */
export type CommandVisit = VisitLaptop &
  Pick<CommandLaptop, "redactor" | "language">;

/** Reads everything that lies on the laptop; refuses what is wrong with it before any host is spoken to. */
export async function openLaptop(
  options: StationOptions,
): Promise<CommandLaptop> {
  const { bundle: folder, ...rest } = options;
  const { state, ...visit } = await openVisit(rest);
  const bundle = await openTrusted(folder, options.trustKey, state);
  return {
    ...visit,
    bundle,
    runs: new RunStore(state, systemClock),
    onlyStation: options.onlyStation ?? false,
    rancher: rancherTrusting(state, visit.language, options.takeOver ?? false),
  };
}

export async function openVisit(
  options: Omit<StationOptions, "bundle"> & { readonly bundle?: string },
  { comparesKeys = true }: { readonly comparesKeys?: boolean } = {},
): Promise<
  CommandVisit & { readonly state: string; readonly source: StationSource }
> {
  const language = languageFor(options.language);
  const redactor = new Redactor();
  const read = await readSource(options, { language, redactor });
  const source =
    options.jump === undefined
      ? read
      : { ...read, station: withJump(read.station, options.jump) };
  const { station, folder, prepared } = source;
  const state = await openStateFolder();
  if (comparesKeys) await requirePackKeys(source, state);
  const bundle =
    options.bundle === undefined
      ? undefined
      : await openTrusted(options.bundle, options.trustKey, state);
  const secrets = await openSecretStore({
    redactor,
    language,
    ...(options.secrets === undefined ? {} : { file: options.secrets }),
  });
  return {
    station,
    folder,
    redactor,
    secrets,
    language,
    state,
    source,
    hostKeys: hostKeys(state, source, language),
    agentKeys: openAgentKeyMemory(state, station.id),
    ...(bundle === undefined ? {} : { manifest: bundle.manifest }),
    ...(prepared === undefined ? {} : { prepared }),
  };
}

/** Before any host is spoken to. Throws `pack-host-key`. */
async function requirePackKeys(
  { station, hostKeys, prepared }: StationSource,
  state: string,
): Promise<void> {
  if (prepared === undefined) return;
  const pins = openPins(state, station.id);
  const [other] = await otherKeys(station, hostKeys, pins);
  if (other !== undefined) throw packKeyDiffers(other, prepared.path);
}

/** How a Rancher that is new here comes to be believed. */
export function rancherTrusting(
  state: string,
  language: Language,
  takeOver = false,
): RancherTrusting {
  return {
    pins: openRancherPins(state),
    takeOver,
    ...(process.stdin.isTTY
      ? {
          confirm: ({ url, caChecksum: checksum, authorities }: RancherLook) =>
            ask(
              word("rancher.ca-question", language, {
                url,
                checksum,
                subject: authorities[0]?.subject ?? "?",
              }),
            ),
        }
      : {}),
  };
}

async function openTrusted(
  folder: string,
  trustKeys: readonly string[] = [],
  state: string,
): Promise<Bundle> {
  const sequences = openSequences(state);
  const bundle = await openBundle(folder, {
    trustKeys: await Promise.all(trustKeys.map(readKey)),
    lowestSequence: (key) => sequences.highest(key),
  });
  await sequences.seen(bundle.signedBy, bundle.manifest.sequence);
  return bundle;
}

async function readKey(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: unknown) => {
    throw failed("file-unreadable", {
      data: { path, reason: (error as Error).message },
    });
  });
}

/**
 * The station file's pin counts, else the one remembered, else the pack's; a new key is asked about where
 * somebody can answer.
 */
function hostKeys(
  state: string,
  { station, hostKeys: packed, prepared }: StationSource,
  language: Language,
): HostKeys {
  const pins = openPins(state, station.id);
  let asking: Promise<unknown> = Promise.resolve();
  const confirm: HostKeys["confirm"] = (shown) => {
    const answer = asking.then(() =>
      ask(
        word("host-key.question", language, {
          host: shown.host,
          address: shown.host,
          fingerprint: `${shown.fingerprint} (${shown.type})`,
        }),
      ),
    );
    asking = answer.catch(() => undefined);
    return answer;
  };
  return {
    pinned: async (host) =>
      host.hostKey ?? (await pins.get(host.name)) ?? packed[host.name],
    changed: async ({ name, hostKey }, fingerprint) => {
      const key = packed[name];
      const known = hostKey ?? (await pins.get(name));
      return key === undefined || known !== undefined || prepared === undefined
        ? undefined
        : packKeyDiffers(
            { host: name, packed: key, here: fingerprint },
            prepared.path,
          );
    },
    accepted: (host, fingerprint) =>
      host.hostKey === undefined
        ? pins.set(host.name, fingerprint)
        : Promise.resolve(),
    ...(process.stdin.isTTY ? { confirm } : {}),
  };
}

/** A yes or no question on the terminal. */
export async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  try {
    return /^(y|yes|j|はい|是)$/i.test(
      (await terminal.question(`${question} `)).trim(),
    );
  } finally {
    terminal.close();
  }
}
