import { readFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { failed } from "../../common/model/failure.ts";
import type { RancherLook, RancherServer } from "../../common/model/rancher.ts";
import type { Station, StationRancher } from "../../common/model/station.ts";
import type { RancherPins } from "../adapters/files/rancher-pins.ts";
import { certificatesOf } from "../adapters/rancher/certificates.ts";
import { lookAtRancher } from "../adapters/rancher/look.ts";
import { openRancher } from "../adapters/rancher/rancher-api.ts";
import { rancherUrl } from "../adapters/rancher/rancher-url.ts";
import type { RancherSignIn, RancherTrust } from "../ports/rancher-api.ts";
import type { SecretStore } from "../ports/secrets.ts";
import type { RancherWork } from "../steps/rancher/rancher-work.ts";

/** How this laptop comes to believe a Rancher. */
export interface RancherTrusting {
  readonly pins: RancherPins;
  /** Asks a person whether this is the right CA; missing where nobody can be asked. */
  readonly confirm?: (look: RancherLook) => Promise<boolean>;
  readonly takeOver?: boolean;
}

export interface RancherLaptop {
  readonly station: Station;
  readonly folder: string;
  readonly secrets: SecretStore;
  readonly redactor: { add(secret: string): void };
  readonly rancher?: RancherTrusting;
}

/**
 * The station's Rancher, where it has one and somebody can sign in to it; nothing that is secret is sent before
 * it is believed. Throws `rancher-url-invalid`, `rancher-ca-unknown`, and what the way there fails with.
 */
export async function openStationRancher(
  laptop: RancherLaptop,
  signal: AbortSignal,
): Promise<RancherWork | undefined> {
  const { rancher } = laptop.station;
  if (rancher === undefined) return undefined;
  const { origin, host } = rancherUrl(rancher.url);
  const signIn = await signInOf(laptop, host);
  if (signIn === undefined) return undefined;
  const proxy = rancher.proxy === undefined ? {} : { proxy: rancher.proxy };
  const api = openRancher({
    url: origin,
    trust: await trustOf({ ...laptop, where: rancher }, origin, signal),
    signIn,
    keepSecret: (secret) => laptop.redactor.add(secret),
    ...proxy,
  });
  let asking: Promise<RancherServer> | undefined;
  return {
    api,
    server: () =>
      (asking ??= api.server(signal).catch((error: unknown) => {
        asking = undefined;
        throw error;
      })),
    look: lookAtRancher,
    takeOver: laptop.rancher?.takeOver ?? false,
  };
}

async function signInOf(
  { station, secrets }: RancherLaptop,
  host: string,
): Promise<RancherSignIn | undefined> {
  const username = station.rancher?.user;
  if (username === undefined) {
    const token = await secrets.get(host, "rancher-token");
    return token === undefined ? undefined : { kind: "token", token };
  }
  const password = await secrets.get(host, "rancher-password");
  return password === undefined
    ? undefined
    : { kind: "user", username, password };
}

/** The station file's word first, then what was confirmed before, then this computer's store, then a person. */
export async function trustOf(
  {
    where,
    folder,
    rancher: trusting,
  }: Pick<RancherLaptop, "folder" | "rancher"> & {
    readonly where: Pick<StationRancher, "ca" | "caChecksum" | "proxy">;
  },
  url: string,
  signal: AbortSignal,
): Promise<RancherTrust> {
  const { ca, caChecksum, proxy } = where;
  if (ca !== undefined)
    return {
      kind: "pem",
      pem: await readCa(ca, folder),
    };
  const checksum = caChecksum ?? (await trusting?.pins.get(url));
  if (checksum !== undefined) return { kind: "checksum", checksum };
  const look = await lookAtRancher(url, {
    signal,
    ...(proxy === undefined ? {} : { proxy }),
  });
  if (look.trustedBySystem) return { kind: "system" };
  if (!look.trustedByCaCerts)
    throw failed("rancher-tls-untrusted", {
      data: {
        url,
        reason: look.distrust,
        chain: look.chain.map(({ subject }) => subject).join(", ") || "-",
      },
    });
  if (trusting?.confirm === undefined || !(await trusting.confirm(look)))
    throw failed("rancher-ca-unknown", {
      data: {
        url,
        checksum: look.caChecksum,
        subject: look.authorities[0]?.subject ?? "-",
      },
    });
  await trusting.pins.set(url, look.caChecksum);
  return { kind: "checksum", checksum: look.caChecksum };
}

/** The station file's CA. Throws `file-unreadable`. `folder`: where its relative path begins. */
export async function readCa(ca: string, folder: string): Promise<string> {
  const path = isAbsolute(ca) ? ca : join(folder, ca);
  const pem = await readFile(path, "utf8").catch((error: unknown) => {
    throw failed("file-unreadable", {
      data: { path, reason: (error as Error).message },
    });
  });
  if ((certificatesOf(pem) ?? []).length === 0)
    throw failed("file-unreadable", {
      data: { path, reason: "it holds no certificate in PEM" },
    });
  return pem;
}
