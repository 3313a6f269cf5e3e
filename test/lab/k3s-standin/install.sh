#!/bin/sh
# A stand-in for K3s' install script, for tests without internet. It reads the same
# variables, goes through the same order and fails with the same words, as far as an
# offline installation needs them. README.md says what is left out.
set -e
umask 022

info() {
  echo "[INFO]  $*"
}

warn() {
  echo "[WARN]  $*" >&2
}

fatal() {
  echo "[ERROR]  $*" >&2
  exit 1
}

verify_system() {
  if command -v systemctl >/dev/null 2>&1; then
    return
  fi
  fatal 'Can not find systemd or openrc to use as a process supervisor for k3s'
}

# A word of the environment file, in double quotes as systemd reads them.
quoted() {
  printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"$`]/\\&/g')"
}

# Words of a command line, one a line, with quotes where systemd needs them.
command_words() {
  for word in "$@"; do
    printf " \\\\\n\t'%s'" "$(printf '%s' "$word" | sed "s/'/\\\\'/g")"
  done
}

decide_command() {
  case "$1" in
    -* | '')
      if [ -z "$K3S_URL" ]; then
        CMD_K3S=server
      else
        if [ -z "$K3S_TOKEN" ] && [ -z "$K3S_TOKEN_FILE" ]; then
          fatal "Defaulted k3s exec command to 'agent' because K3S_URL is defined, but K3S_TOKEN or K3S_TOKEN_FILE is not defined"
        fi
        CMD_K3S=agent
      fi
      ;;
    *)
      CMD_K3S=$1
      ;;
  esac
}

setup_env() {
  case "$K3S_URL" in
    '' | https://*) ;;
    *) fatal "Only https:// URLs are supported for K3S_URL (have $K3S_URL)" ;;
  esac
  decide_command "$1"
  if [ "$1" = "$CMD_K3S" ]; then
    shift
  fi
  EXEC_WORDS=$(command_words "$CMD_K3S" "$@")

  if [ -n "$INSTALL_K3S_NAME" ]; then
    SYSTEM_NAME=k3s-$INSTALL_K3S_NAME
  elif [ "$CMD_K3S" = server ]; then
    SYSTEM_NAME=k3s
  else
    SYSTEM_NAME=k3s-$CMD_K3S
  fi
  case "$SYSTEM_NAME" in
    *[!a-zA-Z0-9_.@-]*) fatal "Invalid characters for system name: $SYSTEM_NAME" ;;
  esac

  SUDO=sudo
  if [ "$(id -u)" -eq 0 ]; then
    SUDO=
  fi
  SYSTEMD_TYPE=${INSTALL_K3S_TYPE:-notify}
  if [ -n "$INSTALL_K3S_BIN_DIR" ]; then
    BIN_DIR=$INSTALL_K3S_BIN_DIR
  else
    BIN_DIR=/usr/local/bin
    if ! $SUDO sh -c "touch $BIN_DIR/k3s-ro-test && rm -f $BIN_DIR/k3s-ro-test" 2>/dev/null; then
      if [ -d /opt/bin ]; then
        BIN_DIR=/opt/bin
      fi
    fi
  fi
  SYSTEMD_DIR=${INSTALL_K3S_SYSTEMD_DIR:-/etc/systemd/system}
  UNINSTALL=k3s-uninstall.sh
  if [ "$CMD_K3S" != server ]; then
    UNINSTALL=k3s-agent-uninstall.sh
  fi
  if [ -n "$INSTALL_K3S_NAME" ]; then
    UNINSTALL=$SYSTEM_NAME-uninstall.sh
  fi
  FILE_SERVICE=$SYSTEMD_DIR/$SYSTEM_NAME.service
  FILE_ENV=$FILE_SERVICE.env
  HASHES_BEFORE=$(installed_hashes)
}

installed_hashes() {
  $SUDO sha256sum "$BIN_DIR/k3s" "$FILE_SERVICE" "$FILE_ENV" 2>/dev/null || true
}

verify_binary() {
  if [ "$INSTALL_K3S_BIN_DIR_READ_ONLY" != true ]; then
    case "$INSTALL_K3S_SKIP_DOWNLOAD" in
      true | binary) ;;
      *) fatal 'Download failed: this stand-in never downloads, set INSTALL_K3S_SKIP_DOWNLOAD=true' ;;
    esac
  fi
  if [ ! -x "$BIN_DIR/k3s" ]; then
    fatal "Executable k3s binary not found at $BIN_DIR/k3s"
  fi
  info 'Skipping k3s download and verify'
}

skip_selinux() {
  info 'Skipping installation of SELinux RPM'
}

