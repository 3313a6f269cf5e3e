# shellcheck shell=sh
# USERS: accounts that may use Docker. The file's content is made on the laptop, out of what is there
# (`read_config`) and what the station wants, and comes on standard input (`apply`).
config=/etc/docker/daemon.json

read_config() {
  if [ -f $config ]; then
    cat $config
  fi
}

missing_users() {
  for user in $USERS; do
    id -nG "$user" 2>/dev/null | tr ' ' '\n' | grep -qx docker || echo "$user"
  done
}

check() {
  [ -z "$(missing_users)" ] || todo
}

apply() {
  claim_dir /etc/docker
  make_dir /etc/docker
  content=$base/daemon.json
  cat >"$content"
  if dockerd --help 2>/dev/null | grep -q -- --validate; then
    reason=$(dockerd --validate --config-file "$content" 2>&1) ||
      fail docker-config-invalid "path=$config" "reason=$(printf '%s' "$reason" | tail -n 1)"
  fi
  if place $config 0644 <"$content"; then
    mark docker-restart yes
  fi
  rm -f "$content"
  for user in $(missing_users); do
    id "$user" >/dev/null 2>&1 || fail not-verified "step=$STEP" "reason=no account $user"
    note own user "$user"
    usermod -aG docker "$user"
  done
}

verify() {
  [ -z "$(missing_users)" ] || fail not-verified "step=$STEP" "reason=$(missing_users | head -n 1) is not in the group docker"
}

undo() {
  [ -f "$base/ledger/$STEP" ] || return 0
  sed -n "s/^own${tab}user$tab//p" "$base/ledger/$STEP" | while read -r user; do
    gpasswd -d "$user" docker >/dev/null 2>&1 || :
  done
  revert
}
