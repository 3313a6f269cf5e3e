// What K3s writes to the journal: logrus' one-line form.

export type Level = "info" | "warning" | "error" | "fatal";

/** An error that ends the program with code 1, as K3s' own fatal lines do. */
export class Fatal extends Error {
  override name = "Fatal";
}

export const log = (level: Level, message: string): void => {
  const time = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  process.stderr.write(
    `time="${time}" level=${level} msg=${JSON.stringify(message)}\n`,
  );
};

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
