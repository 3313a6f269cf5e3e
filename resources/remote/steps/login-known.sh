# shellcheck shell=sh
# USER: the account; CONFIG: how ssh finds the agents; KNOWN: their host keys; NAMES: whom to try.
begin='# forecourt begin'
end='# forecourt end'

places() {
  account_folder config known_hosts_forecourt
  config=$folder/config
  known=$folder/known_hosts_forecourt
}

# ssh takes the first word that it finds: ours come first.
wanted() {
  printf '%s\n%s\n%s\n' "$begin" "$CONFIG" "$end"
  others "$config"
}

others() {
  [ ! -f "$1" ] || sed "/^$begin\$/,/^$end\$/d" "$1"
}

check() {
  places
  [ -f "$config" ] && [ -f "$known" ] || todo
  wanted | cmp -s - "$config" || todo
  printf '%s\n' "$KNOWN" | cmp -s - "$known" || todo
}

apply() {
  places
  [ -f "$config" ] || note own file "$config"
  note own account "$USER"
  remember "$known"
  wanted | rewrite "$config" "$owner"
  printf '%s\n' "$KNOWN" | rewrite "$known" "$owner"
}

as_account() {
  if [ "$USER" = root ]; then /bin/sh -c "$1"; else su -s /bin/sh -c "$1" "$USER"; fi
}

verify() {
  check
  command -v ssh >/dev/null || fail tool-missing "tools=ssh"
  printf '%s\n' "$NAMES" | while IFS= read -r name; do
    said=$(as_account "cd && ssh -o BatchMode=yes -o ConnectTimeout=10 $name true" </dev/null 2>&1) ||
      fail not-verified "step=$STEP" "reason=$name: $(printf '%s' "$said" | tail -n 1)"
  done || exit
}

undo() {
  ledger=$base/ledger/$STEP
  [ -f "$ledger" ] || return 0
  USER=$(sed -n "s/^own${tab}account$tab//p" "$ledger" | head -n 1)
  if [ -n "$USER" ]; then
    places
    if [ -f "$config" ]; then others "$config" | rewrite "$config" "$owner"; fi
    # Only where nobody else has put anything there since.
    if noted own file "$config" && [ ! -s "$config" ]; then rm -f -- "$config"; fi
  fi
  revert
}
