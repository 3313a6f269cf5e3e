// The part of kubectl's JSONPath that scripts use: fields, indexes, [*] and one equality filter.

const steps = (path: string): string[] => {
  const found: string[] = [];
  const pattern = /\.?((?:\\.|[^.[\]\\])+)|\[([^\]]*)\]/g;
  for (const [, field, bracket] of path.matchAll(pattern))
    found.push(
      field === undefined ? `[${bracket ?? ""}]` : field.replaceAll("\\.", "."),
    );
  return found;
};

const follow = (values: readonly unknown[], step: string): unknown[] => {
  const inside = /^\[(.*)\]$/.exec(step)?.[1];
  if (inside === undefined)
    return values
      .map((value) => (value as Record<string, unknown> | undefined)?.[step])
      .filter((value) => value !== undefined);
  const lists = values.filter((value) => Array.isArray(value)) as unknown[][];
  if (inside === "*") return lists.flat();
  const filter = /^\?\(@\.(\w+)\s*==\s*["'](.*)["']\)$/.exec(inside);
  if (filter !== null)
    return lists
      .flat()
      .filter(
        (item) =>
          (item as Record<string, unknown>)[filter[1] ?? ""] === filter[2],
      );
  const quoted = /^['"](.*)['"]$/.exec(inside)?.[1];
  if (quoted !== undefined) return follow(values, quoted);
  return lists
    .map((list) => list.at(Number(inside)))
    .filter((value) => value !== undefined);
};

/** "{.status.conditions[?(@.type=="Ready")].status}" on `root`; several values with blanks between. */
export const jsonPath = (template: string, root: unknown): string =>
  template.replace(/\{([^}]*)\}/g, (_, path: string) => {
    const text = /^["'](.*)["']$/.exec(path)?.[1];
    if (text !== undefined)
      return text.replaceAll("\\n", "\n").replaceAll("\\t", "\t");
    return steps(path)
      .reduce(follow, [root])
      .map((value) =>
        typeof value === "string" ? value : JSON.stringify(value),
      )
      .join(" ");
  });
