#!/usr/bin/env python3
"""Proves that installed secrets are the ones of the environment, and shows none.

    prove_secrets.py FILE field=ENV_KEY [field=ENV_KEY ...]

Both sides answer the same challenge: an HMAC under a nonce of this run, which nobody can replay or look up.
Prints {"ENV_KEY": true|false, ...}; exit 0 where all are true.
"""

import hashlib
import hmac
import json
import os
import secrets
import sys


def answer(nonce, value):
    return hmac.new(nonce, value.encode("utf-8", "surrogateescape"), hashlib.sha256).digest()


def proved(installed, expected):
    # An empty secret proves nothing, even where both sides are empty.
    if not installed or not expected:
        return False
    nonce = secrets.token_bytes(32)
    return hmac.compare_digest(answer(nonce, installed), answer(nonce, expected))


def main(path, pairs):
    with open(path, encoding="utf-8") as file:
        installed = json.load(file)
    result = {}
    for pair in pairs:
        field, key = pair.split("=", 1)
        result[key] = proved(installed.get(field, ""), os.environ.get(key, ""))
    print(json.dumps(result, sort_keys=True))
    return 0 if all(result.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
