#!/bin/bash
# Bring a folder's npm packages, as its lock says and without running their scripts; npm and Java first where they miss.
# Usage: install.sh FOLDER   (as root on Debian what misses is installed; else it is said how)
set -euo pipefail
folder=$1

missing() { # the Debian packages that are not there
  command -v npm >/dev/null || echo npm
  [ "$folder" != tools/proof ] || command -v java >/dev/null || echo openjdk-17-jre-headless
}

wanted=$(missing | tr '\n' ' ')
if [ -n "$wanted" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installation de : $wanted"
  apt-get -qq update
  # shellcheck disable=SC2086 # several words
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install --yes --no-install-recommends $wanted >/dev/null
  wanted=$(missing | tr '\n' ' ')
fi
[ -z "$wanted" ] || { echo "Pour relire les pages, il manque : $wanted (Debian : apt install $wanted)." >&2; exit 1; }
echo "Installation de $folder…"
npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
