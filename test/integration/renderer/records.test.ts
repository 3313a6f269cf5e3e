import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Teller } from "../../../common/ipc/faces.ts";
import type { Snapshot } from "../../../common/ipc/snapshot.ts";
import { languages } from "../../../common/messages/language.ts";
import { failed } from "../../../common/model/failure.ts";
import type { NewRunEvent } from "../../../common/model/events.ts";
import {
  practiceFile,
  WizardReplay,
} from "../../../main/wizard/wizard-replay.ts";
import { WizardState } from "../../../main/wizard/wizard-state.ts";
import { recordWords } from "../../../renderer/records/words.ts";
import { replayWords } from "../../../renderer/replay/words.ts";
import { runOf, snapshotAt } from "../../unit/renderer/wizard-samples.ts";
import {
  axeFinds,
  launchBrowser,
  misfits,
  openPage,
  serveCanned,
} from "./canned-main.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const themes = ["light", "dark", "contrast"] as const;
const host = "s-0042-server";
const step = `${host}/docker-config`;

/** A run that failed at its only step. */
const failedRun: NewRunEvent[] = [
  {
    type: "run-started",
    version: 1,
    run: runOf("failed").run,
    kind: "install",
    app: "0.1.0",
    owner: "maria@laptop-7",
    plan: {
      station: "s-0042",
      bundle: {
        name: "autumn",
        sequence: 7,
        digest: "d".repeat(64),
        k3s: "v1.36.4+k3s1",
        docker: "29.1.0",
      },
      steps: [
        {
          id: step,
          name: "docker-config",
          host,
          after: [],
          bytes: 0,
          seconds: 1,
          changes: [],
        },
      ],
    },
  },
  { type: "step-started", step },
  {
    type: "step-ended",
    step,
    outcome: "failed",
    bytes: 0,
    took: 900,
    failure: failed("job-failed", {
      host,
      data: { step: "docker-config" },
      exitCode: 1,
      lastLines: ["mkdir: cannot create directory ‘/etc/docker’: File exists"],
    }).failure,
  },
  { type: "run-ended", outcome: "failed", skipped: 0, bytes: 0 },
];

const files = [
  { path: "README.txt", size: 1_900 },
  { path: "account.txt", size: 48_000 },
  { path: "run/run.json", size: 61_000 },
  { path: "run/journal.ndjson", size: 92_000 },
  ...["containerd", "docker", "k3s"].map((name) => ({
    path: `hosts/${host}/${name}.log`,
    size: 812_345,
  })),
  { path: `run/transcript-${host}.log`, size: 1_043_000_000 },
];

async function opened(
  snapshot: Snapshot,
  hash: string,
  answers: Record<string, (input: never) => unknown> = {},
) {
  const main = await serveCanned(snapshot);
  const events = failedRun.map((event, at) => ({
    seq: at + 1,
    time: new Date(Date.UTC(2026, 10, 1, 12, 0, at)).toISOString(),
    ...event,
  }));
  Object.assign(main.answers, {
    "run.events": ({ after }: { after: number }) =>
      events.filter(({ seq }) => seq > after),
    "records.gather": () => ({
      files,
      missing: [
        {
          host: "s-0042-till",
          what: "logs",
          failure: failed("signed-out").failure,
        },
      ],
    }),
    "records.read": ({
      path,
      from,
      search,
    }: {
      path: string;
      from: number;
      search: string;
    }) => {
      const all = Array.from({ length: 30 }, (_, at) => ({
        number: from + at,
        text: `${path} says ${from + at} with token ******`,
      })).filter(({ text }) => text.includes(search));
      return { lines: all, next: from === 0 && search === "" ? 30 : null };
    },
    "records.save": () => ({ path: "/home/tech/forecourt-s-0042.zip" }),
    "records.report": () => ({ path: "/home/tech/forecourt-s-0042.pdf" }),
  });
  Object.assign(main.answers, answers);
  const { page, context, wrong } = await openPage(browser, main.startUrl());
  await page.evaluate(`location.hash = "${hash}"`);
  await page.reload();
  await page.locator("h1").waitFor();
  return {
    ...main,
    page,
    dialog: page.getByRole("dialog"),
    button: (name: string, within: Locator = page.locator("body")) =>
      within.getByRole("button", { name, exact: true }),
    inputs: (channel: string) =>
      main.asked
        .filter((each) => each.channel === channel)
        .map(({ input }) => input),
    /** In every theme and language: all fits a small window and a finger, and axe finds nothing. */
    inAllDresses: async () => {
      for (const theme of themes)
        for (const language of languages) {
          main.tell({ preferences: { theme, language } });
          await page
            .locator(`html[lang="${language}"][data-theme="${theme}"]`)
            .waitFor();
          const dress = `${theme} ${language}`;
          expect(await misfits(page), dress).toEqual([]);
          expect(await axeFinds(page), dress).toEqual([]);
        }
      main.tell({ preferences: { theme: "light", language: "en" } });
      await page.locator('html[lang="en"][data-theme="light"]').waitFor();
    },
    end: async () => {
      expect(wrong).toEqual([]);
      await context.close();
      await main.close();
    },
  };
}

const en = (key: keyof (typeof recordWords)["en"]) => recordWords.en[key];
const failedThere = () =>
  opened(snapshotAt("planned", { run: runOf("failed") }), "install");

