# shellcheck shell=sh
# ROLE: server or agent. JOINS: yes where it joins another server. SECONDS_AT_MOST: how long the first start may take. VERSION: what must be running.
# Never a blocking start: with Type=notify and no time-out it would wait for ever (facts A.9).
[ "$ROLE" = server ] && unit=k3s || unit=k3s-agent

# What a node says for as long as it will never be let in (facts A.12, A.15).
refusal='token CA hash does not match|invalid token|401 Unauthorized|not authorized|CA cert validation failed|Node password rejected'

hopeless() {
  [ "$JOINS" = yes ] && [ "$(grep -cE "$refusal" "$journal")" -ge 2 ]
}

check() {
  systemctl is-active -q $unit || todo
  ! marked k3s-restart yes || todo
  marked k3s-version "$VERSION" || todo
}

# The line that tells why, in K3s' own words; the first of the known ones, else the last fatal one.
cause() {
  known='cgroup v1|memory cgroup|no default routes|unable to select an IP|duplicate hostname|bootstrap data already found|etcd disabled|not a member of the etcd cluster|time isn.t set properly|has expired or is not yet valid|RFC 1123|address already in use|critical configuration value mismatch|exec format error|flag provided but not defined'
  line=$(grep -E "$refusal|$known" "$journal" | tail -n 1)
  [ -n "$line" ] || line=$(grep -E 'level=(fatal|error)|atal' "$journal" | tail -n 1)
  [ -n "$line" ] || line=$(grep -v '^[[:space:]]*$' "$journal" | tail -n 1)
  printf '%s' "$line" | cut -c 1-300
}

readyz() {
  /usr/local/bin/k3s kubectl get --raw=/readyz
}

# Active means that the API answers; its own start-up work takes a small machine longer.
wait_ready() {
  until [ "$(readyz 2>/dev/null)" = ok ]; do
    [ "$(date +%s)" -lt "$1" ] || fail k3s-start-failed "reason=$(readyz 2>&1 | tail -n 1)"
    sleep 1
  done
}

apply() {
  deadline=$(($(date +%s) + SECONDS_AT_MOST))
  journal_start $unit.service
  systemctl reset-failed $unit 2>/dev/null || :
  if systemctl is-active -q $unit && { marked k3s-restart yes || ! marked k3s-version "$VERSION"; }; then
    systemctl --no-block restart $unit
  elif [ "$(systemctl is-active $unit)" = activating ] && marked k3s-restart yes; then
    systemctl --no-block restart $unit
  else
    systemctl --no-block start $unit
  fi
  sleep 0.2
  wait_unit $unit.service "$SECONDS_AT_MOST"
  ended=$?
  if [ $ended != 0 ]; then
    reason=$(cause)
    # Left standing still, not restarting for ever: the next try starts it again.
    systemctl stop $unit
    if grep -qE "$refusal" "$journal"; then
      fail join-refused "reason=$reason"
    fi
    [ $ended = 2 ] && fail timed-out "step=$STEP" "seconds=$SECONDS_AT_MOST"
    fail k3s-start-failed "reason=$reason"
  fi
  journal_done $unit.service
  [ "$ROLE" = agent ] || wait_ready "$deadline"
  mark k3s-version "$VERSION"
  unmark k3s-restart
}

verify() {
  systemctl is-active -q $unit || fail not-verified "step=$STEP" "reason=$unit is not active"
  [ "$ROLE" = agent ] || [ "$(readyz 2>/dev/null)" = ok ] || fail k3s-start-failed "reason=$(readyz 2>&1 | tail -n 1)"
}

undo() {
  revert
}