create_symlinks() {
  [ "$INSTALL_K3S_BIN_DIR_READ_ONLY" = true ] && return
  [ "$INSTALL_K3S_SYMLINK" = skip ] && return
  for name in kubectl crictl ctr; do
    if [ -e "$BIN_DIR/$name" ] && [ "$INSTALL_K3S_SYMLINK" != force ]; then
      info "Skipping $BIN_DIR/$name symlink to k3s, already exists"
      continue
    fi
    found=$(command -v $name 2>/dev/null || true)
    if [ -n "$found" ] && [ "$INSTALL_K3S_SYMLINK" != force ]; then
      info "Skipping $BIN_DIR/$name symlink to k3s, command exists in PATH at $found"
      continue
    fi
    info "Creating $BIN_DIR/$name symlink to k3s"
    $SUDO ln -sf k3s "$BIN_DIR/$name"
  done
}

create_killall() {
  [ "$INSTALL_K3S_BIN_DIR_READ_ONLY" = true ] && return
  info "Creating killall script $BIN_DIR/k3s-killall.sh"
  $SUDO tee "$BIN_DIR/k3s-killall.sh" >/dev/null <<'END'
#!/bin/sh
# Stops K3s and everything that it started on this host.
[ "$(id -u)" -eq 0 ] || exec sudo --preserve-env=K3S_DATA_DIR "$0" "$@"
data=${K3S_DATA_DIR:-/var/lib/rancher/k3s}

for unit in /etc/systemd/system/k3s*.service; do
  [ -s "$unit" ] && systemctl stop "$(basename "$unit")"
done

for process in /proc/[0-9]*; do
  if tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -q "^$data/data/.*/bin/containerd-shim"; then
    kill -9 "${process#/proc/}" 2>/dev/null
  fi
done

for place in /run/k3s /var/lib/kubelet/pods /var/lib/kubelet/plugins /run/netns/cni-; do
  awk -v place="$place" 'index($2, place) == 1 { print $2 }' /proc/self/mounts | sort -r |
    while read -r mount; do
      umount -f "$mount" && rm -rf "$mount"
    done
done

for link in cni0 flannel.1 flannel-wg flannel-v6.1 kube-ipvs0; do
  ip link delete "$link" 2>/dev/null
done
rm -rf /var/lib/cni/ /run/k3s/containerd

for family in iptables ip6tables; do
  if command -v $family-save >/dev/null 2>&1 && $family-save 2>/dev/null | grep -qiE 'KUBE-|CNI-|flannel'; then
    $family-save | grep -viE 'KUBE-|CNI-|flannel' | $family-restore
  fi
done
exit 0
END
  $SUDO chmod 755 "$BIN_DIR/k3s-killall.sh"
}

