import type { Language } from "../../common/messages/language.ts";
import { failureText, word } from "../../common/messages/sentence.ts";
import { dataUseOf } from "../../common/model/data-use.ts";
import { failed } from "../../common/model/failure.ts";
import type { Station } from "../../common/model/station.ts";
import { misfitText } from "../../common/messages/misfit.ts";
import { takesBack } from "../../common/model/events.ts";
import { misfitsOf } from "../../common/model/rancher-fit.ts";
import type { Bundle } from "../ports/bundle.ts";
import type { OpenStation } from "../station/open-station.ts";
import type { StationOptions } from "./options.ts";
import type { Registration } from "../station/registration-status.ts";
import { isOver, type Validity } from "../../common/model/pack.ts";

/** A station that registers by itself once it can. */
interface Waiting {
  readonly station: string;
  readonly rancher: string;
  readonly validity: Validity;
}

/** What is true of it: it waits until a date, for ever, or in vain. */
function laterText(
  { station, rancher, validity }: Waiting,
  language: Language,
): string {
  const { until } = validity;
  if (until === undefined)
    return word("later.waits-always", language, { station, rancher });
  return word(
    isOver(validity, Date.now()) ? "later.over" : "later.waits",
    language,
    { station, rancher, until },
  );
}

/** One line of the status. */
export function registrationText(
  station: Pick<Station, "id" | "name" | "hosts">,
  { state, rancher, validity, trouble }: Registration,
  language: Language,
): string {
  const name = station.name ?? station.id;
  if (state === "none") return word("registration.none", language);
  if (state === "connected")
    return word("later.connected", language, { station: name, rancher });
  const text =
    validity === undefined
      ? word("later.unknown", language, { station: name, rancher })
      : laterText({ station: name, rancher, validity }, language);
  if (trouble === undefined) return text;
  const host = station.hosts.find(({ role }) => role === "server")?.name;
  const { failure } = failed(trouble.code, {
    data: trouble.data,
    ...(host !== undefined && { host }),
  });
  return `${text}\n${failureText(failure, language).what} [${trouble.code}]`;
}

/** Says plainly how it stands: connected, or not yet and until when it will be by itself; and what that will cost. */
export function tellRegistered(
  { work: { station, bundle, prepared, rancher } }: OpenStation,
  { json = false }: Pick<StationOptions, "json">,
  language: Language,
): void {
  const name = station.name ?? station.id;
  const { monthly, once } = dataUseOf(rancherOf(bundle) !== "");
  const use = { monthlyBytes: monthly, onceBytes: once };
  const tell = (data: object, text: string) =>
    process.stdout.write(
      json
        ? `${JSON.stringify({ type: "registration", ...data, ...use })}\n`
        : `\n${text}\n${word("data-use.station", language, { monthly })}\n`,
    );
  if (prepared !== undefined) {
    const { rancher: url, validity } = prepared;
    const waiting = { station: name, rancher: url, validity };
    tell({ state: "waiting", ...waiting }, laterText(waiting, language));
  } else if (rancher !== undefined) {
    const connected = { station: name, rancher: rancher.api.url };
    tell(
      { state: "connected", ...connected },
      word("later.connected", language, connected),
    );
  }
}

/** Of which Rancher the bundle has the images; "" for none. */
function rancherOf({ manifest }: Bundle): string {
  return manifest.files.some(({ kind }) => kind === "rancher-images")
    ? (manifest.versions.rancher ?? "")
    : "";
}

/** What does not quite fit, while the bundle can still be another. */
export async function tellMisfits(
  { work: { bundle, prepared, rancher, kind } }: OpenStation,
  { json = false }: Pick<StationOptions, "json">,
  language: Language,
): Promise<void> {
  if (takesBack(kind)) return;
  const version = prepared?.version ?? (await rancher?.server())?.version;
  if (version === undefined) return;
  const { k3s } = bundle.manifest.versions;
  for (const misfit of misfitsOf(version, { k3s, rancher: rancherOf(bundle) }))
    process.stdout.write(
      json
        ? `${JSON.stringify({ type: "misfit", ...misfit })}\n`
        : `! ${misfitText(misfit, language)}\n`,
    );
}
