// What a benchmark is, how it is run, and how its figures are shown and kept.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** One row of docs/benchmarks.json. */
export interface Row {
  readonly name: string;
  readonly ours: number;
  /** Null where there is nothing to compare with; then the goal is one for `ours`. */
  readonly theirs: number | null;
  readonly unit: string;
  /** ours / theirs. */
  readonly ratio: number | null;
  readonly goal: number;
  readonly direction: "atLeast" | "atMost";
}

/** Both sides of one benchmark, ready to be measured again and again. */
export interface Sides {
  /** One run; the figure in the benchmark's unit. */
  ours(): Promise<number>;
  theirs?(): Promise<number>;
  /** Remarks for the reader, such as what the link dropped. */
  close(): Promise<string[]>;
}

export interface Benchmark {
  readonly name: string;
  readonly unit: string;
  readonly goal: number;
  readonly direction: Row["direction"];
  /** "scp": what `theirs` is. */
  readonly against: string;
  prepare(): Promise<Sides>;
}

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export const spreadOf = (figures: readonly number[]): Spread => {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const at = (index: number) => sorted[index] ?? NaN;
  return {
    min: at(0),
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    max: at(sorted.length - 1),
  };
};

export interface Result {
  readonly row: Row;
  readonly ours: Spread;
  readonly theirs: Spread | undefined;
  readonly against: string;
  readonly remarks: readonly string[];
}

const rounded = (figure: number) => Number(figure.toPrecision(4));

/** Measures both sides `runs` times in turn, and whoever went second goes first next time. */
export const measure = async (
  benchmark: Benchmark,
  runs: number,
  tell: (line: string) => void,
): Promise<Result> => {
  const { name, unit, goal, direction, against } = benchmark;
  const sides = await benchmark.prepare();
  const figures = { ours: [] as number[], theirs: [] as number[] };
  let remarks: string[] = [];
  try {
    for (let turn = 0; turn < runs; turn += 1) {
      const order = ["ours", "theirs"] as const;
      for (const side of turn % 2 === 0 ? order : order.toReversed()) {
        const figure = await sides[side]?.();
        if (figure === undefined) continue;
        figures[side].push(figure);
        tell(
          `${name}, run ${turn + 1} of ${runs}: ${side === "ours" ? "ours" : against} ${rounded(figure)} ${unit}`,
        );
      }
    }
  } finally {
    remarks = await sides.close();
  }
  const ours = spreadOf(figures.ours);
  const theirs =
    figures.theirs.length === 0 ? undefined : spreadOf(figures.theirs);
  return {
    row: {
      name,
      ours: rounded(ours.median),
      theirs: theirs === undefined ? null : rounded(theirs.median),
      unit,
      ratio: theirs === undefined ? null : rounded(ours.median / theirs.median),
      goal,
      direction,
    },
    ours,
    theirs,
    against,
    remarks,
  };
};

export const meetsGoal = ({ ours, ratio, goal, direction }: Row): boolean =>
  direction === "atLeast" ? (ratio ?? ours) >= goal : (ratio ?? ours) <= goal;

const spreadText = (spread: Spread | undefined): string =>
  spread === undefined
    ? "–"
    : [spread.min, spread.median, spread.max].map(rounded).join(" / ");

/** The results as a table for people. */
export const table = (results: readonly Result[]): string => {
  const lines = [
    ["name", "unit", "ours min/median/max", "theirs min/median/max"],
    ...results.map(({ row, ours, theirs }) => [
      row.name,
      row.unit,
      spreadText(ours),
      spreadText(theirs),
    ]),
  ];
  const verdicts = [
    ["against", "ratio", "goal", ""],
    ...results.map(({ row, against }) => [
      row.theirs === null ? "–" : against,
      row.ratio === null ? "–" : String(row.ratio),
      `${row.direction === "atLeast" ? "≥" : "≤"} ${row.goal}${row.ratio === null ? ` ${row.unit}` : ""}`,
      meetsGoal(row) ? "met" : "MISSED",
    ]),
  ];
  const cells = lines.map((line, index) => [
    ...line,
    ...(verdicts[index] ?? []),
  ]);
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((line) => (line[column] ?? "").length)),
  );
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};

/** Puts these rows into the file, each in the place of the one with its name. */
export const keepRows = (file: string, rows: readonly Row[]): void => {
  const kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Row[])
    : [];
  const merged = new Map(
    [...kept, ...rows].map((row) => [row.name, row] as const),
  );
  const sorted = [...merged.values()].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
};
