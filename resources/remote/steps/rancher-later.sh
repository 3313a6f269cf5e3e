# shellcheck shell=sh
# FILE: where it is noted until when the station may register by itself. DIGEST: sha256 of what comes on
# standard input.
check() {
  [ "$(sha256sum <"$FILE" 2>/dev/null)" = "$DIGEST  -" ] || todo
}

apply() {
  place "$FILE" 0600 || :
}

verify() {
  check
}

undo() {
  revert
}
