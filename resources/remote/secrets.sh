# shellcheck shell=sh
# Prints the secrets that K3s keeps on this host, one a line, so that they can be masked wherever they
# turn up. Its answer is kept nowhere.
k3s=/var/lib/rancher/k3s/server
for file in $k3s/token $k3s/node-token $k3s/agent-token /etc/rancher/node/password; do
  if [ -r "$file" ]; then
    cat "$file"
    echo
  fi
done
for file in /etc/systemd/system/k3s.service.env /etc/systemd/system/k3s-agent.service.env; do
  if [ -r "$file" ]; then
    sed -n 's/^K3S_\(AGENT_\)\{0,1\}TOKEN=//p' "$file"
  fi
done
for file in /etc/rancher/k3s/config.yaml /etc/rancher/k3s/config.yaml.d/*.yaml; do
  if [ -r "$file" ]; then
    sed -n 's/^ *"\{0,1\}[a-z0-9-]*\(token\|secret\|password\|key\)"\{0,1\} *: *//p' "$file"
  fi
done
if [ -r /etc/rancher/k3s/k3s.yaml ]; then
  sed -n 's/^ *client-key-data: *//p' /etc/rancher/k3s/k3s.yaml
fi
exit 0
