# key.sh DIRECTORY NAME, the secret on standard input: named's directories and its key are there; prints 'changed' where that took something.
key="key \"$2\" { algorithm hmac-sha256; secret \"$(cat)\"; };"
[ -d "$1" ] || install -d -o bind -g bind -m 0750 "$1"
[ -d /run/named ] || install -d -o bind -g bind -m 0755 /run/named
if ! printf '%s\n' "$key" | cmp -s - /run/named/tsig.key; then
  printf '%s\n' "$key" | install -o root -g bind -m 0640 /dev/stdin /run/named/tsig.key
  echo changed
fi