create_uninstall() {
  [ "$INSTALL_K3S_BIN_DIR_READ_ONLY" = true ] && return
  info "Creating uninstall script $BIN_DIR/$UNINSTALL"
  $SUDO tee "$BIN_DIR/$UNINSTALL" >/dev/null <<END
#!/bin/sh
# Takes K3s off this host, with all its data.
[ "\$(id -u)" -eq 0 ] || exec sudo --preserve-env=K3S_DATA_DIR "\$0" "\$@"
data=\${K3S_DATA_DIR:-/var/lib/rancher/k3s}

$BIN_DIR/k3s-killall.sh

systemctl disable $SYSTEM_NAME
systemctl reset-failed $SYSTEM_NAME
rm -f $FILE_SERVICE $FILE_ENV
systemctl daemon-reload

for unit in $SYSTEMD_DIR/k3s*.service; do
  if [ -e "\$unit" ]; then
    echo 'Additional k3s services installed, skipping uninstall of k3s'
    rm -f $BIN_DIR/$UNINSTALL
    exit 0
  fi
done

for name in kubectl crictl ctr; do
  if [ "\$(readlink "$BIN_DIR/\$name")" = k3s ]; then
    rm -f "$BIN_DIR/\$name"
  fi
done

# What is mounted below the data stays: it may be somebody's disk.
clean() {
  [ -e "\$1" ] || return 0
  if grep -q " \$1/" /proc/self/mounts; then
    for inside in "\$1"/*; do
      grep -q " \$inside[ /]" /proc/self/mounts || rm -rf "\$inside"
    done
  else
    rm -rf "\$1"
  fi
}

rm -rf /etc/rancher/k3s /run/k3s /run/flannel
clean "\$data"
rm -rf /var/lib/kubelet
rm -f $BIN_DIR/k3s $BIN_DIR/k3s-killall.sh $BIN_DIR/$UNINSTALL

if command -v rpm >/dev/null 2>&1 && rpm -q k3s-selinux >/dev/null 2>&1; then
  if command -v yum >/dev/null 2>&1; then
    yum remove -y k3s-selinux
  elif command -v zypper >/dev/null 2>&1; then
    zypper remove -y k3s-selinux
  fi
fi
exit 0
END
  $SUDO chmod 755 "$BIN_DIR/$UNINSTALL"
}

remove_older() {
  if [ -e "$FILE_SERVICE" ]; then
    $SUDO systemctl disable "$SYSTEM_NAME" >/dev/null 2>&1 || true
  fi
  $SUDO rm -f "$FILE_SERVICE" "$FILE_ENV"
}

# Whatever K3s and containerd are to know of the environment; the token too, in clear text.
environment_lines() {
  env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p' | sort -u | while read -r name; do
    case "$name" in
      K3S_* | CONTAINERD_* | HTTP_PROXY | HTTPS_PROXY | NO_PROXY | http_proxy | https_proxy | no_proxy) ;;
      *) continue ;;
    esac
    eval "value=\$$name"
    # shellcheck disable=SC2154 # set by the line above
    printf '%s=%s\n' "$name" "$(quoted "$value")"
  done
}

create_env_file() {
  info "env: Creating environment file $FILE_ENV"
  $SUDO touch "$FILE_ENV"
  $SUDO chmod 0600 "$FILE_ENV"
  environment_lines | $SUDO tee "$FILE_ENV" >/dev/null
}

create_service_file() {
  info "systemd: Creating service file $FILE_SERVICE"
  $SUDO tee "$FILE_SERVICE" >/dev/null <<END
[Unit]
Description=Lightweight Kubernetes (stand-in)
Wants=network-online.target
After=network-online.target

[Install]
WantedBy=multi-user.target

[Service]
Type=$SYSTEMD_TYPE
# K3s itself needs no such line: it speaks to systemd without a helper.
NotifyAccess=all
EnvironmentFile=-/etc/default/%N
EnvironmentFile=-/etc/sysconfig/%N
EnvironmentFile=-$FILE_ENV
KillMode=process
Delegate=yes
User=root
LimitNOFILE=1048576
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
TimeoutStartSec=0
Restart=always
RestartSec=5s
ExecStartPre=-/sbin/modprobe br_netfilter
ExecStartPre=-/sbin/modprobe overlay
ExecStart=$BIN_DIR/k3s$EXEC_WORDS

END
  $SUDO chmod 0644 "$FILE_SERVICE"
}

check_memory_cgroup() {
  if ! grep -q '^memory[[:space:]].*[[:space:]]1$' /proc/cgroups 2>/dev/null &&
    ! grep -qw memory /sys/fs/cgroup/cgroup.controllers 2>/dev/null; then
    info 'Failed to find memory cgroup, you may need to add "cgroup_memory=1 cgroup_enable=memory" to your linux cmdline'
  fi
}

enable_service() {
  info "systemd: Enabling $SYSTEM_NAME unit"
  $SUDO systemctl enable "$FILE_SERVICE" >/dev/null
  $SUDO systemctl daemon-reload >/dev/null
}

clean_rules() {
  for family in iptables ip6tables; do
    if command -v $family-save >/dev/null 2>&1 && $SUDO $family-save 2>/dev/null | grep -qiE 'KUBE-|CNI-|flannel'; then
      $SUDO $family-save | grep -viE 'KUBE-|CNI-|flannel' | $SUDO $family-restore
    fi
  done
}

start_service() {
  if [ "$INSTALL_K3S_SKIP_ENABLE" = true ]; then
    return
  fi
  enable_service
  if [ "$INSTALL_K3S_SKIP_START" = true ]; then
    return
  fi
  if [ "$HASHES_BEFORE" = "$(installed_hashes)" ] && [ "$INSTALL_K3S_FORCE_RESTART" != true ]; then
    info 'No change detected so skipping service start'
    return
  fi
  clean_rules
  info "systemd: Starting $SYSTEM_NAME"
  $SUDO systemctl restart "$SYSTEM_NAME"
}

verify_system
# shellcheck disable=SC2086 # the words of a command line
setup_env ${INSTALL_K3S_EXEC} "$@"
verify_binary
skip_selinux
create_symlinks
create_killall
create_uninstall
remove_older
create_env_file
create_service_file
check_memory_cgroup
if command -v restorecon >/dev/null 2>&1; then
  $SUDO restorecon -R "$FILE_SERVICE" "$FILE_ENV" "$BIN_DIR/k3s" >/dev/null 2>&1 || warn 'restorecon failed'
fi
start_service
