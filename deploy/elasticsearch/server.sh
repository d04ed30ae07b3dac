#!/bin/bash
# A real Elasticsearch 8 on this machine's loopback, for tests, benches and trials; production has its own cluster.
#
#   server.sh start        start the nodes, wait until they answer, print the lines to export
#   server.sh environment  print these lines again:  eval "$(deploy/elasticsearch/server.sh environment)"
#   server.sh kill I       kill -9 node I (1 to ES_NODES); `server.sh revive I` starts it again with its data
#   server.sh status       the cluster's health, or exit status 1 when nothing answers
#   server.sh stop         stop every node; `server.sh wipe` removes their data as well
#
#   ES_PORT=9200           HTTP port of the first node; the next ones follow, and they talk to each other 100 ports above
#   ES_NODES=1             3 makes a cluster
#   ES_SECURITY=false      true: HTTPS under an authority made up for the occasion, and an API key for our indices only
#   ES_HEAP=512m           memory of each node's heap; a node takes about twice that
#   ES_JAVA_OPTS=…         more options for Java: -XX:TieredStopAtLevel=1 halves the processor time of a server that lives
#                          a quarter of an hour, and slows one that is measured
#   ES_DIR=…               where the program and the data are kept
#   ES_FROM=…              "docker" or "package"; by default docker where its engine answers
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

version=8.19.8
port=${ES_PORT:-9200}
nodes=${ES_NODES:-1}
secured=${ES_SECURITY:-false}
heap=${ES_HEAP:-512m}
java_options=${ES_JAVA_OPTS:-}
if [ "$(id -u)" = 0 ]; then cache=/var/cache; else cache=${XDG_CACHE_HOME:-$HOME/.cache}; fi
home=${ES_DIR:-$cache/faire-avec-elasticsearch}
state=$home/$port # several servers stand side by side, each under the number of its port
patience=300      # seconds, for the first answer of a busy machine

say() { printf '%s\n' "$*" >&2; }
fail() { say "Elasticsearch : $*"; exit 1; }
each_node() { seq "$nodes"; }

# shellcheck source=deploy/elasticsearch/trust.sh
. "$here/trust.sh"

choose_origin() { # where the program comes from, the same for the whole life of a server
  local origin
  if [ -s "$state/origin" ]; then origin=$(<"$state/origin")
  elif [ -n "${ES_FROM:-}" ]; then origin=$ES_FROM
  elif command -v docker >/dev/null && timeout 20 docker info >/dev/null 2>&1; then origin=docker
  else origin=package; fi
  case $origin in docker | package) . "$here/$origin.sh" ;; *) fail "ES_FROM vaut docker ou package, pas « $origin »." ;; esac
  chosen=$origin
}

shared_settings() { # one « name: value » a line, the same whatever the program comes from
  local i=$1 all
  all=$(each_node | sed 's/^/node/' | paste -sd,)
  printf '%s\n' "cluster.name: faire-avec-$port" "node.name: node$i" \
    "cluster.routing.allocation.disk.threshold_enabled: false" "xpack.security.enabled: $secured"
  if [ "$nodes" = 1 ]; then echo "discovery.type: single-node"; else echo "cluster.initial_master_nodes: $all"; fi
  if [ "$secured" = true ]; then trust_settings; fi
}

asking() { # curl on node 1 or the one named: asking PATH [NODE] [curl options…]
  local path=$1 i=${2:-1} scheme=http options=()
  if [ "$secured" = true ]; then
    scheme=https
    options=(--cacert "$state/trust/ca.crt" --config "$state/trust/curl") # a password is not for the list of processes
  fi
  curl --silent --show-error --fail --max-time 10 "${options[@]}" "${@:3}" "$scheme://127.0.0.1:$((port + i - 1))$path"
}

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

ports_are_free() {
  local i taken
  for i in $(each_node); do
    node_runs "$i" && continue
    for taken in $((port + i - 1)) $((port + 100 + i - 1)); do
      is_taken "$taken" && fail "le port $taken est déjà pris par un autre programme. Essayez : ES_PORT=$((port + 10))"
    done
  done
  return 0
}

