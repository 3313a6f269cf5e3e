# shellcheck shell=sh
# Prints what this host is, as JSON, and changes nothing. Plain POSIX sh: dash, busybox ash, bash.
# SINCE: nothing. The paths whose free space is wanted: PATHS, one per line.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin"

text() {
  printf '"%s"' "$(printf '%s' "$1" | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g')"
}

truth() {
  if "$@" >/dev/null 2>&1; then printf true; else printf false; fi
}

# list < lines: a JSON array of the lines as strings.
list() {
  separator=
  printf '['
  while IFS= read -r line; do
    [ -n "$line" ] || continue
    printf '%s' "$separator"
    text "$line"
    separator=,
  done
  printf ']'
}

os() {
  # shellcheck disable=SC1091
  [ -r /etc/os-release ] && . /etc/os-release
  printf '{"id":%s,"version":%s,"name":%s}' "$(text "${ID:-}")" "$(text "${VERSION_ID:-}")" "$(text "${PRETTY_NAME:-}")"
}

free() {
  separator=
  printf '{'
  printf '%s\n' "$PATHS" | while IFS= read -r path; do
    folder=$path
    while [ ! -d "$folder" ]; do folder=$(dirname -- "$folder"); done
    printf '%s%s:%s' "$separator" "$(text "$path")" \
      "$(df -Pk -- "$folder" | awk 'NR == 2 { printf "{\"bytes\":%.0f,\"mount\":\"%s\"}", $4 * 1024, $6 }')"
    separator=,
  done
  printf '}'
}

networks() {
  ip -4 -o addr show 2>/dev/null | awk '
    BEGIN { printf "[" }
    $2 != "lo" && $2 !~ /^(cni|flannel|docker|veth|forecourt)/ {
      printf "%s{\"address\":\"%s\",\"interface\":\"%s\"}", separator, $4, $2
      separator = ","
    }
    END { printf "]" }'
}

selinux() {
  if ! command -v getenforce >/dev/null 2>&1; then
    printf '"absent"'
    return
  fi
  case $(getenforce) in
    Enforcing) printf '"enforcing"' ;;
    Permissive) printf '"permissive"' ;;
    *) printf '"disabled"' ;;
  esac
}

listening() {
  separator=
  printf '['
  { ss -Hlntp 2>/dev/null || ss -lntp 2>/dev/null | sed 1d; } | while read -r _ _ _ address _ users; do
    port=${address##*:}
    case $port in '' | *[!0-9]*) continue ;; esac
    program=$(printf '%s' "$users" | sed -n 's/.*(("\([^"]*\)".*/\1/p')
    printf '%s{"port":%s,"program":%s}' "$separator" "$port" "$(text "$program")"
    separator=,
  done
  printf ']'
}

# What this app brought is no trace of somebody else's.
ours() {
  cat /var/lib/forecourt/ledger/* 2>/dev/null | awk -F '\t' -v path="$1" '$2 == path { found = 1 } END { exit !found }'
}

traces() {
  for path in "$@"; do
    if [ -e "$path" ] && ! ours "$path"; then
      printf '%s\n' "$path"
    fi
  done
}

k3s_traces() {
  ours /etc/systemd/system/k3s.service && return
  ours /etc/systemd/system/k3s-agent.service && return
  traces /usr/local/bin/k3s /opt/bin/k3s /usr/bin/k3s /etc/systemd/system/k3s.service \
    /etc/systemd/system/k3s-agent.service /etc/init.d/k3s /etc/init.d/k3s-agent \
    /var/lib/rancher/k3s/server/token /var/lib/rancher/k3s/agent/kubelet.kubeconfig
  if [ -e /etc/rancher/k3s/config.yaml ]; then traces /etc/rancher/k3s/config.yaml; fi
}

kubernetes_traces() {
  traces /etc/kubernetes/admin.conf /etc/kubernetes/kubelet.conf /etc/rancher/rke2 /var/lib/rancher/rke2 \
    /etc/systemd/system/rancher-system-agent.service /usr/bin/kubeadm /var/snap/microk8s \
    /usr/local/bin/k0s /var/lib/k0s /etc/kubeedge /etc/systemd/system/edgecore.service
  if [ -e /var/lib/kubelet/config.yaml ]; then traces /var/lib/kubelet/config.yaml; fi
}

docker_there() {
  found=$(command -v dockerd || command -v docker || command -v podman-docker) || return 0
  ours "$found" && return 0
  version=$("$found" --version 2>/dev/null | head -n 1)
  printf '%s' "${version:-$found}"
}

missing() {
  for tool in awk cat cmp cut date dd df find grep head id ip mktemp mv sed sha256sum ss stat systemctl tail tar tr; do
    command -v $tool >/dev/null 2>&1 || printf '%s\n' $tool
  done
}

dmi() {
  text "$(cat "/sys/class/dmi/id/$1" 2>/dev/null)"
}

# Whole disks, not partitions; loop, ram and the like are no hardware.
disks() {
  separator=
  printf '['
  for disk in /sys/block/*; do
    [ -e "$disk/size" ] || continue
    case ${disk##*/} in loop* | ram* | zram* | dm-* | md* | sr* | fd* | nbd*) continue ;; esac
    printf '%s{"name":%s,"model":%s,"bytes":%s}' "$separator" "$(text "${disk##*/}")" \
      "$(text "$(cat "$disk/device/model" 2>/dev/null)")" "$(awk '{ printf "%.0f", $1 * 512 }' "$disk/size")"
    separator=,
  done
  printf ']'
}

memory=$(awk '/^MemTotal:/ { printf "%.0f", $2 * 1024 }' /proc/meminfo)
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then cgroup=v2; else cgroup=v1; fi

printf '{"kernel":%s,"machine":%s,"release":%s,"os":%s,"hostName":%s,"bootId":%s,"systemd":%s' \
  "$(text "$(uname -s)")" "$(text "$(uname -m)")" "$(text "$(uname -r)")" "$(os)" \
  "$(text "$(cat /proc/sys/kernel/hostname)")" "$(text "$(cat /proc/sys/kernel/random/boot_id)")" \
  "$(truth test -d /run/systemd/system)"
printf ',"cpus":%s,"memory":%s,"free":%s,"cgroup":"%s","defaultRoute":%s,"networks":%s' \
  "$(grep -c '^processor' /proc/cpuinfo)" "$memory" "$(free)" "$cgroup" \
  "$(truth test -n "$(ip -4 route show default 2>/dev/null)")" \
  "$(networks)"
printf ',"selinux":%s,"k3sSelinuxPolicy":%s,"firewalld":%s,"ufw":%s,"listening":%s' \
  "$(selinux)" "$(truth rpm -q k3s-selinux)" "$(truth systemctl is-active -q firewalld)" \
  "$(truth systemctl is-active -q ufw)" "$(listening)"
printf ',"k3s":%s,"kubernetes":%s,"docker":%s,"missingTools":%s,"lastRun":%s' \
  "$(k3s_traces | list)" "$(kubernetes_traces | list)" "$(text "$(docker_there)")" "$(missing | list)" \
  "$(text "$(cat /var/lib/forecourt/last-run 2>/dev/null)")"
printf ',"hardware":{"vendor":%s,"model":%s,"serial":%s,"cpu":%s,"disks":%s}' \
  "$(dmi sys_vendor)" "$(dmi product_name)" "$(dmi product_serial)" \
  "$(text "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)")" "$(disks)"
printf ',"clock":%s}\n' "$(date +%s)"
