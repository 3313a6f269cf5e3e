// A Rancher of the reader's own, as the environment names it (docs/real-rancher.md).
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { LabBundle } from "../lab-bundle.ts";

const variable = (name: string): string =>
  process.env[`FORECOURT_RANCHER_${name}`] ?? "";

/** Whether the tests have another Rancher than the stand-in that they start themselves. */
export const readersOwn = variable("URL") !== "";

export interface GivenRancher {
  readonly url: URL;
  readonly token: string;
  /** A PEM file. */
  readonly ca: string | undefined;
  /** sha256 of its `cacerts`. */
  readonly caChecksum: string | undefined;
  /** The token's account, for who signs in with a password. */
  readonly user: { readonly name: string; readonly password: string } | undefined; // prettier-ignore
}

export function givenRancher(): GivenRancher | undefined {
  if (!readersOwn) return undefined;
  if (variable("TOKEN") === "")
    throw new Error("FORECOURT_RANCHER_URL needs FORECOURT_RANCHER_TOKEN");
  const ca = variable("CA");
  return {
    url: new URL(variable("URL")),
    token: variable("TOKEN"),
    ca: ca === "" ? undefined : resolve(ca),
    caChecksum: variable("CA_CHECKSUM") || undefined,
    user:
      variable("USER") === ""
        ? undefined
        : { name: variable("USER"), password: variable("PASSWORD") },
  };
}

export const pemOf = (given: GivenRancher): string | undefined =>
  given.ca === undefined ? undefined : readFileSync(given.ca, "utf8");

/**
 * A stand-in for K3s has a stand-in for Rancher's agent, with which only the stand-in for Rancher can do
 * anything. FORECOURT_RANCHER_REHEARSAL says that the URL is of one, started by hand. A real one needs a bundle
 * with its own images.
 */
export function requireFittingBundle(
  { real, folder }: LabBundle,
  version: string,
): void {
  if (!readersOwn) return;
  if (!real && variable("REHEARSAL") === "")
    throw new Error(
      "FORECOURT_RANCHER_URL needs a bundle with a real K3s and that Rancher's images: FORECOURT_BUNDLE",
    );
  const { versions } = JSON.parse(
    readFileSync(join(folder, "manifest.json"), "utf8"),
  ) as { versions: { rancher?: string } };
  const images = (versions.rancher ?? "none").replace(/^v/, "");
  if (images !== version.replace(/^v/, ""))
    throw new Error(
      `FORECOURT_BUNDLE has images of Rancher ${images}, and FORECOURT_RANCHER_URL is ${version}`,
    );
}

/** How long a test waits for what takes a second here and minutes on real servers. */
export const patience = readersOwn ? 1_800_000 : 300_000;
