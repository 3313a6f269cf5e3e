import { useState } from "react";
import type {
  SeenRancher,
  SignInToRancher,
} from "../../common/ipc/contract.ts";
import type { Api } from "../../common/ipc/faces.ts";
import type { StationRancher } from "../../common/model/station.ts";
import type { Asking } from "../wizard/use-ask.ts";

export type SignInKind = SignInToRancher["kind"];

/** What is typed about a Rancher over an uplink, and what it showed. Secrets live in this window's memory only. */
export interface Uplink {
  readonly url: string;
  readonly seen: SeenRancher | null;
  /** Somebody compared the checksums of a new authority. */
  readonly same: boolean;
  readonly kind: SignInKind;
  readonly user: string;
  /** The token or the password. */
  readonly secret: string;
}

export interface UplinkDraft extends Uplink {
  /** Whether anything may be sent to it. */
  readonly believed: boolean;
  readonly change: (change: Partial<Uplink>) => void;
  readonly look: () => Promise<void>;
  /** For main; null where something is missing. */
  readonly answer: Parameters<Api["rancher"]["unregister"]>[0]["from"];
}

export function useUplink(
  rancher: StationRancher | undefined,
  api: Pick<Api, "rancher">,
  ask: Asking["ask"],
): UplinkDraft {
  const [draft, setDraft] = useState<Uplink>({
    url: rancher?.url ?? "",
    seen: null,
    same: false,
    kind: rancher?.user === undefined ? "token" : "user",
    user: rancher?.user ?? "",
    secret: "",
  });
  const change = (part: Partial<Uplink>) =>
    setDraft((before) => ({ ...before, ...part }));
  const { url, seen, same } = draft;
  const asks = seen?.belief === "unknown";
  const believed =
    seen?.belief === "system" || seen?.belief === "confirmed" || (asks && same);
  const signIn = signInOf(draft);
  return {
    ...draft,
    believed,
    change,
    look: async () => {
      change({ same: false });
      const answer = await ask(() => api.rancher.look({ url: url.trim() }));
      change({ seen: answer?.value ?? null });
    },
    answer:
      believed && signIn !== null
        ? {
            url: seen.url,
            signIn,
            checksum: asks ? seen.caChecksum : null,
          }
        : null,
  };
}

function signInOf({ kind, user, secret }: Uplink): SignInToRancher | null {
  if (secret.trim() === "") return null;
  if (kind === "token") return { kind, token: secret.trim() };
  return user.trim() === ""
    ? null
    : { kind, user: user.trim(), password: secret };
}
