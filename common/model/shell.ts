/** Shell variables for a script; never a secret. */
export type Parameters = Readonly<Record<string, string>>;

export function assignments(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join("\n");
}

/** One word for a POSIX shell, whatever is in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
