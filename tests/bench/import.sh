#!/bin/sh
# Import of an archive with 2,000,000 messages against `unzip -p` of the same zip:
#   tests/bench/import.sh BUSSOLA MAKE_ARCHIVE SCRATCH
# Prints the median seconds of three runs each, their ratio (at most 2) and the resident memory (at most
# 200 MB).
set -eu
bussola=$1
make_archive=$2
scratch=$3
archive=$scratch/Complete_LinkedInDataExport_03-24-2024.zip
export HOME="$scratch/home" XDG_DATA_HOME="$scratch/data" LC_ALL=C
mkdir -p "$HOME"
"$make_archive" "$archive" 2000000 >/dev/null

# run NAME COMMAND…: "seconds kilobytes" of the median run
run() {
    name=$1
    shift
    for i in 1 2 3; do
        rm -rf "$XDG_DATA_HOME"
        /usr/bin/time -f '%e %M' -o "$scratch/$name.$i" "$@" >/dev/null
    done
    cat "$scratch/$name".[123] | sort -n | sed -n 2p
}

unzip_run=$(run unzip unzip -p "$archive")
import_run=$(run import "$bussola" import "$archive")
echo "$unzip_run $import_run" | awk '{
    printf "unzip -p          %6.2f s\n", $1
    printf "bussola import    %6.2f s   %.2f x of unzip -p (budget 2.00)   %d MB (budget 200)\n",
        $3, $3 / $1, $4 / 1024
    exit $3 > 2 * $1 || $4 > 200 * 1024
}'
