# shellcheck shell=sh
# The host's own logs, for whoever has to find out what went wrong. WHAT: docker, containerd, k3s, system.
# SINCE: seconds since 1970 on this host's clock. MOST: bytes; the newest are kept.
unit() {
  if command -v journalctl >/dev/null 2>&1; then
    journalctl --no-pager --quiet --output=short-iso --since="@$SINCE" "$@" 2>&1
  else
    echo "no journalctl here"
  fi
}

part() {
  printf '\n== %s\n' "$*"
  "$@" 2>&1
}

case $WHAT in
  docker) unit --unit=docker.service --unit=docker.socket ;;
  containerd)
    unit --unit=containerd.service
    log=/var/lib/rancher/k3s/agent/containerd/containerd.log
    if [ -r "$log" ]; then
      # No date in its name: what is older than the run comes with it, up to the bound.
      part tail -c "$MOST" "$log"
    fi
    ;;
  k3s) unit --unit=k3s.service --unit=k3s-agent.service ;;
  system)
    part uname -a
    part cat /etc/os-release
    part date
    part uptime
    part free -m
    part df -hP
    part df -iP
    part ip -4 addr show
    part ip -4 route show
    part ss -Hlnt
    part systemctl --no-pager --failed
    part systemctl --no-pager --lines=0 status docker.service containerd.service k3s.service k3s-agent.service
    part ls -l /var/lib/forecourt /var/lib/forecourt/ledger /var/lib/forecourt/jobs /var/lib/forecourt/bundle
    part dmesg --level=emerg,alert,crit,err
    ;;
esac | tail -c "$MOST"
