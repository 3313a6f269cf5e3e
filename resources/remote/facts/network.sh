# shellcheck shell=sh
# Addresses, routes, ports, names, firewalls.
network() {
  if there ip; then
    ip -4 -o addr show 2>/dev/null | awk '
      $2 != "lo" && $2 !~ /^(cni|flannel|docker|veth|forecourt)/ {
        print "o\tnetworks\ts:address=" $4 "\ts:interface=" $2 "\tb:dynamic=" (/ dynamic /  ? "true" : "false")
      }
      END { print "o\tnetworks" }'
    ip -o link show 2>/dev/null | awk -F ': ' '
      {
        name = $2
        sub(/@.*/, "", name)
        if (name ~ /^(cni0|flannel|cali|cilium|kube-|weave|nodelocaldns)/) print "l\tclusterLinks\t" name
        else if (name !~ /^(lo|veth|docker|br-|forecourt)/ && match($3, /mtu [0-9]+/))
          print "o\tdevices\ts:name=" name "\tn:mtu=" substr($3, RSTART + 4, RLENGTH - 4)
      }
      END { print "l\tclusterLinks\t"; print "o\tdevices" }'
    items defaultRoutes <<END
$(ip -4 route show default 2>/dev/null)
END
    string routeSource "$(ip -4 route get 203.0.113.1 2>/dev/null | sed -n 's/.* src \([0-9.]*\).*/\1/p')"
  fi
  for file in /sys/class/net/*/speed; do
    if first "$file" 2>/dev/null && [ "$value" -gt 0 ] 2>/dev/null; then
      name=${file%/speed}
      name=${name##*/}
      case $name in
        veth* | docker* | br-* | cni* | flannel* | forecourt*) ;;
        *) printf 'o\tspeeds\ts:name=%s\tn:megabits=%s\n' "$name" "$value" ;;
      esac
    fi
  done
  printf 'o\tspeeds\n'
}

ports() {
  there ss || return 0
  ss -lntup 2>/dev/null | awk '
    $1 == "tcp" || $1 == "udp" {
      port = $5
      sub(/.*:/, "", port)
      if (port !~ /^[0-9]+$/) next
      program = ""
      if (match($0, /\(\("[^"]*"/)) program = substr($0, RSTART + 3, RLENGTH - 4)
      address = $5
      sub(/:[0-9]+$/, "", address)
      print "o\tlistening\tn:port=" port "\ts:protocol=" $1 "\ts:program=" program "\ts:address=" address
    }
    END { print "o\tlistening" }'
}

names() {
  if [ -r /etc/resolv.conf ]; then
    printf 'l\tnameServers\t\nl\tsearchDomains\t\n'
    awk '
      $1 == "nameserver" { print "l\tnameServers\t" $2 }
      $1 == "search" { for (i = 2; i <= NF; i++) print "l\tsearchDomains\t" $i }' /etc/resolv.conf
  fi
  # Names only: a proxy's address may hold a password.
  items proxies <<END
$(cat /etc/environment /etc/profile.d/*.sh /etc/systemd/system.conf /etc/systemd/system.conf.d/*.conf 2>/dev/null |
    grep -ioE '(https?|all)_proxy=.' | cut -d = -f 1 | tr '[:lower:]' '[:upper:]' | sort -u)
END
}

# In the order of the names: what `is-active` says of each.
watched="firewalld ufw nftables iptables netfilter-persistent NetworkManager chronyd chrony ntpd ntp ntpsec
systemd-timesyncd openntpd fapolicyd snap.docker.dockerd docker containerd packagekit auditd"

services() {
  [ -d /run/systemd/system ] || return 0
  # shellcheck disable=SC2086
  states=$(systemctl is-active $watched 2>/dev/null)
  # shellcheck disable=SC2086
  set -- $states
  items activeUnits <<END
$(for unit in $watched; do
    case ${1:-} in
      active | activating | reloading) printf '%s\n' "$unit" ;;
    esac
    [ $# -eq 0 ] || shift
  done)
END
  cloud=
  for folder in /usr/lib/systemd/system /lib/systemd/system /etc/systemd/system; do
    for unit in nm-cloud-setup.service nm-cloud-setup.timer; do
      [ ! -e "$folder/$unit" ] || cloud="$cloud $unit"
    done
  done
  if [ -n "$cloud" ]; then
    # shellcheck disable=SC2086
    truth cloudSetup sh -c 'systemctl is-enabled "$@" | grep -qx enabled' sh $cloud
  else
    truth cloudSetup false
  fi
  truth networkManagerSpares grep -rqsE 'unmanaged-devices.*(flannel|cni)' /etc/NetworkManager /usr/lib/NetworkManager/conf.d
}

firewall() {
  if there iptables; then
    string iptables "$(iptables -V 2>/dev/null)"
    [ ! -r /proc/net/ip_tables_names ] || truth legacyTables grep -q . /proc/net/ip_tables_names
    if [ -n "$root" ] && rules=$(timeout 2 iptables -S 2>/dev/null); then
      truth inputDropped grep -qx -- '-P INPUT DROP' <<END
$rules
END
      truth kubeChains grep -q -- '^-N KUBE-' <<END
$rules
END
    fi
  else
    string iptables ""
  fi
}
