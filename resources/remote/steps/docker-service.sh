# shellcheck shell=sh
# FOREIGN: Docker that was here before; it is started where it stands still, and otherwise left alone.
check() {
  systemctl is-active -q docker || todo
  ! marked docker-restart yes || todo
  docker version >/dev/null 2>&1 || todo
}

apply() {
  if [ -z "$FOREIGN" ]; then
    for path in /var/lib/docker /var/lib/containerd /etc/cni /opt/cni; do
      claim_dir $path
    done
    for name in multi-user.target.wants/containerd.service multi-user.target.wants/docker.service sockets.target.wants/docker.socket; do
      remember /etc/systemd/system/$name
    done
    # Older daemons make themselves a key beside somebody's daemon.json.
    remember /etc/docker/key.json
    note own service docker
    ip link show docker0 >/dev/null 2>&1 || note own link docker0
    make_dir /opt/containerd
    note dir-all /opt/containerd
    systemctl -q enable containerd.service docker.socket docker.service
  fi
  journal_start docker.service
  systemctl --no-block start containerd.service docker.socket
  if marked docker-restart yes; then
    systemctl --no-block restart docker.service
  else
    systemctl --no-block start docker.service
  fi
  sleep 0.2
  wait_unit docker.service 180 || {
    reason=$(grep -E 'level=(error|fatal)|rror|failed' "$journal" | tail -n 1)
    tail -n 20 "$journal"
    fail docker-start-failed "reason=${reason:-$(tail -n 1 "$journal")}"
  }
  journal_done docker.service
  unmark docker-restart
}

verify() {
  systemctl is-active -q docker || fail not-verified "step=$STEP" "reason=docker is not active"
  # The socket may answer a moment after the unit is active.
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    docker version --format '{{.Server.Version}}' 2>/dev/null && return 0
    sleep 0.5
  done
  fail not-verified "step=$STEP" "reason=$(docker version 2>&1 | tail -n 1)"
}

undo() {
  [ -f "$base/ledger/$STEP" ] || return 0
  if noted own service docker; then
    if systemctl is-active -q docker; then
      docker ps -q 2>/dev/null | xargs -r docker kill >/dev/null 2>&1 || :
    fi
    systemctl -q disable --now docker.service docker.socket containerd.service 2>/dev/null || :
    systemctl reset-failed docker.service docker.socket containerd.service 2>/dev/null || :
    awk '$2 ~ "^/(var/lib/docker|var/lib/containerd|run/docker|run/containerd)/" { print $2 }' /proc/mounts |
      sort -r | while read -r mount; do umount "$mount" 2>/dev/null || :; done
    rm -rf /run/docker /run/containerd /run/docker.sock /run/docker.pid
    if noted own link docker0; then
      ip link del docker0 2>/dev/null || :
      for tool in iptables ip6tables; do
        command -v $tool-save >/dev/null 2>&1 || continue
        $tool-save 2>/dev/null | grep -qi docker || continue
        $tool-save | grep -vi docker | $tool-restore
      done
    fi
  fi
  revert
  unmark docker-restart
}
