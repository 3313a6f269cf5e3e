# shellcheck shell=sh
# USER: the account; KEYS: public keys, one a line, that may sign in to it. What is noted: each line that
# was added (`own key FILE LINE`), a file or folder that was not there (`own file`, `own folder`).
places() {
  account_folder authorized_keys
  keys_file=$folder/authorized_keys
}

# Of the wanted keys those that are not there; a comment makes no other key.
missing() {
  printf '%s\n' "$KEYS" | while IFS= read -r line; do
    [ -n "$line" ] || continue
    blob=$(printf '%s' "$line" | awk '{ print $2 }')
    awk -v blob="$blob" '!/^[ \t]*#/ { for (i = 1; i <= NF; i++) if ($i == blob) found = 1 } END { exit !found }' "$keys_file" 2>/dev/null ||
      printf '%s\n' "$line"
  done
}

check() {
  places
  [ -z "$(missing)" ] || todo
}

apply() {
  places
  if [ ! -d "$folder" ]; then
    note own folder "$folder"
    mkdir -m 0700 -- "$folder" || fail read-only "path=$folder"
    chown "$owner" "$folder"
  fi
  [ -f "$keys_file" ] || note own file "$keys_file"
  lacking=$(missing)
  [ -n "$lacking" ] || return 0
  printf '%s\n' "$lacking" | while IFS= read -r line; do
    note own key "$keys_file" "$line"
  done
  # A last line without an end must not run into ours.
  { if [ -f "$keys_file" ]; then sed -e '$a\' "$keys_file"; fi && printf '%s\n' "$lacking"; } | rewrite "$keys_file" "$owner"
}

verify() {
  places
  [ -z "$(missing)" ] || fail not-verified "step=$STEP" "reason=$(missing | head -n 1)"
}

undo() {
  ledger=$base/ledger/$STEP
  [ -f "$ledger" ] || return 0
  sed -n "s/^own${tab}key$tab//p" "$ledger" | while IFS="$tab" read -r file line; do
    [ -f "$file" ] && [ ! -L "$file" ] || continue
    { grep -vxF -- "$line" "$file" || :; } | rewrite "$file" "$(stat -c '%u:%g' "$file")"
  done
  # Only where nobody else has put anything there since.
  sed -n "s/^own${tab}file$tab//p" "$ledger" | while IFS= read -r file; do
    [ -s "$file" ] || rm -f -- "$file"
  done
  sed -n "s/^own${tab}folder$tab//p" "$ledger" | while IFS= read -r folder; do
    rmdir -- "$folder" 2>/dev/null || :
  done
  revert
}
