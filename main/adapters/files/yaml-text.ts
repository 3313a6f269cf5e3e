import { readFile, stat } from "node:fs/promises";
import { LineCounter, parseDocument, type Document } from "yaml";
import { failed } from "../../../common/model/failure.ts";

/** Far above any station, recipe or secrets file; a bundle or a device given by mistake is not read. */
const largest = 4 * 1024 * 1024;

export interface YamlText {
  readonly document: Document.Parsed;
  /** The plain value. */
  readonly value: unknown;
  /** Line and column, from 1, of what stands at this path or of what it should stand in. */
  position(
    path: readonly PropertyKey[],
  ): { line: number; column: number } | undefined;
}

/**
 * Reads one YAML document; keys given twice are refused.
 * Throws `file-unreadable`, `yaml-invalid`. With `secret`, no text of the file gets into the failure,
 * and every scalar is read as text (a password 1234 or `no` is what it looks like).
 */
export async function readYaml(
  path: string,
  { secret = false }: { secret?: boolean } = {},
): Promise<YamlText> {
  const text = await readText(path);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    // Pretty errors quote the line.
    prettyErrors: false,
    uniqueKeys: true,
    ...(secret ? { schema: "failsafe" as const } : {}),
  });
  const invalid = (offset: number, reason: string) => {
    const { line, col } = lines.linePos(offset);
    return failed("yaml-invalid", {
      data: { path, line: Math.max(1, line), column: Math.max(1, col), reason },
    });
  };
  const [error] = document.errors;
  if (error !== undefined)
    throw invalid(error.pos[0], secret ? error.code : error.message);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw invalid(0, secret ? "alias" : (cause as Error).message);
  }
  return {
    document,
    value,
    position(where) {
      for (let depth = where.length; depth >= 0; depth -= 1) {
        const node: unknown = document.getIn(where.slice(0, depth), true);
        const offset = (node as { range?: [number] } | undefined)?.range?.[0];
        if (offset !== undefined) {
          const { line, col } = lines.linePos(offset);
          return { line, column: col };
        }
      }
      return undefined;
    },
  };
}

async function readText(path: string): Promise<string> {
  const unreadable = (reason: string, cause?: unknown) =>
    failed("file-unreadable", { data: { path, reason } }, { cause });
  let bytes: Buffer;
  try {
    const facts = await stat(path);
    if (!facts.isFile()) throw unreadable("not a file");
    if (facts.size > largest) throw unreadable(`larger than ${largest} bytes`);
    bytes = await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw unreadable((error as Error).message, error);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw unreadable("not UTF-8 text", error);
  }
}
