#!/usr/bin/python3
"""Numbered rows: writer.py DIRECTORY PAUSE CONNINFO RESOLVER, the password in PGPASSWORD.

DIRECTORY/acknowledged gets a line 'NUMBER SECONDS' for each row that the database acknowledged, on disk before the next
row is tried. A row whose acknowledgement was lost on the way may be there or not. RESOLVER is ADDRESS:PORT of the name
server to ask for the database's address at every connection, or empty for the host's own.
"""
import os
import pathlib
import subprocess
import sys
import time

import psycopg2

# A server that is gone is noticed within seconds; one that only reads is none to write to.
CONNECTION = "connect_timeout=2 tcp_user_timeout=2000 keepalives_idle=1 keepalives_interval=1 keepalives_count=2 target_session_attrs=read-write"
TABLE = "create table if not exists numbers (id bigint primary key, at timestamptz not null default clock_timestamp())"


def main():
    directory, pause, conninfo, resolver = sys.argv[1:]
    noted = pathlib.Path(directory) / "acknowledged"
    number = last(noted)
    with open(noted, "a", encoding="ascii") as acknowledged:
        while True:
            try:
                for number in rows(f"{conninfo} {CONNECTION}{found(conninfo, resolver)}", number):
                    acknowledged.write(f"{number} {time.time():.3f}\n")
                    acknowledged.flush()
                    os.fsync(acknowledged.fileno())
                    time.sleep(float(pause))
            except psycopg2.Error as error:
                print(f"{time.time():.3f} after row {number}: {str(error).strip()}", file=sys.stderr, flush=True)
                time.sleep(0.2)


def rows(connection, number):
    """Inserts rows, and gives the number of each that was acknowledged."""
    connected = psycopg2.connect(connection)
    connected.autocommit = True
    cursor = connected.cursor()
    cursor.execute(TABLE)
    cursor.execute("select coalesce(max(id), 0) from numbers")
    number = max(number, cursor.fetchone()[0])
    while True:
        number += 1
        cursor.execute("insert into numbers (id) values (%s)", (number,))
        yield number


def found(conninfo, resolver):
    """Where the database's name leads, for libpq; nothing where it looks itself, or where there is no answer."""
    if not resolver:
        return ""
    server, port = resolver.split(":")
    name = dict(word.split("=", 1) for word in conninfo.split())["host"]
    asked = subprocess.run(["dig", "+short", "+tries=1", "+time=1", "-p", port, f"@{server}", name, "A"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if asked.returncode != 0 or not asked.stdout.strip():
        raise psycopg2.OperationalError(f"{resolver} does not answer for {name}")
    return f" hostaddr={asked.stdout.split()[0]}"


def last(noted):
    """The last number that was noted. A last line that is torn, as a host that died may leave it, is cut."""
    if not noted.exists():
        return 0
    os.truncate(noted, noted.read_bytes().rfind(b"\n") + 1)
    lines = noted.read_text().splitlines()
    return int(lines[-1].split()[0]) if lines else 0


main()
