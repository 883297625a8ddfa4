#!/usr/bin/python3
"""One address record: record.py set SERVER ZONE TSIG-NAME SECRET-KEY NAME ADDRESS TTL, or remove … NAME.

SERVER is ADDRESS or ADDRESS:PORT. SECRET-KEY names the environment variable that holds the TSIG secret; nsupdate gets it on its standard input. Prints
'changed' where the server answered something else before. Ends with 1 and one line on standard error where something is
wrong; what is empty is wrong, and never a wish to have nothing.
"""
import ipaddress
import os
import re
import subprocess
import sys
import time

PATIENCE = 10.0
NAME = re.compile(r"([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+")


class Fault(Exception):
    """What is wrong, for people."""


def address(what, text):
    try:
        return str(ipaddress.IPv4Address(text))
    except ipaddress.AddressValueError:
        raise Fault(f"{what} '{text}' is no IPv4 address; nothing was changed") from None


def endpoint(text):
    """An address and a port."""
    host, _, port = text.partition(":")
    if not (port or "53").isdecimal():
        raise Fault(f"dns_port '{port}' is no port; nothing was changed")
    return address("dns_address", host), port or "53"


def full(what, text):
    text = text.lower().rstrip(".") + "."
    if not NAME.fullmatch(text):
        raise Fault(f"{what} '{text.rstrip('.')}' is no name; nothing was changed")
    return text


def lookup(server, name):
    """The addresses that the name has, of the server itself; an answer without authority, or none, is a fault."""
    done = subprocess.run(["dig", "+norecurse", "+tries=3", "+time=1", "-p", server[1], f"@{server[0]}", name, "A"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    status = re.search(r"status: (\w+)", done.stdout)
    if done.returncode != 0 or not status or status[1] not in ("NOERROR", "NXDOMAIN") or not re.search(r"flags:[^;]* aa", done.stdout):
        raise Fault(f"{server[0]} does not answer for {name} as its authority: {status[1] if status else 'no answer'}")
    return sorted(re.findall(rf"(?im)^{re.escape(name)}\s+\d+\s+IN\s+A\s+(\S+)$", done.stdout))


def update(server, zone, tsig_name, secret, lines):
    if not secret:
        raise Fault("the TSIG secret is empty; nothing was changed")
    text = "\n".join([f"server {server[0]} {server[1]}", f"zone {zone}", f"key hmac-sha256:{tsig_name} {secret}", *lines, "send", ""])
    done = subprocess.run(["nsupdate", "-t", "5"], input=text, capture_output=True, text=True)
    if done.returncode != 0:
        raise Fault(f"{server[0]} refused the update: {' '.join(done.stderr.split())[-300:].replace(secret, '***')}")


def main():
    verb, server, zone, tsig_name, secret_key, name, *target = sys.argv[1:]
    server, zone, name = endpoint(server), full("dns_zone", zone), full("record_name", name)
    if not name.endswith("." + zone):
        raise Fault(f"record_name {name} is not in the zone {zone}; nothing was changed")
    wanted, lines = [], [f"update delete {name} A"]
    if verb == "set":
        wanted = [address("record_target", target[0])]
        lines.append(f"update add {name} {int(target[1])} A {wanted[0]}")
    if lookup(server, name) == wanted:
        return
    update(server, zone, tsig_name, os.environ.get(secret_key), lines)
    deadline = time.monotonic() + PATIENCE
    while (found := lookup(server, name)) != wanted:
        if time.monotonic() > deadline:
            raise Fault(f"{server[0]} took the update, and answers {found} for {name}, not {wanted}")
        time.sleep(0.1)
    print("changed")


if __name__ == "__main__":
    try:
        main()
    except (Fault, OSError) as fault:
        sys.exit(f"record.py: {fault}")
