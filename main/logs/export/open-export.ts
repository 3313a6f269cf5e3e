import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { z } from "zod";
import {
  ExportManifest,
  exportFormat,
  exportNames,
  Signature,
} from "../../../common/model/export.ts";
import type { RunEvent } from "../../../common/model/events.ts";
import { failed, failureOf } from "../../../common/model/failure.ts";
import { RunRecord } from "../../../common/model/run-record.ts";
import { fingerprintOf, isSigned } from "../../adapters/files/laptop-key.ts";
import { parseJournal, type ParsedJournal } from "../journal-lines.ts";

/** An exported run: every file in it is what the laptop signed. */
export interface OpenedExport {
  readonly path: string;
  readonly manifest: ExportManifest;
  /** Fingerprint of the laptop's key; whose laptop that is, a person has to know. */
  readonly signer: string;
  readonly events: readonly RunEvent[];
  /** The lines that those are. */
  readonly journal: Buffer;
  /** Undefined for a run that another laptop adopted from its host: there is none. */
  readonly record: RunRecord | undefined;
  /** Hosts whose transcripts are in it. */
  readonly hosts: readonly string[];
  transcript(host: string): Promise<AsyncIterable<Uint8Array>>;
  close(): void;
}

/** Unpacked. A gigabyte of transcripts is rare; four is somebody else's game. */
const mostBytes = 4 * 1024 * 1024 * 1024;
const megabyte = 1024 * 1024;
/** Of what is read into memory. */
const mostOfText = new Map<string, number>([
  [exportNames.journal, 256 * megabyte],
  [exportNames.record, 16 * megabyte],
]);
const mostOfManifest = 4 * megabyte;
const mostEntries = 2000;

/**
 * Opens what another laptop exported, trusting nothing in it: names, sizes, schema and signature are
 * checked before anything is read. Throws `file-unreadable`, `archive-invalid`, `archive-unsafe`,
 * `archive-too-large`, `archive-newer`, `archive-unsigned`, `archive-altered`.
 */
export async function openExport(path: string): Promise<OpenedExport> {
  const zip = await openPromise(path, {
    autoClose: false,
    lazyEntries: true,
    strictFileNames: true,
  }).catch((error: unknown) => {
    throw unopened(path, error);
  });
  try {
    return await opened(path, zip);
  } catch (error) {
    zip.close();
    throw failureOf(error) === undefined ? unopened(path, error) : error;
  }
}

async function opened(path: string, zip: ZipFile): Promise<OpenedExport> {
  const entries = await entriesOf(path, zip);
  const read = (name: string) =>
    textOf(path, zip, entries, name, mostOfManifest);
  const signed = await read(exportNames.manifest);
  const manifest = manifestIn(path, signed);
  const signer = await signerOf(
    path,
    signed,
    () => read(exportNames.signature),
    entries,
  );
  const texts = await compare(path, zip, entries, manifest);
  const lines = texts.get(exportNames.journal);
  if (lines === undefined)
    throw invalid(path, `${exportNames.journal} is missing`);
  const { events, length } = eventsIn(path, lines);
  const told = texts.get(exportNames.record);
  const record =
    told === undefined
      ? undefined
      : parsedAs(path, RunRecord, told, exportNames.record);
  const transcripts = new Map(
    [...entries].flatMap(([name, entry]) => {
      const host = /^run\/transcript-([^./]+)\.log$/.exec(name)?.[1];
      return host === undefined ? [] : [[host, entry]];
    }),
  );
  return {
    path,
    manifest,
    signer: fingerprintOf(signer),
    events,
    journal: lines.subarray(0, length),
    record,
    hosts: [...transcripts.keys()],
    transcript: async (host) => {
      const entry = transcripts.get(host);
      return entry === undefined ? emptied() : zip.openReadStreamPromise(entry);
    },
    close: () => zip.close(),
  };
}

async function* emptied(): AsyncGenerator<Uint8Array> {}

/** Names and sizes as the archive's directory tells them; the sizes are held to as it is read. */
async function entriesOf(
  path: string,
  zip: ZipFile,
): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName } = entry;
    if (entries.size >= mostEntries)
      throw invalid(path, `more than ${mostEntries} files`);
    if (entries.has(fileName))
      throw invalid(path, `${fileName} is there twice`);
    bytes += entry.uncompressedSize;
    if (bytes > mostBytes)
      throw failed("archive-too-large", { data: { path, limit: mostBytes } });
    entries.set(fileName, entry);
  }
  return entries;
}

async function textOf(
  path: string,
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  name: string,
  limit: number,
): Promise<Buffer> {
  const entry = entries.get(name);
  if (entry === undefined) throw invalid(path, `${name} is missing`);
  if (entry.uncompressedSize > limit)
    throw failed("archive-too-large", { data: { path, limit } });
  return buffer(await zip.openReadStreamPromise(entry));
}

