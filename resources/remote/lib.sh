# shellcheck shell=sh
# What every step's script has: places files so that they can be taken back, and says failures.
#
# The ledger: /var/lib/forecourt/ledger/<step>, one line per thing brought, tab-separated:
#   new PATH          a file or link that was not there
#   dir PATH          a folder that was not there
#   inside PATH       a folder that was there and empty: what it holds now is ours
#   old PATH COPY     a file that was there; COPY is what it was
#   own WORDS...      whatever a step takes back itself
# A line is written before the thing is done, so that a power cut never leaves something unknown.
set -u
umask 022
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin"
base=${FORECOURT_BASE:-/var/lib/forecourt}
tab=$(printf '\t')

# fail CODE [key=value]...: an expected failure; the last one printed counts.
fail() {
  line="::forecourt-failed$tab$1"
  shift
  for pair in "$@"; do
    line="$line$tab$(printf '%s' "$pair" | tr '\n\t' '  ')"
  done
  printf '\n%s\n' "$line"
  exit 70
}

# Ends a check: something is to be done.
todo() {
  exit 10
}

ledger_file() {
  mkdir -p "$base/ledger"
  chmod 0700 "$base" "$base/ledger"
  printf '%s' "$base/ledger/$STEP"
}

note() {
  file=$(ledger_file)
  line=$1
  shift
  for word in "$@"; do
    line="$line$tab$word"
  done
  if ! grep -qxF -- "$line" "$file" 2>/dev/null; then
    printf '%s\n' "$line" >>"$file" || fail disk-full "path=$file"
  fi
}

noted() {
  line=$1
  shift
  for word in "$@"; do
    line="$line$tab$word"
  done
  grep -qxF -- "$line" "$base/ledger/$STEP" 2>/dev/null
}

