import { useCallback, useEffect, useRef, useState } from "react";
import type { Answered } from "../../common/ipc/envelope.ts";
import type { Api } from "../../common/ipc/faces.ts";
import {
  compareFound,
  foundId,
  type FoundHost,
} from "../../common/model/discovery.ts";
import type { Failure } from "../../common/model/failure.ts";

export interface Search {
  readonly hosts: readonly FoundHost[];
  readonly running: boolean;
  readonly searched: { readonly addresses: number; readonly of: number } | null;
  /** What it ended with, or could not begin with. */
  readonly failure: Failure | null;
  readonly bug: string | null;
}

const none: Search = {
  hosts: [],
  running: false,
  searched: null,
  failure: null,
  bug: null,
};

/** A search that ends with the component; hosts are there as they are found, the likeliest first. */
export function useSearch(api: Api["discovery"]) {
  const [search, setSearch] = useState(none);
  const found = useRef(new Map<string, FoundHost>());
  useEffect(() => {
    const end = api.onEvent((event) => {
      if (event.type === "search-started") {
        found.current = new Map();
        setSearch({ ...none, running: true });
      } else if (event.type === "found") {
        found.current.set(foundId(event.host), event.host);
        const hosts = [...found.current.values()].toSorted(compareFound);
        setSearch((now) => ({ ...now, hosts }));
      } else if (event.type === "searched")
        setSearch((now) => ({ ...now, searched: event }));
      else {
        const { failure } = event;
        setSearch((now) => ({
          ...now,
          running: false,
          failure:
            failure === undefined || failure.code === "aborted"
              ? null
              : failure,
        }));
      }
    });
    return () => {
      end();
      void api.stop(null);
    };
  }, [api]);

  const start = useCallback(
    async (ranges: string[] | null, confirmed: boolean) => {
      setSearch({ ...none, running: true });
      const answer: Answered<null> = await api
        .start({ ranges, ports: [22], confirmed })
        .catch((error: unknown) => ({ ok: false, bug: String(error) }));
      if (answer.ok) return;
      setSearch({
        ...none,
        ...("failure" in answer
          ? { failure: answer.failure }
          : { bug: answer.bug }),
      });
    },
    [api],
  );
  const stop = useCallback(() => void api.stop(null), [api]);
  return { search, start, stop };
}
