# shellcheck shell=sh
# Before files are sent: notes what they will be, so that they can be taken back.
# TARGETS: one absolute path per line.
apply() {
  printf '%s\n' "$TARGETS" | while read -r path; do
    make_dir "$(dirname -- "$path")"
    remember "$path"
  done
}

undo() {
  if [ -f "$base/ledger/$STEP" ]; then
    printf '%s\n' "$TARGETS" | while read -r path; do
      rm -f -- "$path.part" "$path.part.pid" "$base/verified/$(printf '%s' "$path" | tr / %)"
    done
  fi
  revert
}
