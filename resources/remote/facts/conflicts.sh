# shellcheck shell=sh
# What others left here. What this app brought is no trace of somebody else's.
ledger=/var/lib/forecourt/ledger
if [ -d /var/lib/forecourt ] && [ ! -r /var/lib/forecourt ]; then hidden=yes; else hidden=; fi

ours() {
  cat "$ledger"/* 2>/dev/null | awk -F '\t' -v path="$1" '$2 == path { found = 1 } END { exit !found }'
}

traces() {
  for path in "$@"; do
    if [ -e "$path" ] && ! ours "$path"; then
      printf '%s\n' "$path"
    fi
  done
}

k3s_is_ours() {
  ours /etc/systemd/system/k3s.service || ours /etc/systemd/system/k3s-agent.service
}

k3s_traces() {
  k3s_is_ours && return
  traces /usr/local/bin/k3s /opt/bin/k3s /usr/bin/k3s /etc/systemd/system/k3s.service \
    /etc/systemd/system/k3s-agent.service /etc/init.d/k3s /etc/init.d/k3s-agent \
    /var/lib/rancher/k3s/agent/kubelet.kubeconfig
  if [ -e /etc/rancher/k3s/config.yaml ]; then traces /etc/rancher/k3s/config.yaml; fi
}

k3s_remains() {
  k3s_is_ours && return
  traces /var/lib/rancher/k3s/server/db /var/lib/rancher/k3s/server/token /etc/rancher/node/password
}

kubernetes_traces() {
  traces /etc/kubernetes/admin.conf /etc/kubernetes/kubelet.conf /usr/bin/kubeadm \
    /etc/rancher/rke2 /var/lib/rancher/rke2 /etc/systemd/system/rancher-system-agent.service \
    /var/snap/microk8s /usr/local/bin/k0s /var/lib/k0s /etc/kubeedge /etc/systemd/system/edgecore.service \
    /var/lib/minikube
  if [ -e /var/lib/kubelet/config.yaml ]; then traces /var/lib/kubelet/config.yaml; fi
}

docker_there() {
  docker_path=$(command -v dockerd || command -v docker || command -v podman-docker) || return 0
  ours "$docker_path" && return 0
  docker_version=$("$docker_path" --version 2>/dev/null)
  docker_version=${docker_version%%"$nl"*}
  string dockerPath "$docker_path"
  string docker "${docker_version:-$docker_path}"
}

others() {
  truth ledgerHidden test -n "$hidden"
  string docker ""
  string dockerPath ""
  if [ -z "$hidden" ]; then
    items k3s <<END
$(k3s_traces)
END
    items k3sRemains <<END
$(k3s_remains)
END
    items kubernetes <<END
$(kubernetes_traces)
END
    docker_there
  else
    printf 'l\tk3s\t\nl\tk3sRemains\t\nl\tkubernetes\t\n'
  fi
  truth snapDocker test -e /snap/docker -o -e /var/snap/docker
  items cniFiles <<END
$(for file in /etc/cni/net.d/*.conf /etc/cni/net.d/*.conflist; do [ ! -e "$file" ] || printf '%s\n' "$file"; done)
END
  if there k3s && [ -z "$hidden" ]; then
    string k3sVersion "$(timeout 2 k3s --version 2>/dev/null | awk 'NR == 1 { print $3 }')"
  else
    string k3sVersion ""
  fi
  # As long as it is ours: which Docker runs, to see a step back before it is made.
  if there dockerd && [ -z "$hidden" ]; then
    string dockerVersion "$(dockerd --version 2>/dev/null | sed -n 's/.*version \([0-9.]*\).*/\1/p')"
  else
    string dockerVersion ""
  fi
  last=
  if first /var/lib/forecourt/last-run; then last=$value; fi
  string lastRun "$last"
}
