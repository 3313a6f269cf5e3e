# shellcheck shell=sh
# NetworkManager leaves the cluster's devices alone.
file=/etc/NetworkManager/conf.d/90-forecourt.conf

content() {
  cat <<'END'
[keyfile]
unmanaged-devices=interface-name:cni0;interface-name:flannel*;interface-name:veth*;interface-name:forecourt*
END
}

reload() {
  if systemctl is-active -q NetworkManager; then systemctl reload NetworkManager; fi
}

check() {
  content | same "$file" 0644 || todo
}

apply() {
  if content | place "$file" 0644; then reload; fi
}

verify() {
  check
}

undo() {
  [ -f "$base/ledger/$STEP" ] || return 0
  revert
  reload
}
