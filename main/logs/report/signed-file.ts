import { Signature } from "../../../common/model/export.ts";
import { isSigned, type LaptopKey } from "../../adapters/files/laptop-key.ts";

/**
 * A report with its signature behind it: a comment in HTML, and in PDF what readers pass over behind the
 * end. It is over every byte before it, so the file stays one that any program shows.
 */
const wraps = {
  html: ["<!-- forecourt-signature ", " -->\n"],
  pdf: ["%forecourt-signature ", "\n"],
} as const;

export function withSignature(
  content: Uint8Array,
  kind: keyof typeof wraps,
  key: LaptopKey,
): Buffer {
  const [before, after] = wraps[kind];
  const signature = JSON.stringify(key.sign(content));
  return Buffer.concat([content, Buffer.from(before + signature + after)]);
}

export type Verified =
  | { readonly is: "intact"; readonly key: string }
  | { readonly is: "altered" }
  | { readonly is: "unsigned" };

export function verifySigned(file: Buffer): Verified {
  const kind =
    file.subarray(0, 5).toString("latin1") === "%PDF-" ? "pdf" : "html";
  const [before, after] = wraps[kind];
  const at = file.lastIndexOf(before);
  if (at === -1) return { is: "unsigned" };
  const rest = file.subarray(at + before.length).toString("utf8");
  // Whatever was put behind the signature was put there later.
  if (!rest.endsWith(after)) return { is: "altered" };
  const signature = parsed(rest.slice(0, -after.length));
  if (signature === undefined || !isSigned(file.subarray(0, at), signature))
    return { is: "altered" };
  return { is: "intact", key: signature.key };
}

function parsed(text: string): Signature | undefined {
  try {
    return Signature.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
