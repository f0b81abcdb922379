#!/bin/sh
# Installs the program into a development container. URL and SHA256 are the options of the feature.
set -eu

if [ -z "${URL:-}" ]; then
    echo "localyun: say in the option url where the program is, such as the one that deploy/static builds" >&2
    exit 1
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ "${URL#file://}" != "$URL" ]; then
    cp "${URL#file://}" "$folder/localyun"
elif command -v curl >/dev/null; then
    curl -fsSL -o "$folder/localyun" "$URL"
elif command -v wget >/dev/null; then
    wget -q -O "$folder/localyun" "$URL"
else
    echo "localyun: the image has neither curl nor wget" >&2
    exit 1
fi
if [ -n "${SHA256:-}" ]; then
    echo "$SHA256  $folder/localyun" | sha256sum -c - >/dev/null
fi

to=${PREFIX:-/usr/local}
mkdir -p "$to/bin"
install -m 755 "$folder/localyun" "$to/bin/localyun"
"$to/bin/localyun" --version
