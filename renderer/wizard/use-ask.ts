import { useCallback, useRef, useState } from "react";
import type { Answered } from "../../common/ipc/envelope.ts";

export type Refused = Extract<Answered<unknown>, { ok: false }>;

export interface Asking {
  /** Undefined where it was refused. */
  readonly ask: <T>(
    question: () => Promise<Answered<T>>,
  ) => Promise<{ readonly value: T } | undefined>;
  readonly busy: boolean;
  /** What the last question was refused with. */
  readonly refused: Refused | null;
}

/** Questions to main, one after the other; what was refused stays until the next one. */
export function useAsk(): Asking {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const last = useRef(0);
  const ask = useCallback<Asking["ask"]>(async (question) => {
    const mine = (last.current += 1);
    setBusy(true);
    setRefused(null);
    const answer = await question().catch((error: unknown) => ({
      ok: false as const,
      bug: String(error),
    }));
    if (mine !== last.current) return undefined;
    setBusy(false);
    if (answer.ok) return { value: answer.value };
    setRefused(answer);
    return undefined;
  }, []);
  return { ask, busy, refused };
}
