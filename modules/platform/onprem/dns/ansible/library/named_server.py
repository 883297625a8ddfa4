#!/usr/bin/python3
"""Runs Debian's BIND as the authority of one zone, with its present configuration, or not at all.

The TSIG secret comes as an argument through Ansible's pipe, and lies in the host's memory. The zone is written once: from
then on, it is what signed updates made of it. The server is run by 'bind', or by who logs in where that is not root.
"""
import base64
import binascii
import os
import pathlib
import shutil
import signal
import subprocess
import time

from ansible.module_utils.basic import AnsibleModule

PATIENCE = 30.0


class Fault(Exception):
    """What is wrong, for people."""


class Named:
    def __init__(self, told):
        self.told = told
        self.directory, self.memory = pathlib.Path(told["directory"]), pathlib.Path(told["memory"])
        self.conf = self.directory / "named.conf"
        # As old as the configuration that the server read.
        self.started = self.memory / "started"
        self.changes = []

    def process(self):
        """The server's process: the one that was told this configuration."""
        found = subprocess.run(["pgrep", "-x", "named", "-a"], capture_output=True, text=True).stdout.splitlines()
        return next((int(line.split()[0]) for line in found if str(self.conf) in line.split()), None)

    def write(self, path, text, owner, mode):
        if path.exists() and path.read_text() == text:
            return
        fresh = path.with_name(path.name + ".new")
        fresh.unlink(missing_ok=True)
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            give(fresh, owner)
            os.fchmod(file.fileno(), mode)
            file.write(text)
        fresh.replace(path)
        self.changes.append(f"wrote {path}")

    def be_present(self):
        told, zone = self.told, self.directory / f"{self.told['zone']}.zone"
        self.require_base64(told["tsig_secret"])
        for path in (self.directory, self.memory):
            path.mkdir(parents=True, exist_ok=True)
            path.chmod(0o750)
            give(path, "bind")
        key, conf = self.memory / "tsig.key", self.conf
        self.write(key, f'key "{told["tsig_name"]}" {{ algorithm hmac-sha256; secret "{told["tsig_secret"]}"; }};\n', "root", 0o640)
        self.write(conf, told["configuration"], "root", 0o640)
        if not zone.exists():
            self.write(zone, told["zone_text"], "bind", 0o640)
        stale = not self.started.exists() or max(path.stat().st_mtime for path in (key, conf)) >= self.started.stat().st_mtime
        if stale or not self.process():
            self.run("/usr/bin/named-checkconf", str(conf))
            self.stop()
            # Before it reads its files: what is written from now on, the next run sees.
            self.started.touch()
            self.run("/usr/sbin/named", *(("-u", "bind") if os.geteuid() == 0 else ()), "-c", str(conf), "-L", str(self.directory / "named.log"))
            self.changes.append("started the server")
        self.wait(self.answers, "it does not answer for its zone")

    def be_absent(self):
        self.stop()
        for path in (self.directory, self.memory):
            if path.exists():
                shutil.rmtree(path)
                self.changes.append(f"removed {path}")

    def stop(self):
        if process := self.process():
            os.kill(process, signal.SIGTERM)
            self.wait(lambda: not self.process(), "it does not end")
            self.changes.append("stopped the server")

    def answers(self):
        asked = ["dig", "+norecurse", "+tries=1", "+time=1", "-p", str(self.told["port"]), f"@{self.told['address']}", self.told["zone"], "SOA"]
        return "ANSWER: 1," in subprocess.run(asked, capture_output=True, text=True).stdout

    def require_base64(self, secret):
        try:
            if len(base64.b64decode(secret or "", validate=True)) >= 16:
                return
        except binascii.Error:
            pass
        raise Fault("the TSIG secret is no base64 of 16 bytes or more")

    def run(self, *argv):
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode != 0:
            raise Fault(f"{argv[0]}: {(done.stderr or done.stdout).strip()[-600:] or done.returncode}")

    def wait(self, condition, what):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise Fault(f"{what} within {PATIENCE:.0f} s; see {self.directory}/named.log")
            time.sleep(0.1)


def give(path, owner):
    if os.geteuid() == 0:
        shutil.chown(path, owner, "bind")


def main():
    module = AnsibleModule({
        "state": {"choices": ["present", "absent"], "default": "present"},
        "directory": {"required": True}, "memory": {"required": True},
        "address": {}, "port": {"type": "int", "default": 53}, "zone": {}, "configuration": {}, "zone_text": {}, "tsig_name": {}, "tsig_secret": {"no_log": True},
    })
    try:
        named = Named(module.params)
        {"present": named.be_present, "absent": named.be_absent}[module.params["state"]]()
        module.exit_json(changed=bool(named.changes), changes=named.changes)
    except (Fault, OSError) as fault:
        module.fail_json(msg=f"BIND: {fault}")


if __name__ == "__main__":
    main()
