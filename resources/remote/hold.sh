# shellcheck shell=sh
# One installer at a time. VERB: take, beat, release. RUN, OWNER: who. STALE: seconds of silence after
# which a hold counts for nothing. Looking and taking is one thing, under the kernel's lock.
hold=$base/hold
mkdir -p "$base"
chmod 0700 "$base"
if command -v flock >/dev/null 2>&1; then
  exec 9>"$base/hold.lock"
  flock 9
fi

busy() {
  fail host-busy "owner=$(cat "$hold/owner" 2>/dev/null)" "since=$(cat "$hold/since" 2>/dev/null)"
}

case $VERB in
  take)
    age=$(($(date +%s) - $(cat "$hold/beat" 2>/dev/null || echo 0)))
    holder=$(cat "$hold/run" 2>/dev/null)
    if [ -n "$holder" ] && [ "$holder" != "$RUN" ] && [ $age -le "$STALE" ]; then
      busy
    fi
    rm -rf "$hold"
    if ! mkdir "$hold" || ! printf '%s\n' "$OWNER" >"$hold/owner" || ! date +%s >"$hold/since" ||
      ! date +%s >"$hold/beat" || ! printf '%s\n' "$RUN" >"$hold/run"; then
      fail disk-full "path=$hold"
    fi
    printf '%s\n' "$RUN" >"$base/last-run"
    ;;
  beat)
    [ "$(cat "$hold/run" 2>/dev/null)" = "$RUN" ] || busy
    date +%s >"$hold/beat.new" && mv -f "$hold/beat.new" "$hold/beat"
    ;;
  release)
    [ "$(cat "$hold/run" 2>/dev/null)" != "$RUN" ] || rm -rf "$hold"
    # After an undo that took everything back, nothing of ours stays.
    if [ "${CLEAN:-}" = yes ] && [ -z "$(ls -A "$base/ledger" 2>/dev/null)" ]; then
      rm -rf "$base"
    fi
    ;;
esac
