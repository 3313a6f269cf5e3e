import { useCallback, useEffect, useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";

export interface Kept {
  /** Whether this machine can remember secrets so that others do not read them. */
  readonly possible: boolean;
  /** Hosts of the station whose secrets it remembers. */
  readonly hosts: readonly string[];
  readonly forget: () => void;
}

/** What is remembered for the station that is open; asked anew for another one. */
export function useKept(api: Api, station: string | undefined): Kept {
  const [kept, setKept] = useState<Omit<Kept, "forget">>({
    possible: false,
    hosts: [],
  });
  const look = useCallback(async () => {
    const answer = await api.secrets.kept(null);
    if (answer.ok) setKept(answer.value);
  }, [api]);
  useEffect(() => void look(), [look, station]);
  const forget = () => void api.secrets.forget(null).then(look);
  return { ...kept, forget };
}
