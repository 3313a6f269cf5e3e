import { accountOf } from "../../common/messages/account.ts";
import { hasPage, wizardInBrowser } from "../browser.ts";
import { openExport } from "../logs/export/open-export.ts";
import { harmless } from "./paint.ts";
import { languageFor } from "./tell-error.ts";

export interface ReplayOptions {
  readonly text?: boolean;
  /** False with --no-open. */
  readonly open: boolean;
  readonly language?: string;
}

/** Shows an exported run in the wizard, or where there is no page as text. Throws what openExport throws. */
export async function replay(
  path: string,
  { text, open, language }: ReplayOptions,
): Promise<void> {
  if (text !== true && hasPage()) {
    await wizardInBrowser(["--replay", path, ...(open ? [] : ["--no-open"])]);
    return;
  }
  const opened = await openExport(path);
  opened.close();
  for (const line of accountOf(opened.events, languageFor(language)))
    process.stdout.write(`${harmless(line)}\n`);
}
