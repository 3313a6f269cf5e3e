import { createInterface } from "node:readline/promises";
import { word } from "../../common/messages/sentence.ts";
import { failed } from "../../common/model/failure.ts";
import { compareFingerprint } from "../../common/model/fingerprint.ts";
import { qrModules, qrText } from "../../common/qr/qr.ts";
import {
  changeHostKey,
  hostKeyNow,
  type PackedStation,
} from "../station/host-key-change.ts";
import { interruptible } from "./interrupt.ts";
import { openVisit } from "./open-laptop.ts";
import type { StationSource } from "./station-source.ts";
import { languageFor } from "./tell-error.ts";
import type { TrustOptions } from "./trust.ts";

/**
 * Shows a host's key, as text and as QR code, beside the one that is remembered, and remembers it once
 * it was compared: with `--fingerprint`, or by a person who types the host's name.
 */
export async function trust(options: TrustOptions): Promise<void> {
  const { host, json, fingerprint: given } = options;
  const language = languageFor(options.language);
  const { state, source, ...wayIn } = await openVisit(options, {
    comparesKeys: false,
  });
  const { signal, end } = interruptible();
  try {
    const station = stationOf(options, source);
    const {
      pinned,
      shown,
      host: spec,
    } = await hostKeyNow(state, station, host, wayIn, signal);
    const { fingerprint, type } = shown;
    const tell = (outcome: "same" | "remembered") =>
      process.stdout.write(
        json === true
          ? `${JSON.stringify({ type: "host-key", host, outcome, fingerprint, keyType: type, was: pinned ?? null })}\n`
          : `${word(outcome === "same" ? "trust.same" : "host-key.pinned", language, { host, fingerprint })}\n`,
      );
    const isGiven =
      given !== undefined && compareFingerprint(given, fingerprint) === "same";
    if (given !== undefined && !isGiven)
      throw failed("fingerprint-differs", {
        host,
        data: { given: given.slice(0, 200), fingerprint },
      });
    if (pinned === fingerprint) {
      tell("same");
      return;
    }
    if (!isGiven) {
      if (!process.stdin.isTTY)
        throw pinned === undefined
          ? failed("host-key-unknown", { host, data: { fingerprint } })
          : failed("host-key-changed", { host, data: { pinned, fingerprint } });
      const data = { host, address: spec.address, pinned, fingerprint, type };
      process.stderr.write(
        [
          qrText(qrModules(fingerprint)),
          word(
            pinned === undefined ? "trust.new" : "trust.changed",
            language,
            data,
          ),
          "",
        ].join("\n"),
      );
      if (!(await typed(word("trust.type-name", language, { host }), host)))
        throw failed("aborted");
    }
    await changeHostKey(state, station, host, {
      was: pinned,
      becomes: fingerprint,
    });
    tell("remembered");
  } finally {
    end();
  }
}

/** Its file, or out of its pack what says who its hosts are. */
function stationOf(
  { station: file, pack }: TrustOptions,
  { station, hostKeys }: StationSource,
): string | PackedStation {
  if (pack !== undefined)
    return {
      path: pack,
      station,
      hostKeys,
      ...(file !== undefined && { file }),
    };
  if (file === undefined) throw new Error("neither a station nor a pack");
  return file;
}

/** A yes is typed too easily where a key has changed. */
async function typed(question: string, wanted: string): Promise<boolean> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  try {
    return (await terminal.question(`${question} `)).trim() === wanted;
  } finally {
    terminal.close();
  }
}
