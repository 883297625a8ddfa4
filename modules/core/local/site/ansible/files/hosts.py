#!/usr/bin/python3
"""Hosts on one machine: hosts.py up|down SITE, where SITE is a JSON object (see Site in common.py).

Prints a line for each thing that it changed, and nothing where all was as it should be. Ends with 1 and one line on
standard error where something is wrong. What a killed run left half done, the next one finishes.
"""
import json
import pathlib
import sys

import loopback
import namespaces
from common import Fault

KINDS = {kind.mode: kind for kind in (namespaces.NamespaceSite, loopback.LoopbackSite)}


def site(text):
    """The site of its kind: the one that stands, or the one that is asked for, or the best that this machine lets us make."""
    told = json.loads(text)
    stands, asked = pathlib.Path(told["ssh"]) / "site.json", told.get("mode", "auto")
    if asked not in ("auto", *KINDS):
        raise Fault(f"site_mode '{asked}': auto, {' or '.join(KINDS)}")
    if stands.exists():
        mode, why = (json.loads(stands.read_text())[key] for key in ("mode", "why"))
    elif asked != "auto":
        mode, why = asked, "site_mode asks for it"
    else:
        problem = namespaces.why_not()
        mode, why = ("loopback", problem) if problem else ("namespaces", "this machine lets us make them")
    return KINDS[mode](told, why)


def main():
    verb, text = sys.argv[1:]
    it = site(text)
    if it.mode == "namespaces" and (problem := namespaces.why_not()):
        raise Fault(problem)
    {"up": it.up, "down": it.down}[verb]()


if __name__ == "__main__":
    try:
        main()
    except (Fault, OSError) as fault:
        sys.exit(f"hosts.py: {fault}")
