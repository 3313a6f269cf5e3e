import { createHash, X509Certificate } from "node:crypto";
import { getCACertificates, rootCertificates, type TLSSocket } from "node:tls";
import type { ShownCertificate } from "../../../common/model/rancher.ts";

/** What agents compare with CATTLE_CA_CHECKSUM: of the text with its final newline; "" of nothing (facts D.7). */
export function caChecksum(caCerts: string): string {
  if (caCerts.trim() === "") return "";
  const text = caCerts.endsWith("\n") ? caCerts : `${caCerts}\n`;
  return createHash("sha256").update(text).digest("hex");
}

/** The certificates of a PEM text; undefined where a part of it is none. */
export function certificatesOf(pem: string): X509Certificate[] | undefined {
  const blocks = pem.match(
    /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
  );
  try {
    return (blocks ?? []).map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

/** What this computer trusts: Node's own list and the system's store. */
export function systemAuthorities(): string[] {
  return [...rootCertificates, ...getCACertificates("system")];
}

export function shownCertificate(
  certificate: X509Certificate,
): ShownCertificate {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    from: new Date(certificate.validFrom).toISOString(),
    until: new Date(certificate.validTo).toISOString(),
    fingerprint: certificate.fingerprint256,
  };
}

/** What the server presented, its own certificate first. */
export function presentedChain(socket: TLSSocket): ShownCertificate[] {
  const chain: ShownCertificate[] = [];
  let certificate = socket.getPeerX509Certificate();
  while (certificate !== undefined && chain.length < 10) {
    const shown = shownCertificate(certificate);
    if (chain.some(({ fingerprint }) => fingerprint === shown.fingerprint))
      break;
    chain.push(shown);
    certificate = certificate.issuerCertificate;
  }
  return chain;
}

/** `CN=…` of each, for a sentence. */
export function chainText(chain: readonly ShownCertificate[]): string {
  return chain.length === 0
    ? "-"
    : chain.map(({ subject, issuer }) => `${subject} (${issuer})`).join(", ");
}

function oneLine(name: string | undefined): string {
  return (name ?? "").split("\n").reverse().join(", ");
}
