# The server from Elastic's own image, where a container engine answers. Read by server.sh.

image=docker.elastic.co/elasticsearch/elasticsearch:$version
network=faire-avec-$port

container() { echo "faire-avec-$port-node$1"; }

prepare() {
  docker image inspect "$image" >/dev/null 2>&1 || docker pull --quiet "$image" >&2 || fail "l’image $image n’a pas pu être téléchargée."
  docker network inspect "$network" >/dev/null 2>&1 || docker network create "$network" >/dev/null
}

start_node() { # published on the loopback only; the transport stays inside the network
  local i=$1 name options=() setting k hosts=()
  name=$(container "$i")
  if docker container inspect "$name" >/dev/null 2>&1; then docker start "$name" >/dev/null; return; fi
  while read -r setting; do options+=(--env "${setting/: /=}"); done < <(shared_settings "$i")
  for k in $(each_node); do hosts+=("$(container "$k")"); done
  if [ "$nodes" -gt 1 ]; then options+=(--env "discovery.seed_hosts=$(IFS=,; echo "${hosts[*]}")"); fi
  if [ "$secured" = true ]; then
    chmod 644 "$state/trust/node.key" # the image runs under an account of its own
    options+=(--env "ELASTIC_PASSWORD=$(<"$state/trust/password")")
    for k in ca.crt node.crt node.key; do
      options+=(--volume "$state/trust/$k:/usr/share/elasticsearch/config/trust/$k:ro")
    done
  fi
  # Without memory maps a cluster does not ask for a kernel setting that only root may change.
  docker run --detach --name "$name" --network "$network" --publish "127.0.0.1:$((port + i - 1)):9200" \
    --env "node.store.allow_mmap=false" --env "ES_JAVA_OPTS=-Xms$heap -Xmx$heap $java_options" "${options[@]}" "$image" >/dev/null ||
    fail "le nœud $i n’a pas pu être lancé dans un conteneur."
}

node_runs() { [ "$(docker container inspect --format '{{.State.Running}}' "$(container "$1")" 2>/dev/null)" = true ]; }

kill_node() { docker kill --signal KILL "$(container "$1")" >/dev/null || fail "le nœud $1 ne tourne pas."; }

stop_node() { # a container is its data: it stays for the next start, and leaves with the folder of this server
  local name
  name=$(container "$1")
  docker stop --time 30 "$name" >/dev/null 2>&1 || true
}

forget() {
  local i
  for i in $(each_node); do docker rm --force --volumes "$(container "$i")" >/dev/null 2>&1 || true; done
  docker network rm "$network" >/dev/null 2>&1 || true
}

last_words() { docker logs --tail 15 "$(container "$1")" 2>&1 || true; }
