import { failed, type Failed } from "../../../common/model/failure.ts";
import type { Answered } from "./transport.ts";

/** What an answer has to be for us to go on with it: JSON of Rancher's. Throws what else it is. */
export function jsonOf(origin: string, answer: Answered): unknown {
  const foreign = foreignAnswer(origin, answer);
  if (foreign !== undefined) throw foreign;
  try {
    return JSON.parse(answer.text) as unknown;
  } catch {
    throw failed("rancher-not-rancher", {
      data: { url: origin, found: startOf(answer.text) },
    });
  }
}

/** An answer that something else gave in Rancher's place: a balancer, a sign-in page, a filter. */
export function foreignAnswer(
  origin: string,
  { status, headers, text }: Answered,
): Failed | undefined {
  const json = /json/.test(headers["content-type"] ?? "");
  if (status === 502 || status === 503 || status === 504)
    return failed("rancher-gateway", {
      data: { url: origin, status },
      retry: true,
    });
  if (status >= 300 && status < 400) {
    const to = headers.location ?? "?";
    return failed("rancher-not-rancher", {
      data: { url: origin, found: `it sends us on to ${withoutQuery(to)}` },
    });
  }
  if (!json && /^\s*<(!doctype|html)/i.test(text)) {
    const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]?.trim();
    return failed("rancher-not-rancher", {
      data: {
        url: origin,
        found: `a web page${title ? ` (${title.slice(0, 80)})` : ""}`,
      },
    });
  }
  return undefined;
}

/** Norman's words for what is wrong, or Kubernetes', in one line; never more than that. */
export function errorOf(answer: Answered): {
  readonly code: string;
  readonly field: string;
  readonly message: string;
} {
  try {
    const body = JSON.parse(answer.text) as Record<string, unknown>;
    const text = (key: string) =>
      typeof body[key] === "string" ? body[key].slice(0, 300) : "";
    return {
      code: text("code") || text("reason"),
      field: text("fieldName"),
      message: text("message"),
    };
  } catch {
    return { code: "", field: "", message: startOf(answer.text) };
  }
}

function startOf(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 120) || "an empty answer";
}

/** Sign-in pages carry tokens in their query. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, "").slice(0, 200);
}
