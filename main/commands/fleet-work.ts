import { once } from "node:events";
import { word } from "../../common/messages/sentence.ts";
import { dataUseOf } from "../../common/model/data-use.ts";
import { failed } from "../../common/model/failure.ts";
import { openRancher } from "../adapters/rancher/rancher-api.ts";
import { rancherUrl } from "../adapters/rancher/rancher-url.ts";
import { fleetPages, type LabelTest } from "../fleet/fleet-status.ts";
import { trustOf } from "../station/rancher-access.ts";
import { rancherConnection } from "../station/rancher-connection.ts";
import { atHeadquarters } from "./at-headquarters.ts";
import { fleetCsv, fleetJson, fleetTable } from "./fleet-view.ts";

export interface FleetCommand {
  readonly url?: string;
  readonly ca?: string;
  readonly caChecksum?: string;
  readonly user?: string;
  readonly proxy?: string;
  readonly label: readonly LabelTest[];
  readonly state?: string;
  readonly all?: boolean;
  readonly format?: "table" | "csv" | "json";
  readonly json?: boolean;
  readonly language?: string;
}

/** Prints each page before it asks for the next: thousands of stations take no more memory than one page. */
export async function status(options: FleetCommand): Promise<void> {
  await atHeadquarters(
    options,
    async ({ language, signal, access, trusting }) => {
      const { url, user, proxy, ca, caChecksum } = options;
      if (url === undefined)
        throw failed("rancher-url-invalid", {
          data: {
            url: "",
            reason: "--url or FORECOURT_RANCHER_URL is missing",
          },
        });
      const trust = await trustOf(
        {
          where: { ca, caChecksum, proxy },
          folder: process.cwd(),
          rancher: trusting,
        },
        rancherUrl(url).origin,
        signal,
      );
      const api = openRancher(
        await rancherConnection({ url, user, proxy }, trust, access),
      );
      const format =
        options.json === true ? "json" : (options.format ?? "table");
      const view =
        format === "json"
          ? fleetJson()
          : format === "csv"
            ? fleetCsv()
            : fleetTable(language);
      let stations = 0;
      let active = 0;
      try {
        for await (const page of fleetPages(api, {
          labels: options.label,
          state: options.state,
          all: options.all,
          signal,
        })) {
          stations += page.length;
          active += page.filter((each) => each.active).length;
          await written(view.page(page));
        }
      } finally {
        await api.close();
      }
      const { monthly } = dataUseOf(true);
      const bytes = monthly * active;
      if (format === "json")
        await written(
          `${JSON.stringify({ type: "fleet", stations, active, monthlyBytes: bytes })}\n`,
        );
      else if (format === "table")
        await written(
          stations === 0
            ? `${word("fleet.none", language)}\n`
            : `\n${word("fleet.summary", language, { stations, active })}\n${word(
                "data-use.fleet",
                language,
                { each: monthly, all: bytes, stations: active },
              )}\n`,
        );
    },
  );
}

/** Waits for whoever reads it, so that nothing piles up here. */
async function written(text: string): Promise<void> {
  if (text !== "" && !process.stdout.write(text))
    await once(process.stdout, "drain");
}
