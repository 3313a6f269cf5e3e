import { formatBytes, word } from "../../common/messages/sentence.ts";
import { failureText } from "../../common/messages/sentence.ts";
import type { Language } from "../../common/messages/language.ts";
import { failed } from "../../common/model/failure.ts";
import { openLaptopKey } from "../adapters/files/laptop-key.ts";
import { openAgentKeyMemory } from "../adapters/files/agent-key-memory.ts";
import { openPins } from "../adapters/files/pins.ts";
import { RunStore } from "../adapters/files/run-store.ts";
import { openStateFolder } from "../adapters/files/state-folder.ts";
import { systemClock } from "../adapters/files/system-clock.ts";
import { openSecretStore } from "../adapters/secrets/secret-store.ts";
import { readRecord } from "../logs/record.ts";
import { Redactor } from "../logs/redactor.ts";
import { secretsIn } from "../logs/station-secrets.ts";
import {
  gatherExport,
  type GatheredExport,
  type ReachHost,
} from "../station/gather-export.ts";
import { connect } from "../station/connect.ts";
import { exportPath, saveExport } from "../station/save-export.ts";
import { interruptible } from "./interrupt.ts";
import { withoutSecrets } from "./on-laptop.ts";
import { harmless } from "./paint.ts";
import { table } from "./table.ts";
import { languageFor } from "./tell-error.ts";

export interface ExportOptions {
  readonly out?: string;
  readonly preview?: boolean;
  readonly show?: string;
  /** False with --no-hosts. */
  readonly hosts: boolean;
  readonly secrets?: string;
  readonly json?: boolean;
  readonly language?: string;
}

/** Gathers what is known of the run and saves it; with `preview` or `show` only says what that would be. */
export async function exportRun(
  wanted: string,
  options: ExportOptions,
): Promise<void> {
  const redactor = new Redactor();
  const { signal, end } = interruptible();
  try {
    await gatherAndSave(wanted, options, redactor, signal);
  } catch (error) {
    throw withoutSecrets(error, redactor);
  } finally {
    end();
  }
}

async function gatherAndSave(
  wanted: string,
  options: ExportOptions,
  redactor: Redactor,
  signal: AbortSignal,
): Promise<void> {
  const language = languageFor(options.language);
  const state = await openStateFolder();
  const run = await new RunStore(state, systemClock).find(wanted);
  const key = openLaptopKey(state);
  const out = exportPath(run, options.out);
  const reach = options.hosts
    ? await reachHosts(run.folder, state, options, redactor, signal)
    : undefined;
  const gathered = await gatherExport({
    run,
    redactor,
    language,
    state,
    signal,
    ...(reach === undefined ? {} : { reach }),
  });
  try {
    if (options.show !== undefined) return await show(gathered, options.show);
    if (options.preview !== true)
      await saveExport(gathered, out, key, { signal });
    tell(gathered, options, language, options.preview === true ? null : out);
  } finally {
    await gathered.close();
  }
}

/** Signs in as the run did: to the hosts of its record, with their keys pinned. New keys are not asked about. */
async function reachHosts(
  folder: string,
  state: string,
  { secrets: file, language }: ExportOptions,
  redactor: Redactor,
  signal: AbortSignal,
): Promise<ReachHost> {
  const record = await readRecord(folder);
  if (record !== undefined)
    for (const secret of secretsIn(record.station)) redactor.add(secret);
  const secrets = await openSecretStore({
    redactor,
    language: languageFor(language),
    ...(file === undefined ? {} : { file }),
  });
  return async (host, station) => {
    const pins = openPins(state, station.id);
    const remote = await connect(
      {
        station,
        secrets,
        folder: record?.folder ?? ".",
        hostKeys: {
          pinned: async () => host.hostKey ?? (await pins.get(host.name)),
          accepted: () => Promise.resolve(),
        },
        agentKeys: openAgentKeyMemory(state, station.id),
      },
      host,
      signal,
    );
    return { remote, leave: () => remote.close() };
  };
}

async function show({ parts }: GatheredExport, path: string): Promise<void> {
  const part = parts.find((each) => each.path === path);
  if (part === undefined)
    throw failed("file-unreadable", {
      data: { path, reason: parts.map((each) => each.path).join(", ") },
    });
  for await (const bytes of part.open())
    if (!process.stdout.write(bytes))
      await new Promise((resolve) => process.stdout.once("drain", resolve));
}

function tell(
  { head, parts }: GatheredExport,
  { json }: ExportOptions,
  language: Language,
  out: string | null,
): void {
  if (json === true) {
    const files = parts.map(({ path, size }) => ({ path, size }));
    const said = { type: "export", path: out, ...head, files };
    process.stdout.write(`${JSON.stringify(said)}\n`);
    return;
  }
  for (const { host, what, failure } of head.missing)
    process.stderr.write(
      `${harmless(`${host} ${what}: ${failureText({ ...failure, host }, language).what} [${failure.code}]`)}\n`,
    );
  process.stdout.write(
    out === null
      ? table(parts.map(({ path, size }) => [formatBytes(size), path]))
      : `${word("place.saved", language, { path: out })}\n`,
  );
}
