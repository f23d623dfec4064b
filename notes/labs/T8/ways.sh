#!/bin/sh
# Which tools that install programs does this machine know? Each has a package format of its own.
n=0
for tool in apt-get dnf yum zypper pacman apk brew port snap flatpak winget choco pip pip3 pipx conda npm yarn cargo gem go composer nuget mvn; do
  command -v "$tool" >/dev/null 2>&1 || continue
  n=$((n + 1))
  printf '%s ' "$tool"
done
echo
echo "$n ways to install a program"
