import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findDebian, unpackDebian } from "./debian-files.ts";
import { cacheFolder, withLock } from "./folders.ts";
import type { LabHost } from "./lab.ts";

const library = "/usr/local/lib/libfaketime.so.1";

/**
 * `date` tells a time so many seconds ahead on this host; 0: the right one again. It is loaded with Debian's
 * libfaketime, as hosts share the machine's clock, and a time namespace has only clocks that count from the start.
 * Other programs keep the right time: sshd's sandbox, for one, does not bear the library.
 */
export async function setClockAhead(
  host: LabHost,
  seconds: number,
): Promise<void> {
  if (seconds === 0)
    return must(
      host,
      `if [ -e /bin/date.own ]; then mv -f /bin/date.own /bin/date; rm ${library}; fi`,
    );
  await host.put(await faketime(), library);
  await must(
    host,
    `set -e
    [ -e /bin/date.own ] || cp -p /bin/date /bin/date.own
    cat >/bin/date.new <<'END'
#!/bin/sh
FAKETIME=+${seconds} LD_PRELOAD=${library} exec /bin/date.own "$@"
END
    chmod 755 /bin/date.new
    mv -f /bin/date.new /bin/date`,
  );
}

async function must(host: LabHost, command: string): Promise<void> {
  const { code, stderr } = await host.exec(command);
  if (code !== 0) throw new Error(`${host.name}: ${stderr}`);
}

async function faketime(): Promise<string> {
  const [found] = await findDebian(["libfaketime"]);
  const folder = join(
    cacheFolder(),
    `libfaketime-${found?.stamp.slice(0, 16)}`,
  );
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(folder)) return;
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    await unpackDebian(["libfaketime"], unfinished);
    renameSync(unfinished, folder);
  });
  const [machine = ""] = readdirSync(join(folder, "usr/lib"));
  return join(folder, "usr/lib", machine, "faketime/libfaketime.so.1");
}
