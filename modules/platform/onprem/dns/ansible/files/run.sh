# run.sh DIRECTORY start|stop: named runs with its present configuration, or not at all; prints 'changed' where that took something.
started=/run/named/started

stop() {
  for pid in $(pgrep -x -u bind named || true); do
    kill "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
    echo changed
  done
}

if [ "$2" = stop ]; then
  stop
elif ! pgrep -x -u bind named >/dev/null || [ /run/named/tsig.key -nt "$started" ] || [ "$1/named.conf" -nt "$started" ]; then
  /usr/bin/named-checkconf "$1/named.conf" >&2
  stop >/dev/null
  # Before the server reads its files: what is written from now on, the next run sees.
  touch "$started"
  /usr/sbin/named -u bind -c "$1/named.conf" -L "$1/named.log"
  echo changed
fi
