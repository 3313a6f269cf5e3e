# shellcheck shell=sh
# nm-cloud-setup adds routes of its own, by which pods lose their network (facts B.5).
units="nm-cloud-setup.service nm-cloud-setup.timer"

enabled() {
  for unit in $units; do
    if systemctl is-enabled -q "$unit" 2>/dev/null || systemctl is-active -q "$unit"; then
      printf '%s\n' "$unit"
    fi
  done
}

check() {
  [ -z "$(enabled)" ] || todo
}

apply() {
  enabled | while read -r unit; do
    systemctl is-enabled -q "$unit" 2>/dev/null && note own enabled "$unit"
    systemctl is-active -q "$unit" && note own active "$unit"
    systemctl -q disable --now "$unit"
  done
}

verify() {
  [ -z "$(enabled)" ] || fail not-verified "step=$STEP" "reason=$(enabled | tr '\n' ' ')"
}

undo() {
  [ -f "$base/ledger/$STEP" ] || return 0
  while IFS="$tab" read -r _ what unit; do
    case $what in
      enabled) systemctl -q enable "$unit" ;;
      active) systemctl --no-block start "$unit" ;;
    esac
  done <"$base/ledger/$STEP"
  revert
}