describe("what leaves a laptop", () => {
  it("is looked through, searched and then saved", async () => {
    const wizard = await failedThere();
    const { page, dialog, button } = wizard;
    await page.locator(".ui-failure").waitFor();
    await wizard.inAllDresses();
    await button(en("export")).click();
    await dialog.getByText("account.txt says 0 with").waitFor();
    expect(wizard.inputs("records.gather")).toEqual([
      { hosts: true, language: "en" },
    ]);
    await wizard.inAllDresses();

    await dialog.getByText(`${en("missing")} (1)`).click();
    await dialog.getByRole("button", { name: /^hosts.*k3s.log/ }).click();
    await dialog.getByText("k3s.log says 0 with").waitFor();
    await button(en("more"), dialog).click();
    await dialog.getByText("k3s.log says 59 with").waitFor();
    await dialog.getByRole("searchbox").fill("says 17");
    await dialog.getByText("says 16 with").waitFor({ state: "hidden" });
    await dialog.getByText("says 17 with").waitFor();
    await dialog.getByRole("searchbox").fill("nowhere");
    await dialog.getByText(en("none")).waitFor();

    wizard.refuse(
      "records.save",
      failed("output-too-small", {
        data: { path: "/media/stick/x.zip", need: 4e9, free: 1e9 },
      }).failure,
    );
    await saveAmongMyFiles(wizard);
    await dialog.getByText("There is too little room").waitFor();
    await wizard.inAllDresses();
    await saveAmongMyFiles(wizard);
    await dialog.getByText("/home/tech/forecourt-s-0042.zip").waitFor();
    expect(await dialog.getByText("There is too little room").count()).toBe(0);
    expect(wizard.inputs("records.save")).toEqual([
      { folder: "/home/tech" },
      { folder: "/home/tech" },
    ]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    expect(wizard.inputs("records.close")).toEqual([null]);
    await wizard.end();
  });

  it("that cannot be put together says why, and is not offered to be saved", async () => {
    const wizard = await failedThere();
    wizard.refuse("records.gather", failed("laptop-disk-full").failure);
    await wizard.button(en("export")).click();
    await wizard.dialog.getByRole("alert").waitFor();
    expect(await wizard.button(en("save"), wizard.dialog).isDisabled()).toBe(
      true,
    );
    await wizard.end();
  });

  it("as a paper is saved in the kind and language that one chooses", async () => {
    const wizard = await failedThere();
    const { dialog, button } = wizard;
    await button(en("report")).click();
    await dialog.waitFor();
    await wizard.inAllDresses();
    await dialog.getByLabel(en("report.pdf")).check();
    await saveAmongMyFiles(wizard);
    await dialog.getByText("/home/tech/forecourt-s-0042.pdf").waitFor();
    expect(wizard.inputs("records.report")).toEqual([
      { folder: "/home/tech", kind: "pdf", language: "en" },
    ]);
    await wizard.end();
  });

  it("by telephone is a code, large with its picture", async () => {
    const wizard = await failedThere();
    await wizard.button(en("support.large")).click();
    await wizard.dialog.getByRole("img").waitFor();
    const code = await wizard.dialog.locator(".rec-code").innerText();
    expect(code).toBe(
      await wizard.page.locator(".rec-support strong").innerText(),
    );
    await wizard.inAllDresses();
    await wizard.end();
  });

  const saveAmongMyFiles = async ({
    button,
    dialog,
  }: Awaited<ReturnType<typeof failedThere>>) => {
    await button(en("save"), dialog).click();
    const chooser = dialog.last();
    await button("My files", chooser).click();
    await button("Choose this folder", chooser).click();
  };
});

describe("a recording", () => {
  const say = replayWords.en;

  it("is asked for, and refused with a reason", async () => {
    const wizard = await opened(snapshotAt("fresh"), "station");
    await wizard.button(say.open).click();
    await wizard.dialog.waitFor();
    await wizard.inAllDresses();
    wizard.refuse(
      "replay.practice",
      failed("archive-altered", { data: { path: "x.zip", entry: "a" } })
        .failure,
    );
    await wizard.button(say.practice, wizard.dialog).click();
    await wizard.dialog.getByRole("alert").waitFor();
    await wizard.end();
  });

  it("shows its parts at any moment, and says all the time that nothing is installed", async () => {
    const state = new WizardState({
      wizard: { changed: () => undefined },
    } as unknown as Teller);
    const replay = new WizardReplay(state);
    await replay.handlers.open({ path: practiceFile });
    const wizard = await opened(
      snapshotAt("fresh", { replay: state.now.replay }),
      "",
      {
        "replay.journal": replay.handlers.journal,
        "replay.output": replay.handlers.output,
        "replay.close": () => wizard.tell({ replay: null }),
      },
    );
    const { page, button } = wizard;
    const marks = page.locator(".replay-marks");
    await button(say["mark.failed"], marks).click();
    await page.locator(".ui-failure").waitFor();
    await wizard.inAllDresses();
    for (const part of ["part.check", "part.plan"] as const) {
      await page.getByRole("tab", { name: say[part] }).click();
      await wizard.inAllDresses();
      await page.getByRole("heading", { name: say.banner }).waitFor();
    }
    await button(say.leave).click();
    await page.locator('.app[data-screen="station"]').waitFor();
    replay.close();
    await wizard.end();
  });
});
