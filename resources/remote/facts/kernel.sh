# shellcheck shell=sh
# What the kernel can and how it is set; what guards the host.
control_groups() {
  if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
    string cgroup v2
    items controllers <<END
$(tr ' ' '\n' </sys/fs/cgroup/cgroup.controllers)
END
  elif awk '$3 == "cgroup" { seen = 1 } END { exit !seen }' /proc/mounts; then
    string cgroup v1
    items controllers <<END
$(awk '!/^#/ && $4 == 1 { print $1 }' /proc/cgroups 2>/dev/null)
END
  else
    # Nobody mounted them: OpenRC without its service.
    string cgroup none
    items controllers </dev/null
  fi
}

# working, available (can be loaded), missing, unknown (this kernel's modules are not on this disk).
modules() {
  folder=/lib/modules/$(uname -r)
  truth moduleFolder test -r "$folder/modules.dep"
  for name in overlay br_netfilter vxlan nf_conntrack iptable_nat nf_tables; do
    state=
    case $name in
      overlay) grep -qw overlay /proc/filesystems && state=working ;;
      br_netfilter) [ ! -e /proc/sys/net/bridge/bridge-nf-call-iptables ] || state=working ;;
      nf_conntrack) [ ! -e /proc/sys/net/netfilter/nf_conntrack_max ] || state=working ;;
    esac
    [ ! -d "/sys/module/$name" ] || state=working
    if [ -z "$state" ] && [ -r "$folder/modules.dep" ]; then
      if grep -qs "/$name\.ko" "$folder/modules.builtin"; then
        state=working
      elif grep -qs "/$name\.ko[.a-z0-9]*:" "$folder/modules.dep"; then
        state=available
      else
        state=missing
      fi
    fi
    printf 'o\tmodules\ts:name=%s\ts:state=%s\n' $name "${state:-unknown}"
  done
}

settings() {
  # Not with `read`: it takes byte by byte, and these files give their first byte only to that.
  (
    cd /proc/sys && grep -s '' net/ipv4/ip_forward net/ipv4/ip_local_port_range net/ipv4/conf/all/rp_filter \
      net/ipv4/conf/all/arp_ignore net/ipv4/conf/all/arp_filter net/netfilter/nf_conntrack_max \
      kernel/pid_max vm/overcommit_memory vm/panic_on_oom
  ) | awk '
    {
      at = index($0, ":")
      key = substr($0, 1, at - 1)
      value = substr($0, at + 1)
      gsub("/", ".", key)
      gsub("\t", " ", value)
      print "o\tsettings\ts:key=" key "\ts:value=" value
    }'
  # What would be laid over ours (90-forecourt.conf) at the next start.
  items forwardingOff <<END
$(for file in /etc/sysctl.conf /etc/sysctl.d/*.conf; do
    case ${file##*/} in
      9[1-9]*.conf | sysctl.conf) ;;
      [0-9]*.conf) continue ;;
    esac
    grep -lsE '^[[:space:]]*net[./]ipv4[./](ip_forward|conf[./]all[./]forwarding)[[:space:]]*=[[:space:]]*0' "$file"
  done)
END
  if [ -e /proc/sys/kernel/seccomp/actions_avail ]; then
    printf 'b\tseccomp\ttrue\n'
  else
    truth seccomp grep -q '^Seccomp:' /proc/self/status
  fi
}

guards() {
  if there getenforce; then
    case $(getenforce) in
      Enforcing) string selinux enforcing ;;
      Permissive) string selinux permissive ;;
      *) string selinux disabled ;;
    esac
  else
    string selinux absent
  fi
  if there rpm; then truth k3sSelinuxPolicy rpm -q k3s-selinux; else truth k3sSelinuxPolicy false; fi
  if first /sys/module/apparmor/parameters/enabled; then
    truth appArmor test "$value" = Y
  else
    truth appArmor false
  fi
  truth appArmorParser there apparmor_parser
  truth kysec test -e /sys/kernel/security/kysec -o -e /etc/kysec
}
