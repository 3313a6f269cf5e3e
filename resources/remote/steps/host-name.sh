# shellcheck shell=sh
# NAME: the host's name from the station file.
check() {
  [ "$(cat /proc/sys/kernel/hostname)" = "$NAME" ] || todo
  [ "$(cat /etc/hostname 2>/dev/null)" = "$NAME" ] || todo
}

apply() {
  noted_name=$(sed -n "s/^own${tab}was$tab//p" "$base/ledger/$STEP" 2>/dev/null)
  [ -n "$noted_name" ] || note own was "$(cat /proc/sys/kernel/hostname)"
  printf '%s\n' "$NAME" | place /etc/hostname 0644 || :
  if [ -f /etc/hosts ] && ! grep -qE "[[:space:]]$NAME([[:space:]]|\$)" /etc/hosts; then
    { cat /etc/hosts && printf '127.0.1.1\t%s\n' "$NAME"; } | place /etc/hosts 0644 || :
  fi
  hostname "$NAME" 2>/dev/null || printf '%s' "$NAME" >/proc/sys/kernel/hostname
}

verify() {
  check
}

undo() {
  was=$(sed -n "s/^own${tab}was$tab//p" "$base/ledger/$STEP" 2>/dev/null)
  revert
  [ -z "$was" ] || hostname "$was" 2>/dev/null || printf '%s' "$was" >/proc/sys/kernel/hostname
}
