#!/bin/sh
# What a technician would write to install a server and an agent with ssh and scp:
# the same files, checked, and the same Docker, K3s and waiting as `forecourt install`.
# Both hosts at once; nothing is asked twice, nothing can be resumed or undone.
# In the environment:
#   LOGIN, KEY, KNOWN_HOSTS   how to sign in; PASSWORD_FILE: sudo's password, one line
#   SERVER, SERVER_ADDRESS, AGENT, AGENT_ADDRESS
#   FILES          one line per file: local path, target, mode, sha256, with tabs between
#   DOCKER_ARCHIVE, PROOF_IMAGE, INSTALL_SCRIPT, IMAGE_LIST   targets on the host
#   FAIL_CGROUP_V1 "yes" where the kubelet must be told to accept cgroup v1
set -eu

work=$(mktemp -d)
end() {
  for address in "$SERVER_ADDRESS" "$AGENT_ADDRESS"; do
    ssh -q -o "ControlPath=$work/%h" -O exit "$LOGIN@$address" 2>/dev/null || :
  done
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

cat >"$work/ssh_config" <<END
Host *
  User $LOGIN
  IdentityFile $KEY
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile $KNOWN_HOSTS
  BatchMode yes
  LogLevel ERROR
  ControlMaster auto
  ControlPersist 60
  ControlPath $work/%h
END

on() {
  ssh -F "$work/ssh_config" "$@"
}

# The script on standard input, as root on host $1. -k: a remembered sign-in
# would leave the password's line to the shell.
as_root() {
  cat "$PASSWORD_FILE" - | on "$1" "sudo -k -S -p '' /bin/sh -eu -s"
}

# ADDRESS
prepare() {
  as_root "$1" <<'END'
mkdir -p /etc/modules-load.d /etc/sysctl.d
for module in overlay br_netfilter nf_conntrack vxlan; do
  echo $module >>/etc/modules-load.d/by-hand.conf
  modprobe $module 2>/dev/null || :
done
cat >/etc/sysctl.d/90-by-hand.conf <<SETTINGS
net.ipv4.ip_forward = 1
net.bridge.bridge-nf-call-iptables = 1
net.bridge.bridge-nf-call-ip6tables = 1
fs.inotify.max_user_instances = 1024
fs.inotify.max_user_watches = 65536
SETTINGS
sysctl -q -e -p /etc/sysctl.d/90-by-hand.conf >/dev/null 2>&1 || :
if [ -z "$(ip -4 route show default)" ]; then
  cat >/etc/systemd/system/by-hand-route.service <<'UNIT'
[Unit]
Description=Default route for a host without uplink
DefaultDependencies=no
After=local-fs.target systemd-modules-load.service network-pre.target
Before=network-online.target k3s.service k3s-agent.service docker.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'ip link add by-hand0 type dummy || ip link add by-hand0 type bridge'
ExecStart=/bin/sh -c 'ip link set by-hand0 up && ip -4 addr replace 203.0.113.254/31 dev by-hand0'
ExecStart=/bin/sh -c 'ip -4 route replace default via 203.0.113.255 dev by-hand0 metric 1000'

[Install]
WantedBy=multi-user.target
UNIT
  systemctl daemon-reload
  systemctl -q enable --now by-hand-route.service
fi
END
}

# ADDRESS: brings all files and puts them where they belong once their sums are right.
bring() {
  on "$1" 'mkdir -p by-hand'
  # shellcheck disable=SC2046 # paths of the bundle, without spaces
  scp -q -F "$work/ssh_config" $(cut -f 1 "$FILES") "$1:by-hand/"
  {
    cat <<END
cd ~$LOGIN/by-hand
END
    cat <<'END'
sum() {
  if command -v openssl >/dev/null; then
    openssl dgst -sha256 -r "$1"
  else
    sha256sum "$1"
  fi | cut -d ' ' -f 1
}
put() {
  [ "$(sum "$1")" = "$4" ] || { echo "$1 is altered"; exit 1; }
  mkdir -p "${2%/*}"
  chown root:root "$1"
  chmod "$3" "$1"
  sync "$1"
  mv "$1" "$2"
}
END
    while IFS="$(printf '\t')" read -r local target mode sum; do
      echo "put '${local##*/}' '$target' $mode $sum"
    done <"$FILES"
  } | as_root "$1"
}

docker_up() {
  {
    printf 'archive=%s login=%s\n' "$DOCKER_ARCHIVE" "$LOGIN"
    cat <<'END'
tar -xzf "$archive" -C /usr/local/bin --strip-components 1 --no-same-owner
groupadd --system docker
usermod -aG docker "$login"
mkdir -p /etc/docker
cat >/etc/docker/daemon.json <<'JSON'
{
  "log-driver": "json-file",
  "log-opts": { "max-size": "20m", "max-file": "3" },
  "live-restore": true
}
JSON
cat >/etc/systemd/system/containerd.service <<'UNIT'
[Unit]
Description=containerd container runtime
After=network.target local-fs.target

[Service]
Type=notify
ExecStart=/usr/local/bin/containerd
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
UNIT
cat >/etc/systemd/system/docker.socket <<'UNIT'
[Unit]
Description=Docker Socket for the API

[Socket]
ListenStream=/run/docker.sock
SocketMode=0660
SocketUser=root
SocketGroup=docker

[Install]
WantedBy=sockets.target
UNIT
cat >/etc/systemd/system/docker.service <<'UNIT'
[Unit]
Description=Docker Application Container Engine
After=network-online.target docker.socket containerd.service
Wants=network-online.target containerd.service
Requires=docker.socket

[Service]
Type=notify
ExecStart=/usr/local/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock
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
UNIT
systemctl daemon-reload
systemctl -q enable --now containerd.service docker.socket docker.service
docker version >/dev/null
END
  } | as_root "$1"
}

docker_proof() {
  as_root "$1" <<END
image=\$(docker load -q -i "$PROOF_IMAGE" | sed -n 's/^Loaded image: //p; s/^Loaded image ID: //p' | tail -n 1)
[ "\$(docker run --rm --pull=never --network none "\$image" echo hello)" = hello ]
END
}

# ADDRESS NAME ROLE: K3s laid down, not started.
k3s_laid() {
  token=$work/none
  : >"$token"
  [ "$3" = server ] || token=$work/token
  {
    cat <<END
address=$1 name=$2 role=$3 server=$SERVER_ADDRESS script=$INSTALL_SCRIPT cgroup=$FAIL_CGROUP_V1
token='$(cat "$token")'
END
    cat <<'END'
mkdir -p /etc/rancher/k3s
umask 077
device=$(ip -4 -o addr show | awk -v a="$address" '{ split($4, p, "/") } p[1] == a { print $2; exit }')
{
  echo "node-name: $name"
  echo "node-ip: $address"
  echo "flannel-iface: $device"
  if [ "$cgroup" = yes ]; then
    echo 'kubelet-arg: ["fail-cgroupv1=false"]'
  fi
  if [ "$role" = server ]; then
    echo 'write-kubeconfig-mode: "0600"'
    echo "tls-san: [$address]"
    echo 'cluster-cidr: 10.42.0.0/16'
    echo 'service-cidr: 10.43.0.0/16'
  else
    echo "server: https://$server:6443"
    echo "token: $token"
  fi
} >/etc/rancher/k3s/config.yaml
umask 022
INSTALL_K3S_SKIP_DOWNLOAD=true INSTALL_K3S_SKIP_START=true INSTALL_K3S_SKIP_SELINUX_RPM=true \
  INSTALL_K3S_EXEC=$role INSTALL_K3S_BIN_DIR=/usr/local/bin /bin/sh "$script" </dev/null >/dev/null
END
  } | as_root "$1"
}

server_up() {
  k3s_laid "$SERVER_ADDRESS" "$SERVER" server
  as_root "$SERVER_ADDRESS" <<'END'
systemctl start k3s
for try in $(seq 300); do
  [ "$(k3s kubectl get --raw=/readyz 2>/dev/null)" = ok ] && exit 0
  sleep 0.5
done
exit 1
END
  echo 'cat /var/lib/rancher/k3s/server/node-token' | as_root "$SERVER_ADDRESS" >"$work/token.new"
  mv "$work/token.new" "$work/token"
}

agent_up() {
  until [ -f "$work/token" ]; do
    [ ! -f "$work/failed" ] || exit 1
    sleep 0.2
  done
  k3s_laid "$AGENT_ADDRESS" "$AGENT" agent
  echo 'systemctl start k3s-agent' | as_root "$AGENT_ADDRESS"
}

# ADDRESS ROLE
host() {
  prepare "$1"
  bring "$1"
  docker_up "$1"
  "$2_up"
  docker_proof "$1"
}

# ADDRESS: waits until every image of the list is in K3s' containerd.
images() {
  as_root "$1" <<END
wanted=\$(grep -v '^#' "$IMAGE_LIST" | grep . | sed 's,^docker.io/,,' | sort -u)
for try in \$(seq 600); do
  k3s ctr images list -q 2>/dev/null | sed 's,^docker.io/,,' | sort -u >/run/by-hand-images
  [ -n "\$(printf '%s\n' "\$wanted" | comm -23 - /run/by-hand-images)" ] || exit 0
  sleep 0.5
done
exit 1
END
}

cluster() {
  as_root "$SERVER_ADDRESS" <<'END'
for try in $(seq 600); do
  ready=$(k3s kubectl get nodes --no-headers 2>/dev/null | awk '$2 == "Ready"' | wc -l)
  k3s kubectl -n kube-system get pods --no-headers >/run/by-hand-pods 2>/dev/null || :
  waiting=$(awk '{ split($2, n, "/") } $3 != "Completed" && !($3 == "Running" && n[1] == n[2])' /run/by-hand-pods | wc -l)
  if [ "$ready" = 2 ] && [ "$waiting" = 0 ]; then
    missing=no
    for name in coredns local-path-provisioner metrics-server traefik; do
      grep -q "^$name-" /run/by-hand-pods || missing=yes
    done
    [ $missing = yes ] || exit 0
  fi
  sleep 0.5
done
cat /run/by-hand-pods >&2
exit 1
END
}

# ROLE ADDRESS
in_background() {
  (
    trap '[ -f "$work/$1-done" ] || : >"$work/failed"' EXIT
    host "$2" "$1"
    : >"$work/$1-done"
  ) &
}

in_background server "$SERVER_ADDRESS"
in_background agent "$AGENT_ADDRESS"
wait
[ -f "$work/server-done" ] && [ -f "$work/agent-done" ]
cluster
images "$SERVER_ADDRESS"
images "$AGENT_ADDRESS"
echo "two nodes are ready"
