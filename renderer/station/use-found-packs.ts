import { useEffect, useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import type { FoundPacks } from "../../common/ipc/found-packs.ts";

const none: FoundPacks = { packs: [], all: 0, more: 0 };

/** Station packs that lie beside the bundle; a stick that is plugged in now is seen without being asked for. */
export function useFoundPacks(
  files: Pick<Api["files"], "packs">,
  looks: boolean,
  search: string,
): FoundPacks {
  const [found, setFound] = useState(none);
  useEffect(() => {
    if (!looks) return undefined;
    let over = false;
    const look = () =>
      void files.packs({ search }).then((answer) => {
        if (answer.ok && !over) setFound(answer.value);
      });
    look();
    const timer = setInterval(look, 3_000);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [files, looks, search]);
  return looks ? found : none;
}
