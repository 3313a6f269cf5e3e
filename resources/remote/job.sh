# shellcheck shell=sh
# JOB: its id. OFFSET: bytes of its output that were heard already. SCRIPT_BYTES: on standard input,
# so many bytes of script and then the script's own input. The job outlives whoever started it.
umask 077
jobs=${FORECOURT_BASE:-/var/lib/forecourt}/jobs
dir=$jobs/$JOB

boot() {
  cat /proc/sys/kernel/random/boot_id
}

# In one move: a job is there whole or not at all.
prepare() {
  mkdir -p "$jobs"
  new=$(mktemp -d "$jobs/.new-XXXXXX") || exit 1
  dd bs="$SCRIPT_BYTES" count=1 iflag=fullblock of="$new/script" 2>/dev/null
  cat >"$new/input"
  boot >"$new/boot"
  : >"$new/out"
  cat >"$new/run" <<'END'
cd "${0%/*}" || exit 1
# Started twice, it runs once.
mkdir started 2>/dev/null || exit 0
echo $$ >pid
exec 3<input
rm -f input
(umask 022; cd /; exec /bin/sh "$OLDPWD/script") <&3 3<&- >>out 2>&1
echo $? >code.new
mv code.new code
END
  mv -T "$new" "$dir" 2>/dev/null || rm -rf "$new"
}

unit() {
  systemd-run --quiet --collect --unit="forecourt-$JOB" --property=KillMode=process "$@" \
    /bin/sh "$dir/run" </dev/null >/dev/null 2>&1
}

# systemd before 243 (Enterprise Linux 8) knows no OOMPolicy and refuses the whole unit.
launch() {
  if [ -d /run/systemd/system ]; then
    unit --property=OOMPolicy=continue || unit && return
  fi
  setsid /bin/sh "$dir/run" </dev/null >/dev/null 2>&1 &
}

same_boot() {
  [ "$(cat "$1/boot")" = "$(boot)" ]
}

alive() {
  same_boot "$1" && kill -0 "$(cat "$1/pid" 2>/dev/null)" 2>/dev/null
}

# Its standard error is ours alone; any code may be the job's.
lost() {
  rm -f "$dir/input"
  echo '::forecourt-job-lost' >&2
  exit 1
}

follow() {
  if [ ! -d "$dir" ]; then
    prepare
    launch
  elif [ ! -e "$dir/pid" ] && [ -e "$dir/input" ] && same_boot "$dir"; then
    # It was laid down and its installer killed before it was started.
    sleep 0.3
    [ -e "$dir/pid" ] || launch
  fi
  offset=$OFFSET
  quiet=0
  while :; do
    code=$(cat "$dir/code" 2>/dev/null)
    size=$(stat -c %s "$dir/out")
    if [ "$size" -gt "$offset" ]; then
      tail -c "+$((offset + 1))" "$dir/out" | head -c "$((size - offset))"
      offset=$size
    fi
    [ -z "$code" ] || exit "$code"
    quiet=$((quiet + 1))
    if [ $((quiet % 20)) = 0 ] && ! alive "$dir" && [ ! -e "$dir/code" ]; then
      # A busy host may take its time to start it.
      if [ -d "$dir/started" ] || [ "$quiet" -ge 200 ] || ! same_boot "$dir"; then
        sleep 0.5
        [ -e "$dir/code" ] || alive "$dir" || lost
      fi
    fi
    sleep 0.05
  done
}

running() {
  for each in "$jobs"/*/; do
    each=${each%/}
    [ -d "$each" ] || continue
    if [ ! -e "$each/code" ] && alive "$each"; then
      printf '%s\n' "${each##*/}"
    fi
  done
}
