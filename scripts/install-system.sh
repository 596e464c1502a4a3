#!/usr/bin/env bash
# Installs what the tests want from the system on Debian or Ubuntu (as root, or through sudo):
#   vulkan    Mesa's lavapipe, a Vulkan driver in software that Dawn takes (Mesa 23 or newer)
#   chromium  a browser for the runtime tests
# usage: scripts/install-system.sh vulkan [chromium]
set -euo pipefail

if [ $# -eq 0 ]; then
  sed -n '2,5s/^# //p' "$0" >&2
  exit 2
fi
if ! command -v apt-get > /dev/null; then
  echo "Cannot install packages: apt-get is missing. Install Mesa's Vulkan drivers (23 or newer) or Chromium by hand." >&2
  exit 1
fi
root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${root[@]}" apt-get update -qq

mesa_major() { apt-cache policy mesa-vulkan-drivers | awk '/Candidate:/ { split($2, v, "."); sub(/^.*:/, "", v[1]); print v[1] + 0 }'; }

install_vulkan() {
  local target=()
  if [ "$(mesa_major)" -lt 23 ]; then
    # Debian 12's own Mesa (22.3) is refused by Dawn; its backports have a newer one. The mirror is the one already in use.
    # shellcheck disable=SC1091
    . /etc/os-release
    local suite="${VERSION_CODENAME}-backports"
    if ! apt-cache policy | grep -q "n=${suite}"; then
      local mirror
      mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' | awk -v r="$VERSION_CODENAME" '$2 == r { print $1; exit }')
      if [ -z "$mirror" ]; then
        echo "Cannot add ${suite}: no apt source for ${VERSION_CODENAME} was found." >&2
        exit 1
      fi
      echo "deb ${mirror%/} ${suite} main" | "${root[@]}" tee "/etc/apt/sources.list.d/${suite}.list" > /dev/null
      "${root[@]}" apt-get update -qq
    fi
    target=(-t "$suite")
  fi
  "${root[@]}" apt-get install -y -qq --no-install-recommends "${target[@]}" mesa-vulkan-drivers libvulkan1
}

for what in "$@"; do
  case "$what" in
    vulkan) install_vulkan ;;
    chromium) command -v chromium > /dev/null || "${root[@]}" apt-get install -y -qq --no-install-recommends chromium ;;
    *) echo "Cannot install '$what': expected vulkan or chromium" >&2; exit 2 ;;
  esac
done
