// `npm run screens [-- --keep]`: takes a picture of every screen, in every theme and language and in both
// sizes that have to look right, on a station of the lab. They go to dist/screens; with --keep only those
// that the documentation shows are taken, and go to docs/screens.
import { mkdirSync, rmSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { languages } from "../../common/messages/language.ts";
import { mouse } from "../e2e/wizard/hand.ts";
import { Technician } from "../e2e/wizard/technician.ts";
import { Workplace } from "../e2e/wizard/workplace.ts";
import { ensureLab } from "../lab/lab.ts";
import { labUnavailable } from "../lab/packages.ts";

const { values } = parseArgs({
  options: { keep: { type: "boolean", default: false } },
});
const at = (path: string) =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));
const taken = at("dist/screens");
const kept = at("docs/screens");
const themes = ["light", "dark", "contrast"] as const;
const sizes = [
  { width: 1024, height: 600 },
  { width: 1280, height: 800 },
] as const;

/** Every screen small in English and light; then each language, each theme and the large size once more. */
const isKept = (
  language: string,
  theme: string,
  { width }: (typeof sizes)[number],
): boolean =>
  [language !== "en", theme !== "light", width !== 1024].filter(Boolean)
    .length <= 1;

const why = labUnavailable();
if (why !== undefined) {
  console.error(why);
  process.exit(2);
}
rmSync(taken, { recursive: true, force: true });
mkdirSync(taken, { recursive: true });
if (values.keep) {
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
}

const lab = await ensureLab();
const hosts = [await lab.host(1), await lab.host(2)] as const;
await Promise.all(hosts.map((host) => host.reset()));
const workplace = await Workplace.open(hosts, {
  id: "s-0042",
  name: "Motorway A7, kilometre 311",
});
try {
  const page = await workplace.window();
  const technician = new Technician(page, mouse);
  await walk(page, technician);
} finally {
  await workplace.close();
  await Promise.all(hosts.map((host) => host.reset()));
}

async function walk(page: Page, technician: Technician): Promise<void> {
  await picture(page, "1-station-empty");
  await technician.openStation(workplace.stationFile);
  await technician.useStick(workplace.stick.path, workplace.keyFile);
  await picture(page, "1-station");
  await technician.next();
  for (const { name, password } of hosts) {
    await technician.press(new RegExp(`^${name}`));
    await technician.write("Password", password);
  }
  await picture(page, "2-servers");
  await technician.press("Sign in and check");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await picture(page, "2-host-key");
  for (let asked = 0; asked < hosts.length; asked += 1) {
    const shown = await dialog.locator(".fingerprint").innerText();
    await technician.press("It is the same", dialog);
    await dialog.getByText(shown).waitFor({ state: "hidden" });
  }
  await technician.at("Check");
  await picture(page, "3-check");
  await technician.next();
  await technician.at("Plan");
  await picture(page, "4-plan");
  await technician.start();
  await page.locator('.inst-step[data-state="done"]').nth(1).waitFor();
  await picture(page, "5-install", ["light"]);
  await technician.button("Next").waitFor();
  await picture(page, "5-installed");
  await technician.toTheCluster();
  await page.getByText("All 2 nodes are ready.").waitFor();
  await picture(page, "6-cluster");
  await technician.next();
  await technician.at("Central");
  await picture(page, "7-central");
  await technician.press("Without Rancher");
  await technician.at("Finish");
  await picture(page, "8-finish");
}

/** All of them; the page is left in English, light and small. */
async function picture(
  page: Page,
  name: string,
  only: readonly (typeof themes)[number][] = themes,
): Promise<void> {
  for (const size of [...sizes].reverse()) {
    await page.setViewportSize(size);
    for (const theme of [...only].reverse())
      for (const language of [...languages].reverse()) {
        if (values.keep && !isKept(language, theme, size)) continue;
        await page.evaluate(
          `forecourt.preferences.set(${JSON.stringify({ language, theme })})`,
        );
        await page.waitForFunction(
          `document.documentElement.lang === "${language}" && document.documentElement.dataset.theme === "${theme}"`,
        );
        // Fonts of another script, and what fits itself to its size.
        await page.evaluate(
          "document.fonts.ready.then(() => new Promise((resolve) => setTimeout(resolve, 120)))",
        );
        const file = `${name}.${language}.${theme}.${size.width}.png`;
        await writeFile(join(taken, file), await page.screenshot());
        if (values.keep) await copyFile(join(taken, file), join(kept, file));
      }
  }
  console.log(name);
}
