# shellcheck shell=sh
# What was done here, kept on the host: another laptop can read it and go on. VERB: append, read.
# RUN: its id. STALE: seconds of silence after which a hold counts for nothing. append: lines on standard input, which may come twice; whoever reads passes over those.
journals=$base/journals

case $VERB in
  append)
    # After an undo nothing of ours comes back.
    [ -d "$base" ] || exit 0
    umask 077
    mkdir -p "$journals" || exit 1
    if [ ! -e "$journals/$RUN.ndjson" ]; then
      # Names sort by time: the newest stay.
      find "$journals" -name '*.ndjson' | sort -r | tail -n +8 | while IFS= read -r old; do rm -f "$old"; done
    fi
    cat >>"$journals/$RUN.ndjson"
    ;;
  read)
    # Whoever is at it now goes on with it himself: as the same run, two would not keep each other out.
    age=$(($(date +%s) - $(cat "$base/hold/beat" 2>/dev/null || echo 0)))
    if [ "$age" -le "$STALE" ]; then
      fail host-busy "owner=$(cat "$base/hold/owner" 2>/dev/null)" "since=$(cat "$base/hold/since" 2>/dev/null)"
    fi
    last=$(cat "$base/last-run" 2>/dev/null)
    case $last in '' | *[!0-9a-f-]*) exit 0 ;; esac
    [ -r "$journals/$last.ndjson" ] || exit 0
    printf '%s\n' "$last"
    head -c 4000000 "$journals/$last.ndjson"
    ;;
esac
