#!/usr/bin/python3
"""Numbered rows: writer.py start DIRECTORY PAUSE CONNINFO | wait DIRECTORY | stop DIRECTORY.

'start' reads the password on its standard input, and prints 'started' where a service like that does not run already.
DIRECTORY/acknowledged gets a line 'NUMBER SECONDS' for each row that the database acknowledged, on disk before the next
row is tried. A number is tried once: a row whose acknowledgement was lost on the way may be there or not.
"""
import hashlib
import os
import pathlib
import pwd
import signal
import subprocess
import sys
import time

PATIENCE = 30.0
# A server that is gone is noticed within seconds; one that only reads is none to write to.
CONNECTION = "connect_timeout=2 tcp_user_timeout=2000 keepalives_idle=1 keepalives_interval=1 keepalives_count=2 target_session_attrs=read-write"
TABLE = "create table if not exists numbers (id bigint primary key, at timestamptz not null default clock_timestamp())"


def write(directory, pause, conninfo):
    import psycopg2
    mend(directory / "acknowledged")
    number = last(directory / "acknowledged")
    with open(directory / "acknowledged", "a", encoding="ascii") as acknowledged:
        while True:
            try:
                connection = psycopg2.connect(f"{conninfo} {CONNECTION}")
                connection.autocommit = True
                cursor = connection.cursor()
                cursor.execute(TABLE)
                cursor.execute("select coalesce(max(id), 0) from numbers")
                number = max(number, cursor.fetchone()[0])
                while True:
                    number += 1
                    cursor.execute("insert into numbers (id) values (%s)", (number,))
                    acknowledged.write(f"{number} {time.time():.3f}\n")
                    acknowledged.flush()
                    os.fsync(acknowledged.fileno())
                    time.sleep(pause)
            except psycopg2.Error as error:
                print(f"{time.time():.3f} row {number}: {str(error).strip()}", file=sys.stderr, flush=True)
                time.sleep(0.2)


def mend(acknowledged):
    """Cuts a last line that is torn, as a host that died may leave it."""
    if acknowledged.exists():
        os.truncate(acknowledged, acknowledged.read_bytes().rfind(b"\n") + 1)


def last(acknowledged):
    """The last number that was noted."""
    lines = acknowledged.read_text().rpartition("\n")[0].splitlines() if acknowledged.exists() else []
    return int(lines[-1].split()[0]) if lines else 0


def running(directory):
    """The service's process: the one whose environment names this directory."""
    for entry in pathlib.Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"WRITER={directory}".encode() in entry.read_bytes().split(b"\0"):
                return int(entry.parent.name)
        except OSError:
            pass  # it ended meanwhile
    return None


def start(directory, pause, conninfo):
    password = sys.stdin.read()
    if not password:
        sys.exit("writer.py: the password is empty")
    program = hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest()
    arguments = [sys.executable, __file__, "run", str(directory), pause, conninfo]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PGPASSWORD": password, "PROGRAM": program, "WRITER": str(directory)}
    pid = running(directory)
    if pid and same(pid, arguments, environment):
        return
    stop(directory)
    user = pwd.getpwnam("nobody")
    directory.mkdir(exist_ok=True, parents=True)
    os.chown(directory, user.pw_uid, user.pw_gid)
    with open(directory / "log", "a", encoding="utf-8") as log:
        subprocess.Popen(arguments, env=environment, cwd="/", start_new_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                         user=user.pw_uid, group=user.pw_gid, extra_groups=[])
    print("started")


def same(pid, arguments, environment):
    try:
        process = pathlib.Path(f"/proc/{pid}")
        told = (process / "cmdline").read_bytes().split(b"\0")[:-1]
        has = (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
    return told == [os.fsencode(text) for text in arguments] and all(f"{key}={value}".encode() in has for key, value in environment.items())


def stop(directory):
    while pid := running(directory):
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)


def wait(directory):
    acknowledged, before, deadline = directory / "acknowledged", last(directory / "acknowledged"), time.monotonic() + PATIENCE
    while last(acknowledged) == before:
        if time.monotonic() > deadline:
            log = directory / "log"
            said = log.read_text().strip().splitlines()[-1:] if log.exists() else []
            sys.exit(f"writer.py: no row was acknowledged within {PATIENCE:.0f} s: {' '.join(said) or 'it said nothing'}")
        time.sleep(0.1)


def main():
    verb, directory, *others = sys.argv[1:]
    directory = pathlib.Path(directory)
    if verb == "run":
        write(directory, float(others[0]), others[1])
    elif verb == "start":
        start(directory, *others)
    elif verb == "wait":
        wait(directory)
    elif verb == "stop" and running(directory):
        stop(directory)
        print("stopped")


if __name__ == "__main__":
    main()
