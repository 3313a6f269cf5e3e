# shellcheck shell=sh
# VERB on files of ours. PART, TARGET, SIZE, SHA256, MODE, CHUNK (bytes), HASHES (chunk sums, one per line).
# What was verified is recorded, a file for each: `sha256 size mtime inode`, so that a second run hashes
# nothing.
base=${FORECOURT_BASE:-/var/lib/forecourt}
record=$base/verified
tab=$(printf '\t')

# coreutils' sha256sum is several times slower than OpenSSL's.
if command -v openssl >/dev/null 2>&1; then
  sum() { openssl dgst -sha256 | sed 's/^.*= *//'; }
else
  sum() { sha256sum | cut -d ' ' -f 1; }
fi

fail() {
  printf '\n::forecourt-failed%s%s%s%s\n' "$tab" "$1" "$tab" "$2"
  exit 70
}

seen_as() {
  # To the nanosecond: within a second of its arrival a file may be changed as well.
  TZ=UTC0 stat -c '%s %y %i' -- "$1" 2>/dev/null
}

record_of() {
  printf '%s/%s' "$record" "$(printf '%s' "$TARGET" | tr / %)"
}

recorded() {
  [ "$(cat "$(record_of)" 2>/dev/null)" = "$SHA256 $(seen_as "$TARGET")" ]
}

remember() {
  mkdir -p "$record"
  file=$(record_of)
  printf '%s %s\n' "$SHA256" "$(seen_as "$TARGET")" >"$file.new" && mv -f "$file.new" "$file"
}

there() {
  [ -f "$TARGET" ] && [ ! -L "$TARGET" ] && [ "$(stat -c %s -- "$TARGET")" = "$SIZE" ] &&
    [ "$(stat -c %a -- "$TARGET")" = "${MODE#0}" ]
}

# Prints yes or no for one file, by the record alone.
has() {
  if there && recorded; then echo yes; else echo no; fi
}

# A writer with its dd, which would take what still comes, and waits until both are gone.
end_tree() {
  above=$(sed 's/.*) . \([0-9]*\) .*/\1/' "/proc/$1/stat" 2>/dev/null)
  kill -STOP "$1" 2>/dev/null
  for each in /proc/[0-9]*/stat; do
    read -r words 2>/dev/null <"$each" || continue
    # pid (name) state parent: a name may hold anything.
    # shellcheck disable=SC2086 # words
    set -- "$1" "${each%/stat}" ${words##*) }
    if [ "$4" = "$1" ]; then
      kill -9 "${2#/proc/}" 2>/dev/null
    fi
  done
  kill -9 "$1" 2>/dev/null
  # sudo stops with what it runs, and would stand there for ever.
  [ -z "$above" ] || kill -CONT "$above" 2>/dev/null
  waited=0
  while [ -n "$(tr -d '\0' 2>/dev/null <"/proc/$1/cmdline")" ] && [ "$waited" -lt 40 ]; do
    sleep 0.05
    waited=$((waited + 1))
  done
}

# Prints `has`, or the sum of each whole chunk of what an earlier try left.
survey() {
  if there; then
    if recorded; then
      echo has
      return
    fi
    if [ "$(sum <"$TARGET")" = "$SHA256" ]; then
      remember
      echo has
      return
    fi
  fi
  mkdir -p -- "$(dirname -- "$TARGET")" || fail read-only "path=$TARGET"
  # The writer of a connection that died must not go on writing.
  if [ -f "$PART.pid" ]; then
    while read -r pid; do
      case $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null) in
        *forecourt-writer*) end_tree "$pid" ;;
      esac
    done <"$PART.pid"
    rm -f "$PART.pid"
  fi
  if [ ! -f "$PART" ]; then
    (: >"$PART") 2>/dev/null || fail read-only "path=$PART"
    return
  fi
  size=$(stat -c %s -- "$PART")
  # What an earlier, longer file left would be read back behind the end of this one.
  if [ "$size" -gt "$SIZE" ]; then
    truncate -s "$SIZE" -- "$PART" || fail read-only "path=$PART"
    size=$SIZE
  fi
  index=0
  while [ $((index * CHUNK)) -lt "$size" ]; do
    dd if="$PART" bs=1048576 skip=$((index * CHUNK / 1048576)) count=$((CHUNK / 1048576)) 2>/dev/null | sum
    index=$((index + 1))
  done
}

# Once every chunk that the host has was compared with the manifest's sum, by `survey` or the writer's
# answer: so no byte is hashed twice.
finish() {
  [ "$(stat -c %s -- "$PART")" = "$SIZE" ] || altered
  chown 0:0 -- "$PART"
  chmod "$MODE" -- "$PART"
  sync -- "$PART" 2>/dev/null || sync
  mv -f -- "$PART" "$TARGET" || fail read-only "path=$TARGET"
  rm -f -- "$PART.pid"
  if command -v restorecon >/dev/null 2>&1; then
    restorecon -- "$TARGET" 2>/dev/null
  fi
  remember
}

# What is there is not what the manifest says: nothing of it may be used.
altered() {
  rm -f -- "$PART" "$PART.pid"
  fail upload-altered "path=$TARGET"
}

# A stream of lines on standard input: `F PATH` chooses a file, `C BLOCKS-BEFORE BLOCKS TAIL` is
# followed by so many blocks of 64 KiB and a tail of bytes, and answered by `ok` once they are written;
# `S` with the same numbers is answered by the sum of what is read back there, while more comes.
writer() {
  : forecourt-writer
  block=65536
  if dd if=/dev/null of=/dev/null oflag=seek_bytes 2>/dev/null; then whole=yes; else whole=no; fi
  summing=
  while IFS= read -r line; do
    case $line in
      'F '*)
        file=${line#F }
        sh -c 'echo $PPID' >>"$file.pid"
        ;;
      'C '*)
        # shellcheck disable=SC2086 # three numbers
        set -- $line
        a=$2 b=$3 c=$4
        if [ "$b" -gt 0 ]; then
          said=$(dd of="$file" bs=$block seek="$a" count="$b" conv=notrunc iflag=fullblock 2>&1) || broken "$said"
        fi
        if [ "$c" -gt 0 ]; then
          at=$(((a + b) * block))
          if [ $whole = yes ]; then
            said=$(dd of="$file" bs="$c" seek=$at count=1 conv=notrunc iflag=fullblock oflag=seek_bytes 2>&1) || broken "$said"
          else
            said=$(dd of="$file" bs=1 seek=$at count="$c" conv=notrunc 2>&1) || broken "$said"
          fi
        fi
        echo ok
        ;;
      'S '*)
        # shellcheck disable=SC2086 # three numbers
        set -- $line
        # One at a time, so that the answers keep their order.
        [ -z "$summing" ] || wait "$summing"
        printf 'sum %s\n' "$(dd if="$file" bs=$block skip="$2" count=$(($3 + ($4 > 0))) 2>/dev/null | sum)" &
        summing=$!
        ;;
    esac
  done
}

broken() {
  printf 'broken %s\n' "$1" | head -n 1
  exit 1
}
