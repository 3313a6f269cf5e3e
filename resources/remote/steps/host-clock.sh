# shellcheck shell=sh
# NOW: seconds since 1970 on the laptop as this was sent. Before the first start: certificates that are
# made in a wrong time stay invalid. What was wrong is not put back.
off() {
  difference=$(($(date +%s) - NOW))
  [ $difference -lt 0 ] && difference=$((-difference))
  [ $difference -gt 60 ]
}

check() {
  if off; then todo; fi
}

apply() {
  date -u -s "@$NOW" >/dev/null || fail not-verified "step=$STEP" "reason=the clock cannot be set"
  # The battery's clock, so that the next start begins with the right time. Not every machine has one.
  if command -v hwclock >/dev/null 2>&1 && { [ -e /dev/rtc ] || [ -e /dev/rtc0 ]; }; then
    hwclock --systohc 2>/dev/null || echo "the hardware's clock was not set"
  fi
}

verify() {
  if off; then fail not-verified "step=$STEP" "reason=the clock is off by $difference s"; fi
}

undo() {
  :
}
