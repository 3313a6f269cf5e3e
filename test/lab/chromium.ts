// Debian's Chromium, driven by Playwright, for tests and benchmarks.
import { type Browser, chromium } from "playwright-core";
import { ensurePackages } from "./packages.ts";

/** It speaks to nobody but the pages of a test. */
export const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const chromiumPath = "/usr/bin/chromium";

export async function launchChromium(
  executablePath = chromiumPath,
): Promise<Browser> {
  await ensurePackages(["chromium", "fonts-noto-cjk", "fonts-noto-core"]);
  return chromium.launch({
    executablePath,
    args: chromiumFlags,
  });
}
