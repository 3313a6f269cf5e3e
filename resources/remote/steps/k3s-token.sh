# shellcheck shell=sh
# The server's token for agents, from its standard path (facts A.12). `read_token` prints a secret.
file=/var/lib/rancher/k3s/server/node-token
ca=/var/lib/rancher/k3s/server/tls/server-ca.crt

well_formed() {
  grep -qE '^K10[0-9a-f]{64}::[^:]+:.+$' "$file" 2>/dev/null
}

# One self-signed CA: its PEM is what the token's hash is of; of a chain, the DER of the root.
pins_ca() {
  [ -f "$ca" ] || return 0
  [ "$(grep -c 'BEGIN CERTIFICATE' "$ca")" = 1 ] || return 0
  [ "$(sed -n 's/^K10\([0-9a-f]\{64\}\)::.*/\1/p' "$file")  -" = "$(sha256sum <"$ca")" ]
}

check() {
  well_formed && pins_ca || todo
}

apply() {
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    well_formed && return 0
    sleep 1
  done
  fail token-unreadable "path=$file"
}

verify() {
  well_formed || fail token-unreadable "path=$file"
  pins_ca || fail not-verified "step=$STEP" "reason=the token's hash is not the one of $ca"
}

read_token() {
  verify
  cat "$file"
}

undo() {
  revert
}
