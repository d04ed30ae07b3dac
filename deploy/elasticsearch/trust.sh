# What a secured server needs, made up for the occasion and thrown away with it: an authority, a certificate for the
# loopback address, a password, and the API key that the site uses. Read by server.sh.

own_indices='["faire-avec*"]' # the default of ELASTICSEARCH_INDEX, and what the tests add to it

make_trust() {
  local trust=$state/trust
  [ -s "$trust/node.crt" ] && return
  (
    umask 077
    mkdir -p "$trust"
    head -c 18 /dev/urandom | base64 | tr '+/' '-_' >"$trust/password"
    cd "$trust"
    printf 'user = "elastic:%s"\n' "$(<password)" >curl
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Faire avec, essais' -keyout ca.key -out ca.crt
    openssl req -newkey rsa:2048 -nodes -subj '/CN=127.0.0.1' -keyout node.key -out node.csr
    openssl x509 -req -in node.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out node.crt \
      -extfile <(printf 'subjectAltName=IP:127.0.0.1,DNS:localhost\n')
  ) >"$state/openssl.log" 2>&1 || fail "le certificat n’a pas pu être fabriqué : $(tail -n 2 "$state/openssl.log")"
  chmod 755 "$trust"
  chmod 644 "$trust/ca.crt" # the site may run under another account
}

trust_settings() { # the nodes recognise each other by the same certificate
  local layer
  for layer in http transport; do
    printf '%s\n' "xpack.security.$layer.ssl.enabled: true" "xpack.security.$layer.ssl.key: trust/node.key" \
      "xpack.security.$layer.ssl.certificate: trust/node.crt" \
      "xpack.security.$layer.ssl.certificate_authorities: trust/ca.crt"
  done
  echo "xpack.security.transport.ssl.verification_mode: certificate"
}

make_api_key() { # may make, read and write our indices, and ask how the cluster is: nothing else
  local key answer
  [ -s "$state/trust/api-key" ] && return
  answer=$(asking /_security/api_key 1 --retry 10 --retry-all-errors --retry-delay 1 \
    -H 'Content-Type: application/json' --data @- <<JSON
{"name": "faire-avec", "role_descriptors": {"faire-avec": {
  "cluster": ["monitor"],
  "indices": [{"names": $own_indices, "privileges": ["read", "write", "manage"]}]}}}
JSON
  ) || fail "la clé d’accès n’a pas pu être créée."
  key=$(sed -n 's/.*"encoded":"\([^"]*\)".*/\1/p' <<<"$answer")
  [ -n "$key" ] || fail "la clé d’accès n’a pas pu être lue."
  (umask 077 && echo "$key" >"$state/trust/api-key")
}
