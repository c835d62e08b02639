#!/bin/sh
# install.sh [--prefix DIR] [OPTION of bussola install]…
# Installs Bussola without root, by default below ~/.local, and registers it with the browsers
# found. Each version has a directory, so a running program is never overwritten.
set -eu
umask 022
version=@VERSION@
prefix=${HOME:?}/.local
case ${1:-} in
--prefix)
    prefix=${2:?--prefix needs a directory}
    shift 2
    ;;
--prefix=*)
    prefix=${1#--prefix=}
    shift
    ;;
-h | --help)
    echo "Usage: ./install.sh [--prefix DIR] [OPTION of bussola install]..."
    exit
    ;;
esac
here=$(cd "$(dirname "$0")" && pwd -P)

if [ "$(uname -s)-$(uname -m)" != "Linux-@ARCH@" ]; then
    echo "install.sh: these programs are for Linux on @ARCH@; this is $(uname -s) on $(uname -m)" >&2
    exit 1
fi
if ! reason=$("$here/lib/bussola/$version/bussola" --version 2>&1); then
    echo "install.sh: the programs do not start here; they need glibc @GLIBC@ or newer (ldd --version):" >&2
    echo "$reason" | head -n 1 >&2
    exit 1
fi
mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd -P)

# put FROM TO: copies a file and renames it once it is complete.
put() {
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2.new"
    mv -f "$2.new" "$2"
}

cd "$here"
find lib share -type f -not -path 'share/bussola/*' | while read -r file; do
    put "$file" "$prefix/$file"
done

# A browser with the add-on loaded by hand uses the new one after a restart.
addon=$prefix/share/bussola/extension
mkdir -p "$prefix/share/bussola"
rm -rf "$addon.new" "$addon.old"
cp -R share/bussola/extension "$addon.new"
[ ! -e "$addon" ] || mv "$addon" "$addon.old"
mv "$addon.new" "$addon"
rm -rf "$addon.old"

mkdir -p "$prefix/bin"
ln -sfn ../lib/bussola/current/bussola "$prefix/bin/bussola"
status=0
"$prefix/lib/bussola/$version/bussola" install "$@" || status=$?
case :$PATH: in
*":$prefix/bin:"*) ;;
*) echo "The command is $prefix/bin/bussola; put $prefix/bin on your PATH to call it bussola." ;;
esac
[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || exit "$status" # 3: no browser found yet