await() { # until every node that should be there has joined
  local deadline=$((SECONDS + patience)) i
  until asking "/_cluster/health?wait_for_nodes=$nodes&timeout=1s" 2>/dev/null | grep -q '"timed_out":false'; do
    for i in $(each_node); do
      node_runs "$i" || { last_words "$i" >&2; fail "le nœud $i s’est arrêté pendant son démarrage (journal ci-dessus)."; }
    done
    [ "$SECONDS" -lt "$deadline" ] || { last_words 1 >&2; fail "pas de réponse après $patience s (journal ci-dessus)."; }
    sleep 0.5
  done
}

status() { # as seen by the first node that answers
  local i
  for i in $(each_node); do asking "/_cluster/health?pretty" "$i" 2>/dev/null && return; done
  fail "aucune réponse sur le port $port."
}

environment() { # what the site and the tests read
  local i urls=()
  for i in $(each_node); do
    if [ "$secured" = true ]; then urls+=("https://127.0.0.1:$((port + i - 1))"); else urls+=("http://127.0.0.1:$((port + i - 1))"); fi
  done
  echo "export ELASTICSEARCH_URL=$(IFS=,; echo "${urls[*]}")"
  if [ "$secured" = true ]; then
    echo "export ELASTICSEARCH_API_KEY=$(<"$state/trust/api-key")"
    echo "export ELASTICSEARCH_CA_CERTS=$state/trust/ca.crt"
  fi
}

forget_another_shape() { # a server asked for in another shape starts from nothing
  [ -s "$state/shape" ] && [ "$(<"$state/shape")" != "$nodes $secured" ] || return 0
  local wanted="$nodes $secured"
  recall_shape
  wipe
  read -r nodes secured <<<"$wanted"
  choose_origin
}

remember_shape() {
  mkdir -p "$state"
  echo "$nodes $secured" >"$state/shape"
  echo "$chosen" >"$state/origin"
}

recall_shape() { # the commands that follow a start need not repeat its variables
  [ -s "$state/shape" ] || fail "aucun serveur n’a été démarré sur le port $port."
  read -r nodes secured <"$state/shape"
}

start() {
  [[ $nodes =~ ^[1-9]$ ]] || fail "ES_NODES est un nombre de nœuds, de 1 à 9."
  case $secured in true | false) ;; *) fail "ES_SECURITY vaut true ou false." ;; esac
  forget_another_shape
  ports_are_free
  remember_shape
  prepare
  if [ "$secured" = true ]; then make_trust; fi
  local i
  for i in $(each_node); do node_runs "$i" || start_node "$i"; done
  await
  if [ "$secured" = true ]; then make_api_key; fi
  say "Elasticsearch $version répond sur 127.0.0.1:$port ($nodes nœud(s)). Pour l’arrêter : make elasticsearch-stop ES_PORT=$port"
  environment
}

stop() {
  local i
  for i in $(each_node); do stop_node "$i"; done
}

wipe() {
  stop
  forget
  rm -rf "$state"
}

a_node() { [[ ${1:-} =~ ^[1-9]$ && $1 -le $nodes ]] || fail "quel nœud ? De 1 à $nodes."; echo "$1"; }

choose_origin
case ${1:-} in
  start) start ;;
  environment) recall_shape; environment ;;
  kill) recall_shape; i=$(a_node "${2:-}"); kill_node "$i" ;;
  revive) recall_shape; i=$(a_node "${2:-}"); prepare; node_runs "$i" || start_node "$i" ;;
  status) recall_shape; status ;;
  stop) recall_shape; stop; say "Elasticsearch est arrêté (port $port)." ;;
  wipe) if [ -s "$state/shape" ]; then recall_shape; wipe; fi ;;
  *) sed -n '2,/^set /p' "$0" | grep '^#' | cut -c3- >&2; exit 2 ;;
esac
