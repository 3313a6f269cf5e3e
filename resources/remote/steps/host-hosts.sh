# shellcheck shell=sh
# The host's own name in /etc/hosts: without a name server every sudo waits for it otherwise.
name=$(cat /proc/sys/kernel/hostname)

check() {
  awk -v name="$name" '
    { sub(/#.*/, "") }
    { for (i = 2; i <= NF; i++) if ($i == name) found = 1 }
    END { exit !found }' /etc/hosts 2>/dev/null || todo
}

apply() {
  { [ ! -f /etc/hosts ] || cat /etc/hosts && printf '127.0.1.1\t%s\n' "$name"; } | place /etc/hosts 0644 || :
}

verify() {
  check
}

undo() {
  revert
}
