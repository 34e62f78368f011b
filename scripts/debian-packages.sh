#!/usr/bin/env bash
# Installs what the tests use from a Debian or Ubuntu system. Nothing here is needed to use Boltseal.
#
#   chromium   the window of the editor tests and of the screenshots (test/editor)
#   neovim     a second language client, to show that the language server is not tied to VS Code
#
# and, for the tests of image trust (test/trust), servers and makers of signatures that are not ours:
#
#   docker-registry, notary                 a registry, a Notary v1 server and its client
#   openssl                                 certificates, revocation lists, timestamps
#   python3-cryptography, python3-cbor2     COSE signatures
#   skopeo, apache2-utils                   copies images; htpasswd
#
# Usage: scripts/debian-packages.sh [package...]     without a name: all of the above
set -euo pipefail

packages=("$@")
[ ${#packages[@]} -gt 0 ] || packages=(chromium neovim docker-registry notary openssl python3-cryptography python3-cbor2 skopeo apache2-utils)

missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "Not a Debian system: install by hand: ${missing[*]}" >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "Missing packages. As root: apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo -n)
fi

export DEBIAN_FRONTEND=noninteractive
install=("${as_root[@]}" apt-get -qq -y --no-install-recommends install "${missing[@]}")
"${install[@]}" >/dev/null && exit 0

# The package lists of a fresh machine are empty or old.
"${as_root[@]}" apt-get -qq update
"${install[@]}" >/dev/null || {
  echo "apt-get could not install: ${missing[*]}" >&2
  exit 1
}
