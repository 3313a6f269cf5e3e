import { formatDuration, stepTitle } from "../messages/sentence.ts";
import type { Language } from "../messages/language.ts";
import { escaped } from "./html.ts";
import type { DoneStep, Try } from "./tries.ts";
import { reportWords } from "./words.ts";

const width = 720;
const left = 190;
const right = 12;
const rowHeight = 15;
/** Between two tries, however long that really was. */
const gap = 26;

interface Row {
  readonly step: DoneStep;
  readonly x: number;
  readonly length: number;
}

/**
 * The tries side by side, a row for each step, as wide as it took. In black and white: solid is done,
 * hollow was already so, hatched failed.
 */
export function timelineSvg(tries: readonly Try[], language: Language): string {
  const lengths = tries.map((each) => Math.max(1, each.ended - each.began));
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const scale =
    (width - left - right - gap * Math.max(0, tries.length - 1)) /
    Math.max(1, all);
  const rows = new Map<string, Row[]>();
  const marks: string[] = [];
  let x = left;
  tries.forEach((each, index) => {
    for (const step of each.steps) {
      const of = rows.get(step.planned.id) ?? [];
      of.push({
        step,
        x: x + (step.began - each.began) * scale,
        length: Math.max(1.5, (step.ended - step.began) * scale),
      });
      rows.set(step.planned.id, of);
    }
    const end = x + (lengths[index] ?? 0) * scale;
    marks.push(line(x, "start"), line(end, "end"));
    const next = tries[index + 1];
    if (next !== undefined)
      marks.push(
        `<text x="${round(end + gap / 2)}" y="9" class="gap">${escaped(
          reportWords[language].paused.replace(
            "{time}",
            formatDuration(next.began - each.ended, language),
          ),
        )}</text>`,
      );
    x = end + gap;
  });
  const height = 16 + rows.size * rowHeight + 18;
  const rowAt = (index: number) => 16 + index * rowHeight;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(reportWords[language].timeline)}">
<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="#fff"/><rect width="2" height="4" fill="#000"/></pattern></defs>
${marks.join("").replaceAll("HEIGHT", String(height - 16))}
${[...rows.values()]
  .map((row, at) => rowSvg(row, rowAt(at), language))
  .join("\n")}
<text x="${left}" y="${height - 3}">0</text><text x="${width - right}" y="${height - 3}" text-anchor="end">${escaped(formatDuration(all, language))}</text>
</svg>`;

  function line(at: number, kind: string): string {
    return `<line x1="${round(at)}" x2="${round(at)}" y1="12" y2="HEIGHT" class="${kind}"/>`;
  }
}

function rowSvg(row: readonly Row[], y: number, language: Language): string {
  const [first] = row;
  if (first === undefined) return "";
  const { name, host } = first.step.planned;
  const bars = row
    .map(
      ({ step, x, length }) =>
        `<rect x="${round(x)}" y="${y + 3}" width="${round(length)}" height="${rowHeight - 6}" class="${step.outcome}"/>${
          // However short it was, it has to be seen.
          step.outcome === "failed"
            ? `<text x="${round(x + length + 2)}" y="${y + 11}" class="cross">✗</text>`
            : ""
        }`,
    )
    .join("");
  return `<text x="${left - 6}" y="${y + 11}" text-anchor="end">${escaped(`${host} · ${stepTitle(name, language)}`)}</text>${bars}`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
