#!/usr/bin/env python3
"""Proves that the installed service follows a rotated key: it does what the service does at its start.

For each instance of this module that the runtime root knows and that names HYOPS_SECRET_KEY: reads its app.conf, and checks
the value of that variable against the verifiers there. Exit 0 only where there is such an instance, and all of them agree.
"""

import json
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "ansible" / "files"))
import verifiers  # noqa: E402


def configurations(root):
    """The app.conf of each instance, as the module published it."""
    for file in sorted((root / "state" / "modules" / "platform" / "local" / "app").glob("*.json")):
        path = (json.loads(file.read_text(encoding="utf-8")).get("outputs") or {}).get("config_path")
        if path:
            lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
            yield path, dict(line.split(" = ", 1) for line in lines if " = " in line and not line.startswith("#"))


def main():
    key, root = os.environ["HYOPS_SECRET_KEY"], pathlib.Path(os.environ["HYOPS_RUNTIME_ROOT"])
    followed = 0
    for path, names in configurations(root):
        fields = {name[: -len("_env")]: key for name, value in names.items() if name.endswith("_env") and value == key}
        if fields:
            verifiers.prove(names["verifiers_file"], fields)
            followed += 1
    if not followed:
        sys.exit(f"no service below {root} is configured with {key}: run steady-state first")


if __name__ == "__main__":
    try:
        main()
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"cannot tell: {error}")