# Whether any step of ours brought this path, or replaced what was there.
known() {
  cat "$base"/ledger/* 2>/dev/null |
    awk -F '\t' -v path="$1" '($1 == "new" || $1 == "old" || $1 == "dir") && $2 == path { found = 1 } END { exit !found }'
}

# Notes a path that is about to be written: as new, or with a copy of what it was.
remember() {
  known "$1" && return 0
  if [ -e "$1" ] || [ -L "$1" ]; then
    mkdir -p "$base/before"
    chmod 0700 "$base/before"
    copy="$base/before/$(printf '%s' "$1" | tr '/' '%')"
    [ -e "$copy" ] || [ -L "$copy" ] || cp -a -- "$1" "$copy" || fail disk-full "path=$copy"
    note old "$1" "$copy"
  else
    note new "$1"
  fi
}

make_dir() {
  [ -d "$1" ] && return 0
  make_dir "$(dirname -- "$1")"
  note dir "$1"
  mkdir -- "$1" || fail read-only "path=$1"
}

# A folder that programs will fill: all of it is ours, unless something was in it before.
claim_dir() {
  if [ ! -d "$1" ]; then
    note dir-all "$1"
  elif [ -z "$(ls -A -- "$1")" ]; then
    note inside "$1"
  fi
}

# place PATH MODE < content: written beside and renamed; nothing happens where it is so already.
# Answers whether it changed something.
place() {
  make_dir "$(dirname -- "$1")"
  cat >"$1.forecourt-new" || fail disk-full "path=$1"
  if [ -f "$1" ] && [ ! -L "$1" ] && cmp -s -- "$1.forecourt-new" "$1" && [ "$(stat -c '%a' "$1")" = "${2#0}" ]; then
    rm -f -- "$1.forecourt-new"
    return 1
  fi
  remember "$1"
  chmod "$2" "$1.forecourt-new"
  chown 0:0 "$1.forecourt-new"
  mv -f -- "$1.forecourt-new" "$1" || fail read-only "path=$1"
  return 0
}

same() {
  [ -f "$1" ] && [ "$(stat -c '%a' "$1")" = "${2#0}" ] && cmp -s -- "$1" -
}

# Takes back what the ledger of this step says, last thing first.
revert() {
  file="$base/ledger/$STEP"
  [ -f "$file" ] || return 0
  awk '{ lines[NR] = $0 } END { for (i = NR; i > 0; i--) print lines[i] }' "$file" >"$file.reverse"
  while IFS="$tab" read -r verb path copy; do
    case $verb in
      new) rm -f -- "$path" ;;
      dir) rmdir -- "$path" 2>/dev/null || : ;;
      dir-all) rm -rf -- "$path" 2>/dev/null || : ;;
      inside) find "$path" -mindepth 1 -delete 2>/dev/null || : ;;
      old)
        if [ -e "$copy" ] || [ -L "$copy" ]; then
          rm -rf -- "$path.forecourt-old"
          cp -a -- "$copy" "$path.forecourt-old" && mv -f -- "$path.forecourt-old" "$path"
          rm -f -- "$copy"
        fi
        ;;
    esac
  done <"$file.reverse"
  rm -f -- "$file" "$file.reverse"
}

has_systemd() {
  [ -d /run/systemd/system ]
}

# mark NAME VALUE / marked NAME VALUE: what a step of ours brought, in which version.
mark() {
  mkdir -p "$base/marks"
  printf '%s\n' "$2" >"$base/marks/$1.new" && mv -f "$base/marks/$1.new" "$base/marks/$1"
}

marked() {
  [ "$(cat "$base/marks/$1" 2>/dev/null)" = "$2" ]
}

unmark() {
  rm -f "$base/marks/$1"
}

account() {
  getent passwd "$USER" 2>/dev/null || grep -m 1 "^$USER:" /etc/passwd
}

# account_folder NAME…: the account $USER's home, owner and folder for ssh. It owns that folder: no link, there
# or at one of these names in it, is followed as root.
account_folder() {
  home=$(account | cut -d : -f 6)
  # shellcheck disable=SC2034 # for the step
  owner=$(account | cut -d : -f 3,4)
  [ -d "$home" ] || fail host-keys-unusable "user=$USER" "path=${home:-?}"
  folder=$home/.ssh
  [ ! -L "$folder" ] || fail host-keys-unusable "user=$USER" "path=$folder"
  for each in "$@"; do
    [ ! -L "$folder/$each" ] || fail host-keys-unusable "user=$USER" "path=$folder/$each"
  done
}

# rewrite FILE OWNER: replaces it by standard input, with the mode that it had.
rewrite() {
  mode=$(stat -c '%a' "$1" 2>/dev/null || echo 600)
  new=$base/$STEP.new
  cat >"$new" || fail disk-full "path=$new"
  if ! { chmod "$mode" "$new" && chown "$2" "$new" && mv -f -- "$new" "$1"; }; then
    fail read-only "path=$1"
  fi
  command -v restorecon >/dev/null 2>&1 && restorecon "$1" 2>/dev/null
  return 0
}

# Waits until a unit is active: wait_unit UNIT SECONDS. Prints its journal as it goes.
# Answers 0 active, 1 failed or restarting over and over, 2 time is up.
# The journal since the call is in $journal.
wait_unit() {
  unit=$1
  end=$(($(date +%s) + $2))
  journal=$base/journal-$unit
  cursor=$base/journal-$unit.cursor
  : >"$journal"
  restarts=$(systemctl show -p NRestarts --value "$unit" 2>/dev/null)
  while :; do
    journal_more
    state=$(systemctl is-active "$unit")
    case $state in
      active) return 0 ;;
      failed) return 1 ;;
    esac
    now=$(systemctl show -p NRestarts --value "$unit" 2>/dev/null)
    [ $((${now:-0} - ${restarts:-0})) -ge 3 ] && return 1
    if command -v hopeless >/dev/null 2>&1 && hopeless; then
      return 1
    fi
    [ "$(date +%s)" -ge "$end" ] && return 2
    sleep 0.3
  done
}

# From the moment of journal_start on, unit by unit.
journal_start() {
  rm -f "$base/journal-$1.cursor"
  journalctl -u "$1" -n 0 --show-cursor --no-pager 2>/dev/null |
    sed -n 's/^-- cursor: //p' >"$base/journal-$1.cursor"
  started_at=$(date +%s)
}

journal_more() {
  if [ -s "$cursor" ]; then
    journalctl -u "$unit" -o cat --no-pager --cursor-file="$cursor" 2>/dev/null >"$journal.more"
  else
    journalctl -u "$unit" -o cat --no-pager --since "@$started_at" --cursor-file="$cursor" 2>/dev/null >"$journal.more"
  fi
  cat "$journal.more" >>"$journal"
  cut -c 1-400 "$journal.more"
  rm -f "$journal.more"
}

journal_done() {
  rm -f "$base/journal-$1" "$base/journal-$1.cursor"
}
