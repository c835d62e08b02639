#!/bin/sh
# Undoes install.sh; the data stays, and bussola says where.
set -eu
lib=$(cd "$(dirname "$0")" && pwd -P)
prefix=$(dirname "$(dirname "$lib")")
[ ! -x "$lib/current/bussola" ] || "$lib/current/bussola" uninstall
rm -f "$prefix/bin/bussola" "$prefix"/share/man/man1/bussola.1 "$prefix"/share/man/man1/bussola-*.1
rm -f "$prefix/share/bash-completion/completions/bussola" "$prefix/share/zsh/site-functions/_bussola"
rm -f "$prefix/share/fish/vendor_completions.d/bussola.fish"
# Below ~/.local the data is beside it.
rm -rf "$prefix/share/bussola/extension"
rmdir "$prefix/share/bussola" 2>/dev/null || true
rm -rf "$lib"
echo "Removed from $prefix."
