import { join } from "node:path";
import { ensureLab, labUnavailable } from "./lab.ts";
import { stateFolder } from "./folders.ts";
import { ended, forecourt, siteArguments } from "./forecourt.ts";
import { labBundle } from "./lab-bundle.ts";
import { writeSite } from "./site.ts";

/** The main job, to its end: a server and an agent of the lab, from nothing to a two-node cluster. */
const unavailable = labUnavailable();
if (unavailable !== undefined) {
  console.log(`The demo's servers cannot run here: ${unavailable}
It needs root on Debian. What works here instead:
  npm test -- formatting types lint unit
  npm run forecourt -- --help      (installs on servers of yours)`);
  process.exit(3);
}

const started = Date.now();
const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
console.log("The lab: two servers without a network of their own …");
const lab = await ensureLab();
const hosts = [await lab.host(1), await lab.host(2)];
for (const host of hosts)
  console.log(`  ${host.name}  ${host.user}@${host.address}`);
console.log("The bundle …");
const bundle = await labBundle();
console.log(`  ${bundle.folder}${bundle.real ? "" : "  (K3s is a stand-in)"}`);
console.log(`Ready after ${seconds()}.\n`);

const site = writeSite(join(stateFolder(lab.net), "demo"), hosts);
const before = Date.now();
const { code } = await ended(
  forecourt(
    siteArguments("install", site, bundle, "--yes"),
    { FORECOURT_HOME: site.home },
    "inherit",
  ),
);
console.log(
  `\nforecourt install: ${((Date.now() - before) / 1000).toFixed(1)} s, all in all ${seconds()}.`,
);
if (code === 0)
  console.log(`Once more: npm run demo (nothing will be to do)
Look inside: npm run lab -- ssh 1
From nothing again: npm run lab -- down`);
process.exitCode = code ?? 1;
