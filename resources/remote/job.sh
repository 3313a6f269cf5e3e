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
echo $$ >pid
exec 3<input
rm -f input
(umask 022; cd /; exec /bin/sh "$OLDPWD/script") <&3 3<&- >>out 2>&1
echo $? >code.new
mv code.new code
END
  mv -T "$new" "$dir" 2>/dev/null || rm -rf "$new"
}

launch() {
  if [ -d /run/systemd/system ]; then
    systemd-run --quiet --collect --unit="forecourt-$JOB" --property=KillMode=process \
      --property=OOMPolicy=continue /bin/sh "$dir/run" </dev/null >/dev/null 2>&1
  else
    setsid /bin/sh "$dir/run" </dev/null >/dev/null 2>&1 &
  fi
}

alive() {
  [ "$(cat "$1/boot")" = "$(boot)" ] && kill -0 "$(cat "$1/pid" 2>/dev/null)" 2>/dev/null
}

follow() {
  if [ ! -d "$dir" ]; then
    prepare
    launch
  elif [ ! -e "$dir/pid" ] && [ -e "$dir/input" ] && [ "$(cat "$dir/boot")" = "$(boot)" ]; then
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
      sleep 0.5
      [ -e "$dir/code" ] || alive "$dir" || exit 97
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
