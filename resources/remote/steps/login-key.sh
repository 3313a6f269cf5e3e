# shellcheck shell=sh
# USER: the account; COMMENT: what the key is called. A key pair of the account's, to sign in to the agents.
places() {
  account_folder id_forecourt id_forecourt.pub
  key=$folder/id_forecourt
}

# Both halves, of one pair, and no passphrase.
pair() {
  [ -s "$key" ] && [ -s "$key.pub" ] &&
    [ "$(ssh-keygen -y -P '' -f "$key" 2>/dev/null | cut -d ' ' -f 1,2)" = "$(cut -d ' ' -f 1,2 "$key.pub")" ]
}

check() {
  places
  pair || todo
}

apply() {
  places
  command -v ssh-keygen >/dev/null || fail tool-missing "tools=ssh-keygen"
  if [ ! -d "$folder" ]; then
    note own folder "$folder"
    mkdir -m 0700 -- "$folder" || fail read-only "path=$folder"
    chown "$owner" "$folder"
  fi
  remember "$key"
  remember "$key.pub"
  new=$base/login-key.new
  rm -f -- "$new" "$new.pub"
  ssh-keygen -q -t ed25519 -N '' -C "$COMMENT" -f "$new" || fail disk-full "path=$new"
  chown "$owner" "$new" "$new.pub"
  if ! { mv -f -- "$new" "$key" && mv -f -- "$new.pub" "$key.pub"; }; then
    fail read-only "path=$key"
  fi
  command -v restorecon >/dev/null 2>&1 && restorecon "$key" "$key.pub" 2>/dev/null
  return 0
}

verify() {
  places
  pair || fail not-verified "step=$STEP" "reason=$key"
}

undo() {
  ledger=$base/ledger/$STEP
  [ -f "$ledger" ] || return 0
  folders=$(sed -n "s/^own${tab}folder$tab//p" "$ledger")
  revert
  [ -z "$folders" ] || rmdir -- "$folders" 2>/dev/null || :
}
