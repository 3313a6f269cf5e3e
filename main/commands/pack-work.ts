import { X509Certificate } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { stringify } from "yaml";
import type { Language } from "../../common/messages/language.ts";
import { failureText, word } from "../../common/messages/sentence.ts";
import { dataUseOf } from "../../common/model/data-use.ts";
import { failed } from "../../common/model/failure.ts";
import { isOver, type Validity } from "../../common/model/pack.ts";
import { openPins } from "../adapters/files/pins.ts";
import { openStateFolder } from "../adapters/files/state-folder.ts";
import { sealPack } from "../adapters/packs/pack-envelope.ts";
import { readPackFile, writePackFile } from "../adapters/packs/pack-file.ts";
import { masterKey } from "../adapters/packs/pack-key.ts";
import { loadTemplate } from "../adapters/packs/station-template.ts";
import { loadStations } from "../adapters/packs/stations-csv.ts";
import { lookAtRancher } from "../adapters/rancher/look.ts";
import { rancherUrl } from "../adapters/rancher/rancher-url.ts";
import { openRancher } from "../adapters/rancher/rancher-api.ts";
import { buildPacks, type PackProgress } from "../fleet/build-packs.ts";
import { lookFromHeadquarters } from "../fleet/prepare-pack.ts";
import { packTrust, renewPack } from "../fleet/renew-pack.ts";
import { StationRancher } from "../../common/model/station.ts";
import { trustOf } from "../station/rancher-access.ts";
import { rancherConnection } from "../station/rancher-connection.ts";
import { atHeadquarters, packPassphrase } from "./at-headquarters.ts";
import { CountBar } from "./count-bar.ts";
import { table } from "./table.ts";

export interface PackCommand {
  readonly json?: boolean;
  readonly language?: string;
}
export interface PackBuildCommand extends PackCommand {
  readonly table: string;
  readonly out: string;
  readonly template?: string;
  readonly atOnce: number;
}

export async function build(options: PackBuildCommand): Promise<void> {
  await atHeadquarters(options, async (here) => {
    const { language, signal, access, trusting } = here;
    const templatePath =
      options.template ??
      `${options.table.slice(0, -extname(options.table).length || undefined)}.yaml`;
    const template = await loadTemplate(templatePath);
    const stations = await loadStations(options.table, template);
    const rancher = StationRancher.parse(template.rancher);
    const state = await openStateFolder();
    const passphrase = await packPassphrase(here, options.out, { twice: true });
    const trust = await trustOf(
      {
        where: rancher,
        folder: dirname(resolve(templatePath)),
        rancher: trusting,
      },
      rancherUrl(rancher.url).origin,
      signal,
    );
    const connection = await rancherConnection(rancher, trust, access);
    const api = openRancher(connection);
    const bar = new CountBar(process.stderr, language);
    try {
      const headquarters = await lookFromHeadquarters(
        api,
        (url) => lookAtRancher(url, viaProxy(rancher.proxy, signal)),
        signal,
      );
      const built = await buildPacks(headquarters, {
        stations,
        passphrase,
        signal,
        out: options.out,
        atOnce: options.atOnce,
        hostKeys: async (station) => {
          const pins = openPins(state, station.id);
          const known: Record<string, string> = {};
          for (const host of station.hosts) {
            const key = host.hostKey ?? (await pins.get(host.name));
            if (key !== undefined) known[host.name] = key;
          }
          return known;
        },
        onProgress: (progress) => {
          told(options, progress, language, bar);
        },
      });
      bar.end();
      const { monthly } = dataUseOf(true);
      answer(
        options,
        {
          type: "packs-built",
          path: options.out,
          made: built.made,
          kept: built.kept,
          failed: built.failed.length,
          monthlyBytes: monthly * stations.length,
        },
        `${word("pack.built", language, {
          made: built.made,
          kept: built.kept,
          path: options.out,
        })}\n${word("data-use.fleet", language, {
          each: monthly,
          all: monthly * stations.length,
          stations: stations.length,
        })}\n`,
      );
      const [first] = built.failed;
      if (first !== undefined)
        throw failed("pack-build-incomplete", {
          data: {
            failed: built.failed.length,
            all: stations.length,
            station: first.station,
            reason: failureText(first.failure, language).what,
          },
        });
    } finally {
      bar.end();
      await api.close();
    }
  });
}

export async function info(
  files: readonly string[],
  options: PackCommand,
): Promise<void> {
  await atHeadquarters(options, async ({ language }) => {
    const rows: string[][] = [];
    const { monthly } = dataUseOf(true);
    for (const path of files) {
      const { label } = await readPackFile(path);
      const over = isOver(label.validity, Date.now());
      if (options.json === true)
        process.stdout.write(
          `${JSON.stringify({ type: "pack", path, ...label, over, monthlyBytes: monthly })}\n`,
        );
      rows.push([
        label.station,
        label.rancher,
        label.rancherVersion,
        validText(label.validity, language),
      ]);
    }
    if (options.json !== true)
      process.stdout.write(
        `${table([
          [
            word("column.station", language),
            "Rancher",
            word("column.version", language),
            word("column.valid", language),
          ],
          ...rows,
        ])}${word("data-use.fleet", language, {
          each: monthly,
          all: monthly * rows.length,
          stations: rows.length,
        })}\n`,
      );
  });
}

