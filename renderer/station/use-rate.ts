import { useEffect, useRef, useState } from "react";

export interface Rate {
  /** Bytes in a second; null before it can be told. */
  readonly rate: number | null;
  /** Milliseconds; null before it can be told. */
  readonly left: number | null;
}

/** Milliseconds: over this time a rate is taken. */
const over = 5_000;
/** Before that much has been seen, a rate would only be a guess. */
const atLeast = 800;

/** How fast bytes come in, and how long the rest will take. */
export function useRate(bytes: number, total: number): Rate {
  const seen = useRef<{ time: number; bytes: number }[]>([]);
  const [rate, setRate] = useState<Rate>({ rate: null, left: null });
  useEffect(() => {
    const now = performance.now();
    if ((seen.current.at(-1)?.bytes ?? 0) > bytes) seen.current = [];
    seen.current = [
      ...seen.current.filter(({ time }) => now - time < over),
      { time: now, bytes },
    ];
    const [first] = seen.current;
    if (first === undefined || now - first.time < atLeast) return;
    const perMs = (bytes - first.bytes) / (now - first.time);
    setRate(
      perMs > 0
        ? { rate: perMs * 1000, left: (total - bytes) / perMs }
        : { rate: null, left: null },
    );
  }, [bytes, total]);
  return rate;
}
