import { word } from "../../common/messages/sentence.ts";
import type { DiscoveryEvent } from "../../common/model/discovery.ts";
import { failed, failureOf } from "../../common/model/failure.ts";
import { discovery } from "../adapters/discovery/search.ts";
import { loadStation } from "../adapters/files/station-file.ts";
import { openStateFolder } from "../adapters/files/state-folder.ts";
import type { SearchRequest } from "../ports/discovery.ts";
import { knownHosts, rememberCards } from "../station/known-hosts.ts";
import type { DiscoverOptions } from "./discover.ts";
import { behindLines, DiscoverView } from "./discover-view.ts";
import { interruptible } from "./interrupt.ts";
import { ask } from "./open-laptop.ts";
import { failureLines, languageFor } from "./tell-error.ts";

/** Searches, shows what is found as it comes, and remembers the network cards of known hosts. */
export async function discover(options: DiscoverOptions): Promise<void> {
  const language = languageFor(options.language);
  const json = options.json === true;
  const state = await openStateFolder();
  const known = await knownHosts(state, options.station);
  if (options.station !== undefined && !json) {
    const { station } = await loadStation(options.station);
    for (const line of behindLines(station, language))
      process.stderr.write(`${line}\n`);
  }
  const view = new DiscoverView(process.stdout, language);
  const onEvent = (event: DiscoveryEvent) => {
    if (json) process.stdout.write(`${JSON.stringify(event)}\n`);
    else view.show(event);
  };
  const { signal, end } = interruptible();
  const request: Omit<SearchRequest, "confirmed"> = {
    ...where(options),
    ports: options.port ?? [22],
    known,
    signal,
    onEvent,
  };
  try {
    const found = await discovery
      .search({ ...request, confirmed: options.yes === true })
      .catch(async (error: unknown) => {
        const failure = failureOf(error);
        if (
          failure === undefined ||
          !/^range-(large|public|foreign)$/.test(failure.code) ||
          json ||
          !process.stdin.isTTY
        )
          throw error;
        process.stderr.write(`${failureLines(failure, language).join("\n")}\n`);
        if (!(await ask(word("discover.confirm", language))))
          throw failed("aborted");
        return discovery.search({ ...request, confirmed: true });
      });
    rememberCards(state, found);
  } finally {
    view.end();
    end();
  }
}

/** The ranges of the named interfaces, with those that were named themselves; nothing named is all. */
function where({
  range,
  interface: names,
}: DiscoverOptions): Pick<SearchRequest, "ranges" | "interfaces"> {
  if (names === undefined) return range === undefined ? {} : { ranges: range };
  const offered = discovery
    .networks()
    .filter((network) => names.includes(network.interface))
    .map((network) => network.offered);
  return { ranges: [...offered, ...(range ?? [])], interfaces: names };
}