function manifestIn(path: string, bytes: Buffer): ExportManifest {
  const value = jsonOf(path, bytes, exportNames.manifest);
  const format = z.object({ format: z.string() }).safeParse(value).data?.format;
  const [family, version] = exportFormat.split("/");
  const [theirs, number] = format?.split("/") ?? [];
  if (theirs === family && Number(number) > Number(version))
    throw failed("archive-newer", { data: { path, format: format ?? "" } });
  return checked(path, ExportManifest, value, exportNames.manifest);
}

async function signerOf(
  path: string,
  signed: Buffer,
  read: () => Promise<Buffer>,
  entries: ReadonlyMap<string, Entry>,
): Promise<string> {
  if (!entries.has(exportNames.signature))
    throw failed("archive-unsigned", { data: { path } });
  const signature = parsedAs(
    path,
    Signature,
    await read(),
    exportNames.signature,
  );
  if (!isSigned(signed, signature))
    throw failed("archive-altered", {
      data: { path, entry: exportNames.manifest },
    });
  return signature.key;
}

/** Every file is one that was signed, and every one that was signed is there. Gives those that are read whole. */
async function compare(
  path: string,
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  manifest: ExportManifest,
): Promise<Map<string, Buffer>> {
  const texts = new Map<string, Buffer>();
  const altered = (entry: string) =>
    failed("archive-altered", { data: { path, entry } });
  const known = new Map(manifest.files.map((file) => [file.path, file]));
  for (const name of entries.keys())
    if (
      !known.has(name) &&
      name !== exportNames.manifest &&
      name !== exportNames.signature
    )
      throw altered(name);
  for (const [name, file] of known) {
    const entry = entries.get(name);
    if (entry?.uncompressedSize !== file.size) throw altered(name);
    const most = mostOfText.get(name);
    if (most !== undefined)
      texts.set(name, await textOf(path, zip, entries, name, most));
    const digest = await digestOf(
      texts.get(name) ?? (await zip.openReadStreamPromise(entry)),
    );
    if (digest !== file.sha256) throw altered(name);
  }
  return texts;
}

async function digestOf(content: Buffer | Readable): Promise<string> {
  const hash = createHash("sha256");
  if (Buffer.isBuffer(content)) hash.update(content);
  else
    for await (const bytes of content as AsyncIterable<Buffer>)
      hash.update(bytes);
  return hash.digest("hex");
}

/** A run that was killed may end anywhere; what is no event in between is no journal. */
function eventsIn(path: string, bytes: Buffer): ParsedJournal {
  const parsed = parseJournal(bytes);
  const { events, damagedLine, torn } = parsed;
  const [first] = bytes.toString("utf8", 0, 4096).split("\n");
  const head = z
    .object({ version: z.number() })
    .safeParse(safely(() => JSON.parse(first ?? "") as unknown)).data;
  if (head !== undefined && head.version > 1)
    throw failed("archive-newer", {
      data: { path, format: `journal/${head.version}` },
    });
  if (damagedLine !== undefined || (torn && events.length === 0))
    throw invalid(path, `${exportNames.journal}:${damagedLine ?? 1}`);
  return parsed;
}

function parsedAs<T>(
  path: string,
  schema: z.ZodType<T>,
  bytes: Buffer,
  name: string,
): T {
  return checked(path, schema, jsonOf(path, bytes, name), name);
}

function checked<T>(
  path: string,
  schema: z.ZodType<T>,
  value: unknown,
  name: string,
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(
    path,
    `${name}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
  );
}

function jsonOf(path: string, bytes: Buffer, name: string): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw invalid(path, `${name}: ${(error as Error).message}`);
  }
}

function safely<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function invalid(path: string, reason: string) {
  return failed("archive-invalid", { data: { path, reason } });
}

/** What the reader of zip files said. */
function unopened(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== undefined && /^E[A-Z]+$/.test(code))
    return failed(
      "file-unreadable",
      { data: { path, reason: message } },
      { cause: error },
    );
  const unsafe =
    /^(?:absolute path|invalid relative path|invalid characters in fileName): (.*)$/s.exec(
      message,
    )?.[1];
  if (unsafe !== undefined)
    return failed(
      "archive-unsafe",
      { data: { path, entry: unsafe } },
      { cause: error },
    );
  // More bytes than its directory says: how a bomb hides.
  if (/^too many bytes in the stream/.test(message))
    return failed(
      "archive-too-large",
      { data: { path, limit: mostBytes } },
      { cause: error },
    );
  return failed(
    "archive-invalid",
    { data: { path, reason: message } },
    { cause: error },
  );
}
