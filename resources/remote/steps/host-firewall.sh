# shellcheck shell=sh
# ROLE: server or agent. SERVERS: how many the station has; several share etcd. CIDRS: the cluster's networks. Opens what K3s needs (facts B.2, B.5) where
# a firewall is active, and notes each rule that was not there.
ports() {
  if [ "$ROLE" = server ]; then
    echo 6443/tcp
    if [ "$SERVERS" -gt 1 ]; then
      echo 2379/tcp
      echo 2380/tcp
    fi
  fi
  echo 10250/tcp
  echo 8472/udp
}

firewalld_active() {
  command -v firewall-cmd >/dev/null 2>&1 && firewall-cmd --state >/dev/null 2>&1
}

ufw_active() {
  command -v ufw >/dev/null 2>&1 && ufw status 2>/dev/null | grep -q '^Status: active'
}

missing_firewalld() {
  for port in $(ports); do
    firewall-cmd --permanent -q --query-port="$port" || echo "port $port"
  done
  for cidr in $CIDRS; do
    firewall-cmd --permanent -q --zone=trusted --query-source="$cidr" || echo "source $cidr"
  done
}

missing_ufw() {
  rules=$(ufw show added 2>/dev/null)
  for port in $(ports); do
    printf '%s\n' "$rules" | grep -qx "ufw allow $port" || echo "port $port"
  done
  for cidr in $CIDRS; do
    printf '%s\n' "$rules" | grep -qx "ufw allow from $cidr" || echo "source $cidr"
  done
}

check() {
  if firewalld_active; then
    [ -z "$(missing_firewalld)" ] || todo
  fi
  if ufw_active; then
    [ -z "$(missing_ufw)" ] || todo
  fi
}

apply() {
  if firewalld_active; then
    missing_firewalld | while read -r kind what; do
      note own firewalld "$kind" "$what"
      case $kind in
        port) firewall-cmd --permanent -q --add-port="$what" ;;
        source) firewall-cmd --permanent -q --zone=trusted --add-source="$what" ;;
      esac
    done
    firewall-cmd -q --reload
  fi
  if ufw_active; then
    missing_ufw | while read -r kind what; do
      note own ufw "$kind" "$what"
      case $kind in
        port) ufw allow "$what" ;;
        source) ufw allow from "$what" ;;
      esac
    done
  fi
}

verify() {
  check
}

undo() {
  [ -f "$base/ledger/$STEP" ] || return 0
  while IFS="$tab" read -r _ tool kind what; do
    case "$tool $kind" in
      'firewalld port') firewall-cmd --permanent -q --remove-port="$what" ;;
      'firewalld source') firewall-cmd --permanent -q --zone=trusted --remove-source="$what" ;;
      'ufw port') ufw delete allow "$what" ;;
      'ufw source') ufw delete allow from "$what" ;;
    esac
  done <"$base/ledger/$STEP"
  if firewalld_active; then
    firewall-cmd -q --reload
  fi
  revert
}
