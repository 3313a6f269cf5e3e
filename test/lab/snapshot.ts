// What a host is made of, to prove that undo leaves it as it was.

/** One readable line by what it describes: "file /etc/hosts" → "-rw-r--r-- root:root 40 bytes, sha256 …". */
export type Snapshot = ReadonlyMap<string, string>;

/** Kernel's, memory's, logs', caches', and what a running system keeps rewriting by itself. */
const passedOver = [
  ..."/proc /sys /dev /run /tmp /var/tmp /var/log /var/cache".split(" "),
  "/var/lib/apt",
  ..."lock lock-frontend status-old diversions-old statoverride-old"
    .split(" ")
    .map((name) => `/var/lib/dpkg/${name}`),
  // Whom sudo has greeted.
  "/var/lib/sudo",
  ..."timers random-seed timesync catalog rfkill"
    .split(" ")
    .map((name) => `/var/lib/systemd/${name}`),
  ..."/etc/.updated /var/.updated /.dockerenv /etc/.pwd.lock".split(" "),
  // Copies that every change of users leaves; the files themselves count.
  ..."passwd group shadow gshadow subuid subgid"
    .split(" ")
    .map((name) => `/etc/${name}-`),
  ..."/root/.cache /home/tech/.cache".split(" "),
];

const section = "=====";

const script = `
LC_ALL=C; export LC_ALL
passed() { find / \\( ${passedOver.map((path) => `-path '${path}'`).join(" -o ")} \\) -prune -o "$@"; }
echo '${section} entries'
passed -printf '%M\\t%u:%g\\t%y\\t%s\\t%l\\t%p\\0'
echo '${section} hashes'
passed -type f -print0 | xargs -0 -r sha256sum -z
echo '${section} unit files'
systemctl list-unit-files --no-legend --no-pager --full | awk '{ print $1, $2 }'
echo '${section} units'
systemctl list-units --all --plain --no-legend --no-pager --full --state=active,failed | awk '{ print $1, $3 }'
echo '${section} processes'
ps -e -o comm= -o args=
echo '${section} links'
ip -o link show | awk '{ sub(/@.*/, "", $2); sub(/:$/, "", $2); print $2, $3 }'
echo '${section} addresses'
ip -o address show | awk '{ print $2, $4 }'
echo '${section} routes'
ip -o -4 route show
ip -o -6 route show
echo '${section} users'
cat /etc/passwd
echo '${section} groups'
cat /etc/group
echo '${section} end'
`;

/** Started by asking, by somebody's login, or by the clock; not by what was installed. */
const passingUnit =
  /^(network-online\.target|session-|user@|user-|run-user-|systemd-(hostnamed|timedated|localed|tmpfiles-clean|update-done)\\b|apt-daily|dpkg-db-backup|e2scrub|fstrim|logrotate|dev-|sys-|proc-)|\.(scope|device|slice)$/;
const passingProcess =
  /^(sh|find|xargs|sha256sum|ps|awk|sleep|sudo|ssh|sshd|sftp-server|systemctl|\(sd-pam\)|systemd-(hostnam|timedat|locale|tmpfile).*|apt.*)$/;

const lines = (text: string): string[] =>
  text.split("\n").filter((line) => line.trim() !== "");

/** Takes a snapshot; `run` gives a shell script to the host's root and returns its output. */
export const takeSnapshot = async (
  run: (script: string) => Promise<string>,
): Promise<Snapshot> => {
  const output = await run(script);
  const parts = new Map(
    output.split(`${section} `).map((part) => {
      const end = part.indexOf("\n");
      return [part.slice(0, end), part.slice(end + 1)] as const;
    }),
  );
  const part = (name: string): string => {
    const text = parts.get(name);
    if (text === undefined || !parts.has("end"))
      throw new Error(`the snapshot has no part "${name}"`);
    return text;
  };
  const found = new Map<string, string>();
  const hashes = new Map(
    part("hashes")
      .split("\0")
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
  for (const line of part("entries").split("\0")) {
    const [mode, owner, type, size, target, path] = line.split("\t");
    if (path === undefined) continue;
    const what =
      type === "f"
        ? ` ${size} bytes, sha256 ${hashes.get(path)?.slice(0, 16) ?? "unread"}`
        : type === "l"
          ? ` to ${target}`
          : "";
    found.set(`file ${path}`, `${mode} ${owner}${what}`);
  }
  for (const line of lines(part("unit files"))) {
    const [name = "", state = ""] = line.split(" ");
    if (!passingUnit.test(name)) found.set(`unit file ${name}`, state);
  }
  for (const line of lines(part("units"))) {
    const [name = "", state = ""] = line.split(" ");
    if (!passingUnit.test(name)) found.set(`unit ${name}`, state);
  }
  for (const line of lines(part("processes"))) {
    const [name = ""] = line.trim().split(/\s+/);
    // The one sshd that listens counts; those of logins do not.
    if (!passingProcess.test(name) || line.includes("[listener]"))
      found.set(
        `process ${name}`,
        line.includes("[listener]") ? "listening" : "there",
      );
  }
  for (const kind of ["link", "address", "route", "user", "group"]) {
    for (const line of lines(
      part(kind === "address" ? "addresses" : `${kind}s`),
    ))
      found.set(`${kind} ${line.trim()}`, "there");
  }
  return found;
};

/** What changed, a readable line each; empty where nothing did. */
export const differences = (before: Snapshot, after: Snapshot): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const was = before.get(key);
    const is = after.get(key);
    if (was === is) return [];
    if (was === undefined) return [`added: ${key} (${is})`];
    if (is === undefined) return [`removed: ${key} (was ${was})`];
    return [`changed: ${key}: ${was} → ${is}`];
  });
