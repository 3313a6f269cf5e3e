# shellcheck shell=sh
# RPMS: policy packages on the host, one per line. Only where SELinux enforces (facts A.8).
needed() {
  command -v getenforce >/dev/null 2>&1 && [ "$(getenforce)" = Enforcing ]
}

check() {
  needed || return 0
  rpm -q k3s-selinux >/dev/null 2>&1 || todo
}

apply() {
  [ -n "$RPMS" ] || fail selinux-policy-missing
  printf '%s\n' "$RPMS" | while read -r file; do
    name=$(rpm -qp --qf '%{NAME}' "$file" 2>/dev/null)
    rpm -q "$name" >/dev/null 2>&1 || note own rpm "$name"
  done
  # shellcheck disable=SC2086 # paths of ours, without spaces
  said=$(rpm -U --replacepkgs $RPMS 2>&1) || {
    printf '%s\n' "$said"
    fail selinux-policy-missing
  }
}

verify() {
  check
}

undo() {
  [ -f "$base/ledger/$STEP" ] || return 0
  sed -n "s/^own${tab}rpm$tab//p" "$base/ledger/$STEP" | while read -r name; do
    rpm -e "$name" 2>/dev/null || :
  done
  revert
}
