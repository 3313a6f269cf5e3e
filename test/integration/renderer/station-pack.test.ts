import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failed, type Failure } from "../../../common/model/failure.ts";
import { snapshotAt } from "../../unit/renderer/wizard-samples.ts";
import { launchBrowser, openPage, serveCanned } from "./canned-main.ts";
import { pack } from "./central-page.ts";
import { fitsEverybody } from "./fits-everybody.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const stick = "/media/tech/FORECOURT";
const found = Array.from({ length: 12 }, (_, at) => ({
  path: `${stick}/packs/s-00${at + 40}.pack`,
  station: `s-00${at + 40}`,
  name: at % 3 === 0 ? "" : `Motorway A7, kilometre ${at + 300}`,
  over: at === 2,
}));

async function opened(packs: typeof found) {
  const main = await serveCanned(snapshotAt("fresh"));
  main.answers["files.packs"] = ({ search }: { search: string }) => {
    const fitting = packs.filter(({ station, name }) =>
      `${station} ${name}`.includes(search),
    );
    return { packs: fitting, all: packs.length, more: 0 };
  };
  main.answers["files.list"] = ({ path }: { path: string }) => ({
    path,
    parent: null,
    entries: [{ name: "s-0042.pack", kind: "file" }],
  });
  const { page, context, wrong } = await openPage(browser, main.startUrl());
  const fails = (failure: Failure) => {
    main.refuse("station.openPack", failure);
    return () => main.tell({ failure, doing: "opening-station" });
  };
  return {
    ...main,
    page,
    fails,
    button: (name: string | RegExp) =>
      page.getByRole("button", { name, exact: true }),
    inputs: () =>
      main.asked
        .filter(({ channel }) => channel === "station.openPack")
        .map(({ input }) => input),
    end: async () => {
      expect(wrong).toEqual([]);
      await context.close();
      await main.close();
    },
  };
}

test("packs on the stick are offered by name and number; one of them becomes the station, by key alone", async () => {
  const wizard = await opened(found);
  const { page, button, inputs } = wizard;
  await button(/^s-0040/).waitFor();
  await fitsEverybody(wizard, "pack-found");
  await page.getByRole("textbox", { name: "Find a station" }).fill("303");
  await button(/^s-0040/).waitFor({ state: "detached" });
  await page.getByRole("textbox", { name: "Find a station" }).fill("0042");
  const offer = button(/kilometre 302/);
  await offer.focus();
  await page.keyboard.press("Enter");
  const passphrase = page.getByRole("textbox", { name: "Passphrase" });
  await passphrase.fill("four words");
  const path = `${stick}/packs/s-0042.pack`;
  const tell = wizard.fails(
    failed("pack-passphrase-wrong", { data: { path } }).failure,
  );
  await page.keyboard.press("Enter");
  await expect
    .poll(inputs)
    .toEqual([{ path, passphrase: "four words", use: null }]);
  tell();
  await page.getByText("The passphrase does not open").waitFor();
  await fitsEverybody(wizard, "pack-passphrase-wrong");
  // Left and come back to: the file is still chosen, its passphrase is gone.
  await button("Cancel").click();
  wizard.tell({ failure: null, doing: null });
  await button("Open a station pack").click();
  await page.getByRole("dialog").getByRole("button", { name: "s-0042.pack" }).click(); // prettier-ignore
  expect(await passphrase.inputValue()).toBe("");
  expect(await button("Open").isEnabled()).toBe(false);
  await wizard.end();
});

test("where the laptop knows the station otherwise, somebody says which it is", async () => {
  const wizard = await opened(found.slice(0, 3));
  const { page, button, inputs } = wizard;
  await button(/^Motorway A7, kilometre 301/).click();
  await page.getByRole("textbox", { name: "Passphrase" }).fill("four words");
  const tell = wizard.fails(
    failed("pack-station-differs", {
      data: {
        station: "s-0041",
        pack: "s-0041-server (192.168.10.11)",
        here: "s-0041-server (192.168.20.11), s-0041-till (192.168.20.12)",
      },
    }).failure,
  );
  await button("Open").click();
  await expect.poll(inputs).toHaveLength(1);
  tell();
  await page.getByText("192.168.20.12").waitFor();
  await fitsEverybody(wizard, "pack-differs");
  await button("As on this laptop").click();
  await expect
    .poll(inputs)
    .toMatchObject([
      { use: null },
      { use: "laptop", passphrase: "four words" },
    ]);
  await wizard.end();
});

test("the station that came out of a pack says so, with what is wrong with the pack", async () => {
  const wizard = await opened([]);
  const { page } = wizard;
  const { station, bundle } = snapshotAt("chosen");
  wizard.tell({ station, bundle, pack });
  await page.getByText("s-0042.pack").waitFor();
  await fitsEverybody(wizard, "pack-station");
  wizard.tell({ pack: { ...pack, over: true, otherKeys: ["s-0042-server"] } });
  await page.getByText("Have headquarters renew it").waitFor();
  await page.getByText("knew another host key").waitFor();
  await fitsEverybody(wizard, "pack-station-trouble");
  // After a restart its passphrase is asked for again.
  wizard.tell({
    pack: null,
    known: [
      {
        path: station?.path ?? "",
        id: "s-0042",
        name: "Motorway A7",
        pack: pack.path,
      },
    ],
  });
  await page.getByText("is asked for again when it registers").waitFor();
  await wizard.end();
});
