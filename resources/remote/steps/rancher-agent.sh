# shellcheck shell=sh
# Rancher's agent in the cluster. SERVER: where it connects. IMAGE: its image. TOKEN_DIGEST: sha256 of its token.
# NAME: the server's name. ADDRESS: the address that pods are to find under it, "" where they find it themselves.
# PROXIED: whether the agent leaves finding the name to a proxy. ALL: take away also what was there before.
# The manifest, a secret, comes on standard input and goes into no file.
k() {
  /usr/local/bin/k3s kubectl "$@"
}

agent() {
  k -n cattle-system get deployment cattle-cluster-agent --ignore-not-found -o "jsonpath=$1" 2>/dev/null
}

env_of() {
  agent "{.spec.template.spec.containers[0].env[?(@.name==\"$1\")].value}"
}

digest_of_token() {
  name=$(env_of CATTLE_CREDENTIAL_NAME)
  [ -n "$name" ] || return 0
  k -n cattle-system get secret "$name" --ignore-not-found -o 'jsonpath={.data.token}' 2>/dev/null |
    base64 -d 2>/dev/null | sha256sum | cut -d ' ' -f 1
}

# Pods ask the cluster's name server, which asks those of the host; none of them reads the host's /etc/hosts.
alias_wanted() {
  if [ -n "$ADDRESS" ]; then
    printf '%s' "$ADDRESS"
    return 0
  fi
  [ "$PROXIED" = yes ] && return 0
  case $NAME in
    *[!0-9.]*) ;;
    *) return 0 ;;
  esac
  timeout 10 getent -s dns hosts "$NAME" >/dev/null 2>&1 && return 0
  timeout 10 getent ahostsv4 "$NAME" 2>/dev/null | awk 'NR == 1 { printf "%s", $1 }'
}

check() {
  [ "$(env_of CATTLE_SERVER)" = "$SERVER" ] || todo
  [ "$(digest_of_token)" = "$TOKEN_DIGEST" ] || todo
  [ "$(agent '{.spec.template.spec.hostAliases[0].ip}')" = "$(alias_wanted)" ] || todo
}

# Rancher's webhooks outlive Rancher's webhook server: then no namespace can be made or changed any more.
drop_dead_webhooks() {
  [ -z "$(k -n cattle-system get service rancher-webhook --ignore-not-found -o name 2>/dev/null)" ] || return 0
  drop_webhooks
}

drop_webhooks() {
  for kind in validatingwebhookconfiguration mutatingwebhookconfiguration; do
    k delete "$kind" rancher.cattle.io --ignore-not-found --timeout=60s
  done
}

# Waits until a namespace that is being removed is gone. Rancher holds its own with a finalizer that it takes away
# only over a connection; without one, they would stay for ever.
await_gone() {
  for _ in $(seq 60); do
    phase=$(k get namespace "$1" --ignore-not-found -o 'jsonpath={.status.phase}')
    [ "$phase" = Terminating ] || return 0
    echo "the namespace $1 is still being removed"
    k patch namespace "$1" --type merge -p '{"metadata":{"finalizers":null}}' >/dev/null 2>&1 || :
    sleep 2
  done
  fail agent-failed "reason=the namespace $1 stays in Terminating"
}

# The image that the bundle brought, under the name of the registry that Rancher wants it from.
name_image() {
  images=$(/usr/local/bin/k3s ctr images list -q)
  case $IMAGE in
    *.*/*/* | *:*/*) full=$IMAGE ;;
    *) full=docker.io/$IMAGE ;;
  esac
  printf '%s\n' "$images" | grep -qxF "$full" && return 0
  plain=docker.io/rancher/${IMAGE##*/}
  if printf '%s\n' "$images" | grep -qxF "$plain"; then
    /usr/local/bin/k3s ctr images tag "$plain" "$full"
  else
    echo "the image $IMAGE is not on this host: it has to come over the uplink"
  fi
}

apply() {
  drop_dead_webhooks
  await_gone cattle-system
  before=$(env_of CATTLE_SERVER)
  same=$(digest_of_token)
  [ -n "$(k get namespace cattle-system --ignore-not-found -o name)" ] || note own namespace cattle-system
  name_image
  said=$(k apply -f - 2>&1) ||
    fail agent-failed "reason=$(printf '%s' "$said" | tail -n 1 | cut -c 1-300)"
  printf '%s\n' "$said"
  address=$(alias_wanted)
  aliases=null
  [ -z "$address" ] || aliases="[{\"ip\":\"$address\",\"hostnames\":[\"$NAME\"]}]"
  # Beside the manifest, so that Rancher's own updates of the agent leave it alone.
  patch="{\"spec\":{\"template\":{\"spec\":{\"hostAliases\":$aliases}}}}"
  # One that was there and is applied again the same would go on with what it cannot use any more.
  if [ -n "$before" ] && [ "$same" = "$TOKEN_DIGEST" ]; then
    patch="{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"forecourt.org/again\":\"$(date +%s)\"}},\"spec\":{\"hostAliases\":$aliases}}}}"
  fi
  k -n cattle-system patch deployment cattle-cluster-agent --type merge -p "$patch" ||
    fail agent-failed "reason=the deployment cattle-cluster-agent could not be changed"
}

verify() {
  [ "$(env_of CATTLE_SERVER)" = "$SERVER" ] && [ "$(digest_of_token)" = "$TOKEN_DIGEST" ] ||
    fail not-verified "step=$STEP" "reason=the agent is not the one that was applied"
}

# Everything that Rancher's agent brings, also what Rancher installed through it later.
undo() {
  if { [ "$ALL" = yes ] || [ -f "$base/ledger/$STEP" ]; } && [ -x /usr/local/bin/k3s ]; then
    drop_webhooks
    for each in cattle-fleet-system cattle-impersonation-system cattle-system; do
      k delete namespace "$each" --ignore-not-found --wait=false
    done
    for each in cattle-fleet-system cattle-impersonation-system cattle-system; do
      await_gone "$each"
    done
    for each in cattle-admin-binding proxy-role-binding-kubernetes-master; do
      k delete clusterrolebinding "$each" --ignore-not-found
    done
    for each in cattle-admin proxy-clusterrole-kubeapiserver; do
      k delete clusterrole "$each" --ignore-not-found
    done
    if systemctl is-active -q k3s && [ -n "$(k get namespace cattle-system --ignore-not-found -o name)" ]; then
      fail agent-failed "reason=the namespace cattle-system could not be removed"
    fi
  fi
  revert
}

# How it is, for whoever follows: its pods, and what the agent itself says. Part of its token is in one line.
follow() {
  k -n cattle-system get pods -o 'jsonpath={.items[*].status.containerStatuses[0].state.waiting.reason}' 2>/dev/null
  echo
  k -n cattle-system logs deployment/cattle-cluster-agent --tail=12 2>/dev/null |
    sed 's/\(token starting with \).*/\1…"/' | cut -c 1-400
}

# For status: where it connects, and whether it runs.
report() {
  printf '%s\n' "$(env_of CATTLE_SERVER)"
  follow
}
