# shellcheck shell=sh
# K3s needs a default route on every node (facts A.5). Where the site has none, one over a dummy
# interface, from the documented address range, brought back at each start before K3s and Docker.
unit=/etc/systemd/system/forecourt-route.service

unit_file() {
  cat <<'END'
[Unit]
Description=Default route for a host without uplink, as K3s needs one
DefaultDependencies=no
After=local-fs.target systemd-modules-load.service network-pre.target
Before=network-online.target k3s.service k3s-agent.service docker.service
Wants=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
# A kernel without dummy interfaces has bridges: one without ports serves as well.
ExecStart=-/bin/sh -c 'ip link show forecourt0 >/dev/null 2>&1 || ip link add forecourt0 type dummy || ip link add forecourt0 type bridge'
ExecStart=/bin/sh -c 'ip link set forecourt0 up'
ExecStart=/bin/sh -c 'ip -4 addr replace 203.0.113.254/31 dev forecourt0'
ExecStart=/bin/sh -c 'ip -4 route replace default via 203.0.113.255 dev forecourt0 metric 1000'
ExecStop=-/bin/sh -c 'ip link del forecourt0'

[Install]
WantedBy=multi-user.target
END
}

has_route() {
  [ -n "$(ip -4 route show default)" ]
}

check() {
  if [ -f "$unit" ]; then
    unit_file | same "$unit" 0644 || todo
    systemctl is-enabled -q forecourt-route.service || todo
  fi
  has_route || todo
}

apply() {
  unit_file | place "$unit" 0644 || :
  note new /etc/systemd/system/multi-user.target.wants/forecourt-route.service
  systemctl daemon-reload
  systemctl -q enable forecourt-route.service
  systemctl restart forecourt-route.service
}

verify() {
  has_route || fail not-verified "step=$STEP" "reason=no default route"
}

undo() {
  [ -f "$base/ledger/$STEP" ] || return 0
  systemctl -q disable --now forecourt-route.service 2>/dev/null || :
  ip link del forecourt0 2>/dev/null || :
  revert
  systemctl daemon-reload
}
