# shellcheck shell=sh
# One installer at a time. VERB: take, beat, release. RUN, OWNER: who. STALE: seconds of silence after
# which a hold counts for nothing. The folder is made in one move, so two cannot both have it.
hold=/var/lib/forecourt/hold

taken() {
  mkdir -p /var/lib/forecourt
  chmod 0700 /var/lib/forecourt
  mkdir "$hold.$$" && printf '%s\n' "$RUN" >"$hold.$$/run" && printf '%s\n' "$OWNER" >"$hold.$$/owner" &&
    date +%s >"$hold.$$/since" && date +%s >"$hold.$$/beat" || fail disk-full "path=$hold"
  # -T: a hold that appeared meanwhile is not moved into, and one with files is not replaced.
  if ! mv -T "$hold.$$" "$hold" 2>/dev/null; then
    rm -rf "$hold.$$"
    return 1
  fi
}

busy() {
  fail host-busy "owner=$(cat $hold/owner 2>/dev/null)" "since=$(cat $hold/since 2>/dev/null)"
}

case $VERB in
  take)
    if ! taken; then
      age=$(($(date +%s) - $(cat $hold/beat 2>/dev/null || echo 0)))
      if [ "$(cat $hold/run 2>/dev/null)" = "$RUN" ] || [ $age -gt "$STALE" ]; then
        mv -T $hold "$hold.old.$$" 2>/dev/null && rm -rf "$hold.old.$$"
        taken || busy
      else
        busy
      fi
    fi
    printf '%s\n' "$RUN" >/var/lib/forecourt/last-run
    ;;
  beat)
    [ "$(cat $hold/run 2>/dev/null)" = "$RUN" ] || busy
    date +%s >$hold/beat.new && mv -f $hold/beat.new $hold/beat
    ;;
  release)
    [ "$(cat $hold/run 2>/dev/null)" != "$RUN" ] || rm -rf $hold
    # After an undo that took everything back, nothing of ours stays.
    if [ "${CLEAN:-}" = yes ] && [ -z "$(ls -A /var/lib/forecourt/ledger 2>/dev/null)" ]; then
      rm -rf /var/lib/forecourt
    fi
    ;;
esac
