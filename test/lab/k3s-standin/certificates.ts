// Certificates by the openssl program, which ca-certificates brings to every Debian host.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { isIP } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { Fatal, reasonOf } from "./log.ts";

const run = promisify(execFile);

const openssl = async (...args: string[]): Promise<void> => {
  try {
    await run("openssl", args);
  } catch (error) {
    throw new Fatal(`generating certificates: ${reasonOf(error).trim()}`);
  }
};

export interface Pair {
  cert: string;
  key: string;
}

const pairAt = (stem: string): Pair => ({
  cert: readFileSync(`${stem}.crt`, "utf8"),
  key: readFileSync(`${stem}.key`, "utf8"),
});

const workDir = (): string => mkdtempSync(join(tmpdir(), "standin-"));

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];

/** A self-signed CA at `stem`.crt and .key, good for ten years; kept where it is there already. */
export const ensureCa = async (stem: string, name: string): Promise<Pair> => {
  if (existsSync(`${stem}.crt`) && existsSync(`${stem}.key`))
    return pairAt(stem);
  mkdirSync(join(stem, ".."), { recursive: true, mode: 0o700 });
  const dir = workDir();
  try {
    const config = join(dir, "ca.cnf");
    writeFileSync(
      config,
      `[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=ext\n[dn]\nCN=${name}@${Math.floor(Date.now() / 1000)}\n[ext]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature,keyEncipherment,keyCertSign\nsubjectKeyIdentifier=hash\n`,
    );
    await openssl(
      ...["req", "-x509", "-nodes", "-days", "3650", "-config", config],
      ...newKey,
      ...["-keyout", `${stem}.key.tmp`, "-out", `${stem}.crt.tmp`],
    );
    renameSync(`${stem}.key.tmp`, `${stem}.key`);
    renameSync(`${stem}.crt.tmp`, `${stem}.crt`);
    return pairAt(stem);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

export interface Leaf {
  commonName: string;
  organization?: string;
  /** Names and addresses, for a server's certificate; without them it is a client's. */
  sans?: readonly string[];
}

/** A certificate for 365 days, signed by the CA at `ca`.crt and .key. */
export const issue = async (ca: string, leaf: Leaf): Promise<Pair> => {
  const dir = workDir();
  try {
    const stem = join(dir, "leaf");
    const organization =
      leaf.organization === undefined ? "" : `O=${leaf.organization}\n`;
    writeFileSync(
      `${stem}.cnf`,
      `[req]\nprompt=no\ndistinguished_name=dn\n[dn]\n${organization}CN=${leaf.commonName}\n`,
    );
    const names = leaf.sans?.map(
      (name) => `${isIP(name) === 0 ? "DNS" : "IP"}:${name}`,
    );
    writeFileSync(
      `${stem}.ext`,
      [
        "keyUsage=critical,digitalSignature,keyEncipherment",
        `extendedKeyUsage=${names === undefined ? "clientAuth" : "serverAuth"}`,
        ...(names === undefined ? [] : [`subjectAltName=${names.join(",")}`]),
      ].join("\n"),
    );
    await openssl(
      ...["req", "-new", "-nodes", "-config", `${stem}.cnf`, ...newKey],
      ...["-keyout", `${stem}.key`, "-out", `${stem}.csr`],
    );
    await openssl(
      ...["x509", "-req", "-days", "365", "-in", `${stem}.csr`],
      ...["-CA", `${ca}.crt`, "-CAkey", `${ca}.key`],
      ...["-set_serial", `0x${randomSerial()}`, "-extfile", `${stem}.ext`],
      ...["-out", `${stem}.crt`],
    );
    return pairAt(stem);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

const randomSerial = (): string =>
  `1${createHash("sha256").update(`${process.hrtime.bigint()}`).digest("hex").slice(0, 30)}`;

/** Keeps the pair at `stem` for as long as `stamp` stays what it was. */
export const ensureIssued = async (
  stem: string,
  ca: string,
  leaf: Leaf,
): Promise<Pair> => {
  const stamp = JSON.stringify(leaf);
  const stampFile = `${stem}.stamp`;
  if (
    existsSync(`${stem}.crt`) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, "utf8") === stamp
  )
    return pairAt(stem);
  const pair = await issue(ca, leaf);
  writeFileSync(`${stem}.key`, pair.key, { mode: 0o600 });
  writeFileSync(`${stem}.crt`, pair.cert, { mode: 0o644 });
  writeFileSync(stampFile, stamp, { mode: 0o600 });
  return pair;
};

/** What K3s' tokens pin: of one self-signed CA, the PEM bytes as they are served. */
export const caHash = (pem: string | Buffer): string =>
  createHash("sha256").update(pem).digest("hex");
