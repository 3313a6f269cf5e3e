# shellcheck shell=sh
# Modules and kernel settings that K3s and Docker want (facts B.4), now and after each start.
modules="overlay br_netfilter nf_conntrack vxlan"

wanted() {
  cat <<'END'
net.ipv4.ip_forward 1
net.bridge.bridge-nf-call-iptables 1
net.bridge.bridge-nf-call-ip6tables 1
fs.inotify.max_user_instances 1024
fs.inotify.max_user_watches 65536
END
}

path_of() {
  printf '/proc/sys/%s' "$(printf '%s' "$1" | tr . /)"
}

# Only what is there and lower: a host's own higher value stays.
lower() {
  wanted | while read -r key value; do
    path=$(path_of "$key")
    [ -e "$path" ] || continue
    [ "$(cat "$path")" -ge "$value" ] || printf '%s %s\n' "$key" "$value"
  done
}

modules_file() {
  for module in $modules; do
    printf '%s\n' "$module"
  done
}

settings_file() {
  wanted | sed 's/ / = /'
}

check() {
  modules_file | same /etc/modules-load.d/forecourt.conf 0644 || todo
  [ -f /etc/sysctl.d/90-forecourt.conf ] || todo
  [ -z "$(lower_essential)" ] || todo
}

lower_essential() {
  lower | grep '^net\.' || :
}

apply() {
  for module in $modules; do
    modprobe "$module" 2>/dev/null || echo "module $module: not loaded (built in, or not needed here)"
  done
  modules_file | place /etc/modules-load.d/forecourt.conf 0644 || :
  settings_file | place /etc/sysctl.d/90-forecourt.conf 0644 || :
  lower | while read -r key value; do
    path=$(path_of "$key")
    noted_value=$(sed -n "s/^own${tab}sysctl$tab$key$tab//p" "$base/ledger/$STEP" 2>/dev/null)
    [ -n "$noted_value" ] || note own sysctl "$key" "$(cat "$path")"
    if (printf '%s' "$value" >"$path") 2>/dev/null; then
      echo "$key = $value"
    else
      echo "$key stays at $(cat "$path"): the kernel does not let it be set here"
    fi
  done
}

verify() {
  [ -z "$(lower_essential)" ] || fail not-verified "step=$STEP" "reason=$(lower_essential | head -n 1)"
}

undo() {
  [ -f "$base/ledger/$STEP" ] || return 0
  sed -n "s/^own${tab}sysctl$tab//p" "$base/ledger/$STEP" | while IFS="$tab" read -r key value; do
    (printf '%s' "$value" >"$(path_of "$key")") 2>/dev/null || :
  done
  revert
}
