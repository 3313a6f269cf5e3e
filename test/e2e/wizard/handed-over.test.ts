import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSupportCode } from "../../../common/support/support-code.ts";
import { verifySigned } from "../../../main/logs/report/signed-file.ts";
import { ensureLab, type LabHost } from "../../lab/lab.ts";
import { unzipped } from "../../unzipped.ts";
import { violations } from "./axe.ts";
import { mouse } from "./hand.ts";
import { Technician } from "./technician.ts";
import { Workplace } from "./workplace.ts";

describe("a run that failed, was mended and ended well, handed over out of the wizard", () => {
  let host: LabHost;
  let workplace: Workplace;
  let page: Page;
  let technician: Technician;
  /** What the wizard said as it failed. */
  let said = "";
  let zip = "";

  beforeAll(async () => {
    host = await (await ensureLab()).host(1);
    await host.reset();
    await host.booted();
    workplace = await Workplace.open([host]);
    page = await workplace.window({ viewport: { width: 1024, height: 600 } });
    technician = new Technician(page, mouse);
  });

  afterAll(async () => {
    await workplace.close();
    await host.reset();
  });

  const clean = async () => expect(await violations(page)).toEqual([]);
  const failure = () => page.locator(".ui-failure");
  const state = (is: string) =>
    page.locator(`.inst-head[data-state="${is}"]`).waitFor();

  it("fails on what lies in its way, and says so with a code for the telephone", async () => {
    await technician.openStation(workplace.stationFile);
    await technician.useStick(workplace.stick.path, workplace.keyFile);
    await technician.next();
    await technician.write("Password", host.password);
    await technician.signIn(host.hostKeys.ed25519);
    await technician.next();
    await technician.at("Plan");
    // A file where a folder has to be.
    await host.exec("rm -rf /etc/docker && touch /etc/docker");
    await technician.start();
    await state("failed");
    said = await failure().locator(".ui-failure-what").innerText();
    expect(await failure().innerText()).toContain("/etc/docker");
    const code = await page.locator(".rec-support strong").innerText();
    expect(readSupportCode(code)).toMatchObject({ step: "docker-config" });
    await clean();
  });

  it("goes on once it is mended, and everything that leaves tells the whole of it", async () => {
    await host.exec("rm /etc/docker");
    await technician.press("Resume");
    await state("done");

    zip = await technician.takeAlong("Export logs …", clean);
    const files = await unzipped(zip);
    const account = files.get("account.txt")?.toString() ?? "";
    const told = [
      "has started",
      said,
      "/etc/docker",
      "goes on",
      "is ready.",
    ].map((text) => account.indexOf(text));
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(Math.min(...told)).toBeGreaterThan(-1);
    for (const [name, content] of files)
      expect(content.includes(host.password), name).toBe(false);

    const pdf = await technician.takeAlong("Report …", async () => {
      await clean();
      await page.getByRole("radio", { name: "PDF" }).check();
    });
    expect(pdf).toMatch(/\.pdf$/);
    const paper = readFileSync(pdf);
    expect(paper.subarray(0, 5).toString()).toBe("%PDF-");
    expect(verifySigned(paper).is).toBe("intact");

    // The same as a page, which says what the PDF's letters say.
    const html = readFileSync(
      await technician.takeAlong("Report …", clean),
      "utf8",
    );
    expect(html).toContain("Went well in a later try.");
    // The cluster was asked as it was made.
    expect(html).toContain(`<td>${host.name}</td><td>ready</td>`);
  });

  it("is shown again from its file: the same error, the same mending, and nothing is installed", async () => {
    const before = await host.exec("ls -la /var/lib/forecourt/jobs");
    await technician.press("Open run …");
    await technician.press("Choose a file …");
    await technician.choose(zip);
    await page.getByText("Recording: nothing is being installed.").waitFor();
    const marks = page.locator(".replay-marks");
    await technician.press("Failed", marks);
    await state("failed");
    await failure().waitFor();
    expect(await failure().locator(".ui-failure-what").innerText()).toBe(said);
    expect(await failure().innerText()).toContain("/etc/docker");
    await clean();
    await technician.press("Resumed", marks);
    await state("running");
    await technician.press("Done", marks);
    await state("done");
    expect(await failure().count()).toBe(0);
    await technician.press("Close recording");
    await technician.at("Install");
    expect(await host.exec("ls -la /var/lib/forecourt/jobs")).toEqual(before);
  });
});
