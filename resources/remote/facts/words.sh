# shellcheck shell=sh
# Gathers what this host is and changes nothing. Plain POSIX sh: dash, busybox ash, bash; root or not.
# MARK: what the report stands between. PATHS: the folders that will be filled, one per line.
# Each function prints lines `type TAB key TAB value`; report.sh makes one JSON value of them. What
# could not be seen is not printed, or as `u`: the reader knows it as unknown.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin:/snap/bin"
nl='
'
if [ "$(id -u)" = 0 ]; then root=yes; else root=; fi

# Only the first line of a value counts.
string() { printf 's\t%s\t%s\n' "$1" "${2%%"$nl"*}"; }
number() { printf 'n\t%s\t%s\n' "$1" "$2"; }
truth() {
  key=$1
  shift
  if "$@" >/dev/null 2>&1; then printf 'b\t%s\ttrue\n' "$key"; else printf 'b\t%s\tfalse\n' "$key"; fi
}

# items KEY < lines: a list, also where there is no line.
items() {
  printf 'l\t%s\t\n' "$1"
  while IFS= read -r line; do
    [ -z "$line" ] || printf 'l\t%s\t%s\n' "$1" "$line"
  done
}

# first FILE: its first line, without a process.
first() {
  value=
  [ -r "$1" ] || return 1
  IFS= read -r value <"$1" 2>/dev/null || [ -n "$value" ]
}

# known_string KEY FILE, known_number KEY FILE: printed where the file can be read.
known_string() { if first "$2"; then string "$1" "$value"; fi; }
known_number() { if first "$2"; then number "$1" "$value"; fi; }

there() { command -v "$1" >/dev/null 2>&1; }
