#!/usr/bin/python3
"""Runs the writer with its present program, arguments and password, until rows are acknowledged; or not at all.

The password comes as an argument through Ansible's pipe, and lives in the environment of the service's process. It is run by
'nobody', or by who logs in where that is not root.
"""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import time

from ansible.module_utils.basic import AnsibleModule

PATIENCE = 60.0
# Tells the processes of a host that is no machine of its own (core/local/site); empty elsewhere.
HOST = {name: value for name, value in os.environ.items() if name == "HYOPS_SITE_HOST"}


class Fault(Exception):
    """What is wrong, for people."""


class Writer:
    def __init__(self, told):
        self.told = told
        self.directory = pathlib.Path(told["directory"])
        self.program, self.noted, self.log = (self.directory / name for name in ("writer.py", "acknowledged", "log"))
        self.changes = []

    def be_present(self):
        if not self.told["password"]:
            raise Fault("the password is empty")
        arguments = ["/usr/bin/python3", str(self.program), str(self.directory), self.told["pause"], self.told["conninfo"], self.told["resolver"]]
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PGPASSWORD": self.told["password"], **HOST}
        before = self.size()
        if not (self.is_installed() and any(process.is_like(arguments, environment) for process in self.processes())):
            self.stop()
            self.install()
            self.start(arguments, environment)
        self.wait(lambda: self.size() > before, "no row was acknowledged")

    def be_absent(self):
        self.stop()
        if self.directory.exists():
            shutil.rmtree(self.directory)
            self.changes.append(f"removed {self.directory}")

    def is_installed(self):
        return self.program.exists() and self.program.read_text() == self.told["program"]

    def install(self):
        self.directory.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.directory, "nobody", "nogroup")
        self.program.write_text(self.told["program"])
        self.program.chmod(0o755)

    def start(self, arguments, environment):
        user = pwd.getpwnam("nobody")
        nobody = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        with open(self.log, "a", encoding="utf-8") as log:
            subprocess.Popen(arguments, env=environment, cwd="/", start_new_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **nobody)
        self.changes.append("started the writer")

    def stop(self):
        for process in self.processes():
            os.kill(process.pid, signal.SIGKILL)
            self.wait(lambda: not process.lives(), "it does not end")
            self.changes.append("stopped the writer")

    def processes(self):
        return [process for process in map(Process, pathlib.Path("/proc").glob("[0-9]*")) if str(self.program) in process.arguments()]

    def size(self):
        return self.noted.stat().st_size if self.noted.exists() else 0

    def wait(self, condition, what):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                said = self.log.read_text().strip().splitlines()[-1:]
                raise Fault(f"{what} within {PATIENCE:.0f} s: {' '.join(said) or 'it said nothing'}")
            time.sleep(0.05)


class Process:
    def __init__(self, entry):
        self.entry, self.pid = entry, int(entry.name)

    def read(self, name):
        try:
            return [os.fsdecode(part) for part in (self.entry / name).read_bytes().split(b"\0")[:-1]]
        except OSError:
            return []  # it ended meanwhile

    def arguments(self):
        return self.read("cmdline")

    def lives(self):
        return bool(self.arguments())

    def is_like(self, arguments, environment):
        return self.arguments() == arguments and set(self.read("environ")) == {f"{key}={value}" for key, value in environment.items()}


def main():
    module = AnsibleModule({
        "state": {"choices": ["present", "absent"], "default": "present"},
        "directory": {"required": True},
        "program": {}, "pause": {}, "conninfo": {}, "resolver": {"default": ""}, "password": {"no_log": True},
    })
    try:
        writer = Writer(module.params)
        {"present": writer.be_present, "absent": writer.be_absent}[module.params["state"]]()
        module.exit_json(changed=bool(writer.changes), changes=writer.changes)
    except (Fault, OSError) as fault:
        module.fail_json(msg=f"writer: {fault}")


if __name__ == "__main__":
    main()
