import type { Language } from "../../common/messages/language.ts";
import { failureText, word } from "../../common/messages/sentence.ts";
import { dataUseOf } from "../../common/model/data-use.ts";
import { failed } from "../../common/model/failure.ts";
import type { Station } from "../../common/model/station.ts";
import type { Registration } from "../station/registration-status.ts";
import { isOver, type Validity } from "../../common/model/pack.ts";

/** A station that registers by itself once it can. */
export interface Waiting {
  readonly station: string;
  readonly rancher: string;
  readonly validity: Validity;
}

/** What is true of it: it waits until a date, for ever, or in vain. */
export function laterText(
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

/** Says plainly that it is not registered yet, until when it will be by itself, and what that will cost. */
export function tellLater(
  waiting: Waiting,
  {
    json,
    language,
    images,
  }: {
    readonly json: boolean;
    readonly language: Language;
    /** Whether the bundle has brought Rancher's images. */
    readonly images: boolean;
  },
): void {
  const { monthly, once } = dataUseOf(images);
  process.stdout.write(
    json
      ? `${JSON.stringify({ type: "registration", state: "waiting", ...waiting, monthlyBytes: monthly, onceBytes: once })}\n`
      : `\n${laterText(waiting, language)}\n${word("data-use.station", language, { monthly })}\n`,
  );
}
