import { it } from "vitest";
import { readersOwn } from "./given.ts";

/** A test that breaks Rancher itself. With a Rancher of the reader's own it is not run, and that is said. */
export function itWithStandin(
  name: string,
  why: string,
  work: () => Promise<void>,
): void {
  if (readersOwn)
    process.stderr.write(
      `not run with FORECOURT_RANCHER_URL: ${name} (${why})\n`,
    );
  it.runIf(!readersOwn)(name, work);
}
