#!/bin/bash
# Serve the demonstration, and say where it is once the first page has really answered.
# Usage: serve.sh BIN PORT ACCOUNTS   (the virtual environment's bin, the port, a file with the accounts to show)
set -euo pipefail
bin=$1 port=$2 accounts=$3 server=$$

first_page() { # the status line of the front page, or nothing as long as nobody listens
  (exec 3<>"/dev/tcp/127.0.0.1/$port" && printf 'GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3 && head -n 1 <&3) 2>/dev/null
}

welcome() {
  while kill -0 "$server" 2>/dev/null; do # the server keeps this script's process number
    case "$(first_page || true)" in
      *' 200 '*) printf '\nFaire avec répond : http://127.0.0.1:%s\n\n%s\n\nPour arrêter : Ctrl+C\n' "$port" "$(cat "$accounts")"; return ;;
      HTTP*) printf '\nLe site démarre mais sa première page échoue : lisez les messages au-dessus.\n'; return ;;
      *) sleep 0.2 ;;
    esac
  done
}

export DJANGO_SETTINGS_MODULE=config.settings.development FAIRE_AVEC_DEBUG=false
export FAIRE_AVEC_SITE_URL="http://127.0.0.1:$port"
welcome &
exec "$bin/gunicorn" config.wsgi --bind "127.0.0.1:$port" --worker-class gthread --workers 1 --threads 8 --log-level warning
