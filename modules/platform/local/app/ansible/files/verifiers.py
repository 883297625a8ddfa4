#!/usr/bin/env python3
"""Salted verifiers of secrets: what a service may keep on disk instead of the secrets themselves.

    verifiers.py install FILE field=ENV_KEY [field=ENV_KEY ...]   writes what does not fit; prints "written: ..." or "kept"
    verifiers.py prove   FILE field=ENV_KEY [field=ENV_KEY ...]   prints {"ENV_KEY": true|false, ...}; exit 1 unless all are true

A value comes by the environment only: never an argument, never a file, never output.
FILE is JSON, field to "$scrypt$ln=14,r=8,p=1$SALT$HASH" (the PHC string format: base64 without padding), 0600.
The costs, 2^14 rounds in 16 MiB, are those of RFC 7914 for logins: about 50 ms for each guess at a value.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import stat
import sys
import tempfile

LOG_ROUNDS, BLOCK, LANES = 14, 8, 1
PREFIX = f"$scrypt$ln={LOG_ROUNDS},r={BLOCK},p={LANES}$"
SALT_BYTES, HASH_BYTES = 16, 32


def derive(value, salt):
    return hashlib.scrypt(value, salt=salt, n=2**LOG_ROUNDS, r=BLOCK, p=LANES, dklen=HASH_BYTES)


def encode(raw):
    return base64.b64encode(raw).decode("ascii").rstrip("=")


def decode(text):
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def verifier_of(value):
    salt = secrets.token_bytes(SALT_BYTES)
    return f"{PREFIX}{encode(salt)}${encode(derive(value, salt))}"


def fits(verifier, value):
    """Whether a verifier is of this value. One with other costs never is: install writes it anew."""
    # An empty secret proves nothing, even where both sides are empty.
    if not value or not isinstance(verifier, str) or not verifier.startswith(PREFIX):
        return False
    try:
        salt, expected = (decode(part) for part in verifier[len(PREFIX) :].split("$"))
    except (ValueError, binascii.Error):
        return False
    return hmac.compare_digest(derive(value, salt), expected)


def load(path):
    """What is installed; nothing where there is no file, or one that is no JSON object."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            sys.exit(f"{path} is no regular file (a link or a directory): move it away and run again")
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def store(path, verifiers):
    """Writes beside the file and renames: there is no moment with half of it. The file is 0600 from its birth."""
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".verifiers-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(verifiers, indent=2, sort_keys=True) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def install(path, keys):
    values = {field: os.environb.get(os.fsencode(key), b"") for field, key in keys.items()}
    missing = [keys[field] for field, value in values.items() if not value]
    if missing:
        sys.exit(f"not in the environment: {', '.join(missing)}. Name them in required_env, and set them: hyops secrets ensure")
    old = load(path)
    new = {field: old[field] if fits(old.get(field), value) else verifier_of(value) for field, value in values.items()}
    written = [field for field in new if new[field] != old.get(field)] + [field for field in old if field not in new]
    if not written and stat.S_IMODE(os.lstat(path).st_mode) != 0o600:
        written = ["permissions"]
    if written:
        store(path, new)
    print(f"written: {', '.join(written)}" if written else "kept")


def prove(path, keys):
    installed = load(path)
    proof = {}
    for field, key in keys.items():
        # A key that two fields share is proved where both are.
        proof[key] = fits(installed.get(field), os.environb.get(os.fsencode(key), b"")) and proof.get(key, True)
    print(json.dumps(proof, sort_keys=True))
    wrong = [key for key, proved in proof.items() if not proved]
    if wrong:
        sys.exit(f"{path} was not made from the environment's value of {', '.join(wrong)}")


def main(verb, path, *pairs):
    keys = dict(pair.split("=", 1) for pair in pairs)
    try:
        {"install": install, "prove": prove}[verb](path, keys)
    except OSError as error:
        sys.exit(f"{path}: {error.strerror}")


if __name__ == "__main__":
    main(*sys.argv[1:])
