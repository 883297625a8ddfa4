#!/bin/sh
# Packs rootfs/ and the release information into one archive, the same bytes for the same content.
set -eu

tree=$(mktemp -d "${TMPDIR:-/tmp}/rootfs.XXXXXX")
trap 'rm -rf "$tree"' EXIT

mkdir -p "$(dirname "$IMAGE_FILE")"
cp -R rootfs/. "$tree/"

# os-release is what every tool reads to learn what it runs on.
cat >"$tree/etc/os-release" <<EOF
ID=$IMAGE_NAME
NAME="$IMAGE_NAME"
PRETTY_NAME="$IMAGE_DESCRIPTION"
VERSION_ID=$IMAGE_VERSION
EOF

# Modes and times come from here, not from whoever checked the files out.
find "$tree" -type d -exec chmod 755 {} +
find "$tree" -type f -exec chmod 644 {} +
chmod 755 "$tree/usr/bin/app-selfcheck"
find "$tree" -exec touch -h -t 200001010000 {} +

# A sorted list instead of an option for it, which not every tar has.
(cd "$tree" && find . ! -name . | LC_ALL=C sort >"$tree.list")
owner="--uid 0 --gid 0"
if tar --version 2>/dev/null | grep -q GNU; then
  owner="--owner=0 --group=0 --numeric-owner"
fi
# shellcheck disable=SC2086 # two or three options, on purpose
tar -C "$tree" $owner --no-recursion -cf - -T "$tree.list" | gzip -n >"$IMAGE_FILE"
rm -f "$tree.list"

cd "$(dirname "$IMAGE_FILE")"
file=$(basename "$IMAGE_FILE")
if command -v sha256sum >/dev/null; then
  sha256sum "$file" >"$file.sha256"
else
  shasum -a 256 "$file" >"$file.sha256"
fi
echo "$file: $(wc -c <"$file" | tr -d ' ') bytes, sha256 $(cut -d ' ' -f 1 "$file.sha256")"
