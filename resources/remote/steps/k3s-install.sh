# shellcheck shell=sh
# SCRIPT: the bundle's install.sh on the host. ROLE: server or agent. VERSION: sums of script and binary.
# The script lays units, links and the uninstaller; it neither fetches nor starts anything (facts A.6, A.9).
[ "$ROLE" = server ] && unit=k3s uninstall=k3s-uninstall.sh || unit=k3s-agent uninstall=k3s-agent-uninstall.sh

check() {
  marked k3s-install "$VERSION" || todo
  [ -f /etc/systemd/system/$unit.service ] || todo
  systemctl is-enabled -q $unit || todo
}

apply() {
  for path in /usr/local/bin/k3s-killall.sh /usr/local/bin/$uninstall \
    /usr/local/bin/kubectl /usr/local/bin/crictl /usr/local/bin/ctr \
    /etc/systemd/system/$unit.service /etc/systemd/system/$unit.service.env \
    /etc/systemd/system/multi-user.target.wants/$unit.service; do
    remember $path
  done
  # What K3s itself makes once it runs, and its uninstaller may leave.
  for path in /etc/rancher/node /var/lib/rancher /var/lib/kubelet /var/lib/cni /etc/cni /opt/cni /var/log/pods /var/log/containers; do
    claim_dir $path
  done
  note own k3s $unit
  # No K3S_ variable of ours goes in: the configuration is in files, the token in one of root's.
  env -u K3S_TOKEN -u K3S_URL INSTALL_K3S_SKIP_DOWNLOAD=true INSTALL_K3S_SKIP_START=true \
    INSTALL_K3S_SKIP_SELINUX_RPM=true INSTALL_K3S_EXEC=$ROLE INSTALL_K3S_BIN_DIR=/usr/local/bin \
    /bin/sh "$SCRIPT" </dev/null
  code=$?
  [ $code = 0 ] || fail job-failed "step=$STEP"
  mark k3s-install "$VERSION"
  if systemctl is-active -q $unit; then
    mark k3s-restart yes
  fi
}

verify() {
  check
}

undo() {
  noted own k3s $unit || return 0
  systemctl stop $unit 2>/dev/null || :
  if [ -x /usr/local/bin/$uninstall ]; then
    /usr/local/bin/$uninstall >/dev/null 2>&1 || :
  fi
  systemctl reset-failed $unit 2>/dev/null || :
  # Not removed by the uninstaller (facts A.16); the folder is ours, or revert leaves it.
  revert
  unmark k3s-install
  unmark k3s-restart
  unmark k3s-version
  systemctl daemon-reload
}