export async function open(
  path: string,
  options: PackCommand & { readonly saveStation?: string },
): Promise<void> {
  await atHeadquarters(options, async (here) => {
    const { language, redactor } = here;
    const pack = await readPackFile(path);
    const content = await pack.open(await packPassphrase(here, path));
    redactor.add(content.manifest);
    const { station, rancher, validity, hostKeys } = content;
    if (options.saveStation !== undefined)
      await saveStation(options.saveStation, station);
    const authorities = (
      rancher.caCerts.match(
        /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g,
      ) ?? []
    ).map((pem) => new X509Certificate(pem));
    const over = isOver(validity, Date.now());
    answer(
      options,
      {
        type: "pack-opened",
        path,
        station,
        hostKeys,
        rancher: { ...rancher, caCerts: undefined },
        created: content.created,
        validity,
        over,
      },
      `${station.name ?? station.id}\n\n${table([
        [word("column.station", language), station.id],
        ...station.hosts.map((host) => [
          host.name,
          [
            host.role,
            host.address,
            hostKeys[host.name] ?? word("pack.no-host-key", language),
          ].join("  "),
        ]),
        [
          "Rancher",
          `${rancher.url}  ${rancher.version}  ${rancher.clusterName} (${rancher.cluster})`,
        ],
        ...authorities.map((authority) => [
          "CA",
          `${authority.subject.replaceAll("\n", ", ")}  ${authority.fingerprint256}`,
        ]),
        [word("column.valid", language), validText(validity, language)],
      ])}\n${word("data-use.station", language, {
        monthly: dataUseOf(true).monthly,
      })}\n`,
    );
  });
}

/** Not over an existing file: it may say more than the pack. */
async function saveStation(path: string, station: object): Promise<void> {
  await writeFile(path, stringify(station), { flag: "wx" }).catch(
    (error: unknown) => {
      const { code, message } = error as NodeJS.ErrnoException;
      throw code === "EEXIST"
        ? failed("output-exists", { data: { path } })
        : failed("file-unreadable", { data: { path, reason: message } });
    },
  );
}

export async function renew(
  files: readonly string[],
  options: PackCommand & { readonly user?: string },
): Promise<void> {
  await atHeadquarters(options, async (here) => {
    const { language, signal, access, redactor } = here;
    for (const path of files) {
      const pack = await readPackFile(path);
      const passphrase = await packPassphrase(here, path);
      const key = await masterKey(passphrase, pack.key);
      const content = pack.openWith(key);
      redactor.add(content.manifest);
      const proxy = content.station.rancher?.proxy;
      const connection = await rancherConnection(
        { url: content.rancher.url, user: options.user, proxy },
        packTrust(content),
        access,
      );
      const api = openRancher(connection);
      try {
        const headquarters = await lookFromHeadquarters(
          api,
          (url) => lookAtRancher(url, viaProxy(proxy, signal)),
          signal,
        );
        const renewed = await renewPack(headquarters, content, {
          signal,
          now: Date.now(),
        });
        await writePackFile(path, sealPack(renewed, key));
        answer(
          options,
          {
            type: "pack-renewed",
            path,
            station: content.station.id,
            cluster: renewed.rancher.cluster,
            validity: renewed.validity,
            monthlyBytes: dataUseOf(true).monthly,
          },
          `${word("pack.renewed", language, { path })} ${validText(renewed.validity, language)}\n${word("data-use.station", language, { monthly: dataUseOf(true).monthly })}\n`,
        );
      } finally {
        await api.close();
      }
    }
  });
}

function viaProxy(proxy: string | undefined, signal: AbortSignal) {
  return { signal, ...(proxy !== undefined && { proxy }) };
}

function told(
  { json }: PackCommand,
  progress: PackProgress,
  language: Language,
  bar: CountBar,
): void {
  const { station, failure, done, all } = progress;
  if (json === true)
    process.stdout.write(
      `${JSON.stringify({ type: "pack-progress", ...progress })}\n`,
    );
  else {
    if (failure !== undefined)
      bar.note(`${station}: ${failureText(failure, language).what}`);
    bar.show(station, done, all);
  }
}

/** "until 2026-12-24 04:00", and whether that is over. */
export function validText(validity: Validity, language: Language): string {
  const { until } = validity;
  if (until === undefined) return word("pack.valid-always", language);
  return word(
    isOver(validity, Date.now()) ? "pack.over" : "pack.valid-until",
    language,
    { until },
  );
}

function answer({ json }: PackCommand, data: object, text: string): void {
  process.stdout.write(json === true ? `${JSON.stringify(data)}\n` : text);
}
