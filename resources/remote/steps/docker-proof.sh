# shellcheck shell=sh
# IMAGE_FILE: an archive with one small image; EXTRA: further archives for Docker, one per line.
# PROOF: changes with the bundle and with Docker, so that the proof is made again where it must.
proof() {
  printf '%s %s' "$PROOF" "$(docker version --format '{{.Server.Version}}' 2>/dev/null)"
}

check() {
  systemctl is-active -q docker || todo
  marked docker-proof "$(proof)" || todo
}

load() {
  before=$(docker images -q --no-trunc | sort -u)
  loaded=$(docker load -q -i "$1" 2>&1) || fail docker-run-failed "reason=$(printf '%s' "$loaded" | tail -n 1)"
  echo "$loaded"
  image=$(printf '%s\n' "$loaded" | sed -n 's/^Loaded image: //p; s/^Loaded image ID: //p' | tail -n 1)
  id=$(docker image inspect --format '{{.Id}}' "$image")
  printf '%s\n' "$before" | grep -qx "$id" || note own image "$image"
}

apply() {
  if [ -n "$EXTRA" ]; then
    # Not in a pipe: the ledger's lines and a failure must count.
    while read -r archive; do
      load "$archive"
    done <<END
$EXTRA
END
  fi
  if [ -n "$IMAGE_FILE" ]; then
    load "$IMAGE_FILE"
    word=forecourt-$$
    said=$(docker run --rm --pull=never --network none "$image" echo "$word" 2>&1) ||
      fail docker-run-failed "reason=$(printf '%s' "$said" | tail -n 1)"
    [ "$said" = "$word" ] || fail docker-run-failed "reason=$said"
    echo "a container of $image answered"
  fi
  mark docker-proof "$(proof)"
}

verify() {
  systemctl is-active -q docker || fail not-verified "step=$STEP" "reason=docker is not active"
}

undo() {
  [ -f "$base/ledger/$STEP" ] || return 0
  sed -n "s/^own${tab}image$tab//p" "$base/ledger/$STEP" | while read -r image; do
    docker rmi -f "$image" >/dev/null 2>&1 || :
  done
  revert
  unmark docker-proof
}
