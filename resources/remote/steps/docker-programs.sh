# shellcheck shell=sh
# ARCHIVE: Docker's static archive on the host. SHA256: its sum. FOREIGN: Docker that was here before.
# The programs go to /usr/local/bin, with units as Docker's own packages have them (facts C.2).
bin=/usr/local/bin
units=/etc/systemd/system

containerd_unit() {
  cat <<END
[Unit]
Description=containerd container runtime
After=network.target local-fs.target

[Service]
Type=notify
ExecStartPre=-/sbin/modprobe overlay
ExecStart=$bin/containerd
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
OOMScoreAdjust=-999

[Install]
WantedBy=multi-user.target
END
}

socket_unit() {
  cat <<'END'
[Unit]
Description=Docker Socket for the API

[Socket]
ListenStream=/run/docker.sock
SocketMode=0660
SocketUser=root
SocketGroup=docker

[Install]
WantedBy=sockets.target
END
}

docker_unit() {
  cat <<END
[Unit]
Description=Docker Application Container Engine
After=network-online.target nss-lookup.target docker.socket firewalld.service containerd.service time-set.target
Wants=network-online.target containerd.service
Requires=docker.socket
StartLimitBurst=3
StartLimitIntervalSec=60

[Service]
Type=notify
ExecStart=$bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock
ExecReload=/bin/kill -s HUP \$MAINPID
TimeoutStartSec=0
Restart=always
RestartSec=2
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
Delegate=yes
KillMode=process
OOMScoreAdjust=-500

[Install]
WantedBy=multi-user.target
END
}

check() {
  [ -z "$FOREIGN" ] || return 0
  marked docker-programs "$SHA256" || todo
  [ -x "$bin/dockerd" ] && [ -x "$bin/docker" ] && [ -x "$bin/containerd" ] || todo
  containerd_unit | same $units/containerd.service 0644 || todo
  socket_unit | same $units/docker.socket 0644 || todo
  docker_unit | same $units/docker.service 0644 || todo
  grep -q '^docker:' /etc/group || todo
}

apply() {
  new=$base/docker-new
  rm -rf "$new"
  mkdir -p "$new"
  tar -xzf "$ARCHIVE" -C "$new" --no-same-owner || fail disk-full "path=$new"
  make_dir "$bin"
  # The archive is read, not assumed: its list changes between versions (facts C.1).
  for program in "$new"/docker/*; do
    [ -f "$program" ] || continue
    name=${program##*/}
    remember "$bin/$name"
    chmod 0755 "$program"
    mv -f "$program" "$bin/.$name.new" && mv -f "$bin/.$name.new" "$bin/$name" || fail disk-full "path=$bin/$name"
    echo "$bin/$name"
  done
  rm -rf "$new"
  if command -v restorecon >/dev/null 2>&1; then
    restorecon -R "$bin" || :
  fi
  if ! grep -q '^docker:' /etc/group; then
    note own group docker
    for file in /etc/group- /etc/gshadow-; do
      remember $file
    done
    groupadd --system docker || fail job-failed "step=$STEP"
  fi
  containerd_unit | place $units/containerd.service 0644 || :
  socket_unit | place $units/docker.socket 0644 || :
  docker_unit | place $units/docker.service 0644 || :
  systemctl daemon-reload
  mark docker-programs "$SHA256"
  mark docker-restart yes
}

verify() {
  [ -n "$FOREIGN" ] || "$bin/dockerd" --version || fail not-verified "step=$STEP" "reason=dockerd does not run"
}

undo() {
  [ -f "$base/ledger/$STEP" ] || return 0
  if noted own group docker; then
    groupdel docker 2>/dev/null || :
  fi
  revert
  unmark docker-programs
  systemctl daemon-reload
}
