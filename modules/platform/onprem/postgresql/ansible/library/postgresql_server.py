#!/usr/bin/python3
"""Looks at a PostgreSQL server of Debian, or sets it up as a primary or a standby.

Without 'role' it looks only, or sets 'synchronous_with' where that is given. Passwords come as arguments through Ansible's
pipe. What stays of them is a SCRAM verifier in the primary, and on the standby a passfile in the host's memory. The server is
run by 'postgres', or by who logs in where that is not root.
A data directory appears whole under its name, so a run that was killed leaves none that is half made.
"""
import base64
import glob
import hashlib
import hmac
import ipaddress
import os
import pathlib
import pwd
import re
import secrets
import shutil
import subprocess
import time

from ansible.module_utils.basic import AnsibleModule

OWNER = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
AS_OWNER = ["runuser", "-u", OWNER.pw_name, "--"] if os.geteuid() == 0 else []
# Tells the processes of a host that is no machine of its own (core/local/site); empty elsewhere.
HOST = {name: value for name, value in os.environ.items() if name == "HYOPS_SITE_HOST"}
PATIENCE = 60.0
STREAMS = 15.0

CONF = """\
listen_addresses = '{address}'
port = {port}
unix_socket_directories = '{run}'
hba_file = '{directory}/pg_hba.conf'
ident_file = '{directory}/pg_ident.conf'
password_encryption = scram-sha-256
wal_level = replica
hot_standby = on
max_connections = 50
shared_buffers = 32MB
# A standby that is away keeps this much of the log here, and no more.
max_slot_wal_keep_size = 1GB
# A lost peer is noticed within seconds.
wal_sender_timeout = 5s
wal_receiver_timeout = 5s
wal_receiver_status_interval = 1s
wal_retrieve_retry_interval = 500ms
log_line_prefix = '%m [%p] %q%u@%d '
include_if_exists = 'replication.conf'
"""

# /dev/shm is not such a host's own: what lay there would outlive it.
SHARED = "dynamic_shared_memory_type = mmap\n"

HBA = """\
local all postgres peer map=superuser
host all all {clients} scram-sha-256
host replication {user} {standby} scram-sha-256
"""

STANDBY = """\
primary_conninfo = 'host={peer} port={port} user={user} application_name={slot} passfile={passfile} connect_timeout=3'
primary_slot_name = '{slot}'
"""


class Fault(Exception):
    """What is wrong, for people."""


class Server:
    def __init__(self, told):
        self.told = told
        self.directory = pathlib.Path(told["directory"])
        self.data = self.directory / "data"
        self.port = told["port"]
        self.memory = pathlib.Path(told["memory"])
        self.passfile = self.memory / "upstream.pgpass"
        self.changes = []
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        if not programs:
            raise Fault("/usr/lib/postgresql has no server: install the package 'postgresql'")
        self.programs = pathlib.Path(programs[-1])

    # What is there

    def state(self):
        if not (self.data / "PG_VERSION").exists():
            return "absent"
        return "standby" if (self.data / "standby.signal").exists() else "primary"

    def runs(self):
        """Whether it answers, be it that it is still starting. Its socket lies in memory, so none is left of a host that died."""
        return self.run("pg_isready", "-q", "-h", str(self.memory), "-p", str(self.port), fails=True).returncode in (0, 1)

    def control(self, field):
        text = self.run("pg_controldata", str(self.data)).stdout
        return re.search(rf"^{re.escape(field)}: +(\S+)$", text, re.MULTILINE)[1]

    # How it is asked

    def run(self, program, *arguments, text=None, fails=False):
        done = subprocess.run(
            [*AS_OWNER, str(self.programs / program), *arguments], input=text or "", capture_output=True, text=True, cwd="/",
            # Our own statements never wait for the standby.
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "PGOPTIONS": "-c synchronous_commit=local", **HOST})
        if done.returncode != 0 and not fails:
            raise Fault(f"{program}: {done.stderr.strip()[-600:] or done.returncode}; see {self.directory}/server.log")
        return done

    def sql(self, text, database="postgres"):
        return self.run("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", str(self.memory), "-p", str(self.port), "-U", "postgres", "-d", database, text=text).stdout.strip()

    def wait(self, condition, patience):
        deadline = time.monotonic() + patience
        while not condition():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    # What is done

    def own(self, path, mode=0o700):
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(mode)
        os.chown(path, OWNER.pw_uid, OWNER.pw_gid)

    def write(self, path, text):
        """Writes a file that only the server reads; gives whether that changed something."""
        if path.exists() and path.read_text() == text:
            return False
        fresh = path.with_name(path.name + ".new")
        fresh.unlink(missing_ok=True)
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            os.fchown(file.fileno(), OWNER.pw_uid, OWNER.pw_gid)
            file.write(text)
        fresh.replace(path)
        self.changes.append(f"wrote {path}")
        return True

    def prepare(self):
        self.own(self.directory)
        self.own(self.memory, 0o2775)
        told = self.told
        text = CONF.format(address=told["address"], port=self.port, run=self.memory, directory=self.directory) + (SHARED if HOST else "")
        conf = self.write(self.directory / "postgresql.conf", text)
        # What calls one loopback address comes from another.
        standby = "127.0.0.0/8" if ipaddress.ip_address(told["peer"]).is_loopback else f"{told['peer']}/32"
        hba = self.write(self.directory / "pg_hba.conf", HBA.format(clients=told["clients"], user=told["replication_user"], standby=standby))
        ident = self.write(self.directory / "pg_ident.conf", f"superuser {OWNER.pw_name} postgres\n")
        return conf or hba or ident

    def take_over(self, fresh):
        """A data directory that was made aside gets its name."""
        old = self.directory / "data.old"
        shutil.rmtree(old, ignore_errors=True)
        if self.data.exists():
            self.data.rename(old)
        fresh.rename(self.data)
        shutil.rmtree(old, ignore_errors=True)

    def aside(self):
        fresh = self.directory / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        return fresh

    def start(self, reload):
        if not self.runs():
            log, options = self.directory / "server.log", f"-c config_file={self.directory}/postgresql.conf"
            self.run("pg_ctl", "-D", str(self.data), "-l", str(log), "-o", options, "-w", "-t", str(int(PATIENCE)), "start")
            self.changes.append("started the server")
        elif reload:
            self.run("pg_ctl", "-D", str(self.data), "reload")
            if self.wait(lambda: self.sql("select count(*) from pg_settings where pending_restart") != "0", 1):
                self.run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "restart")

    def stop(self):
        if self.runs():
            self.run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")

    # Primary

    def be_primary(self):
        reload = self.prepare()
        if self.state() == "absent":
            fresh = self.aside()
            self.run("initdb", "-D", str(fresh), "-U", "postgres", "-k", "-E", "UTF8", "--locale=C.UTF-8", "--auth=reject")
            self.take_over(fresh)
            self.changes.append("made the cluster")
        self.start(reload)
        told = self.told
        self.role(told["replication_user"], told["replication_password"], "replication")
        self.role(told["database_user"], told["database_password"], "")
        if not self.sql(f"select 1 from pg_database where datname = {quoted(told['database'])}"):
            self.sql(f"create database {name(told['database'])} owner {name(told['database_user'])}")
            self.changes.append(f"made database {told['database']}")
        if not self.sql(f"select 1 from pg_replication_slots where slot_name = {quoted(told['slot'])}"):
            self.sql(f"select pg_create_physical_replication_slot({quoted(told['slot'])}, true)")
            self.changes.append(f"made slot {told['slot']}")

    def role(self, user, password, options):
        if not password:
            raise Fault(f"the password of {user} is empty")
        found = self.sql(f"select coalesce(rolpassword, '-') from pg_authid where rolname = {quoted(user)}")
        if not found:
            self.sql(f"create role {name(user)} login {options}")
        if not fits(found, password):
            self.sql(f"alter role {name(user)} password {quoted(verifier(password, secrets.token_bytes(16)))}")
            self.changes.append(f"set the password of {user}")

    def require(self, standby):
        """Makes every commit wait for this standby, or for none."""
        names = f'ANY 1 ("{standby}")' if standby else ""
        if self.write(self.directory / "replication.conf", f"synchronous_standby_names = '{names}'\n"):
            self.start(reload=True)
        if standby and not self.wait(lambda: self.sql("select 1 from pg_stat_replication where sync_state in ('sync', 'quorum')"), PATIENCE):
            raise Fault(f"standby {standby} did not become synchronous within {PATIENCE:.0f} s")

    # Standby

    def be_standby(self):
        told, state = self.told, self.state()
        if not told["replication_password"]:
            raise Fault("the password of replication is empty")
        if state == "primary":
            self.require_older()
        reload = self.prepare()
        escaped = re.sub(r"([\\:])", r"\\\1", told["replication_password"])
        reload |= self.write(self.passfile, f"{told['peer']}:{self.port}:*:{told['replication_user']}:{escaped}\n")
        conninfo = STANDBY.format(peer=told["peer"], port=self.port, user=told["replication_user"], slot=told["slot"], passfile=self.passfile)
        if state == "standby":
            reload |= self.write(self.directory / "replication.conf", conninfo)
            self.start(reload)
            if self.wait(self.streams, STREAMS):
                return
            if not told["reseed"]:
                raise Fault(f"it does not follow {told['peer']}; see {self.directory}/server.log. To make it anew: reseed: true")
        self.seed(conninfo)
        if not self.wait(self.streams, PATIENCE):
            raise Fault(f"it does not stream from {told['peer']} within {PATIENCE:.0f} s; see {self.directory}/server.log")

    def require_older(self):
        """What is overwritten is an earlier part of what is copied: the same cluster, before a promotion that this server did not see."""
        system, timeline = self.control("Database system identifier"), self.timeline("primary")
        if not self.told["reseed"]:
            raise Fault("it is a primary of its own. To give up its data for a copy of the primary's: reseed: true")
        if system != self.told["source_system"]:
            raise Fault(f"it belongs to another cluster ({system}, the primary is {self.told['source_system']}); remove {self.data} by hand where that is meant")
        if timeline >= self.told["source_timeline"]:
            raise Fault(f"its data is of timeline {timeline}, the primary's of {self.told['source_timeline']}: it was promoted last, and is not given up")

    def seed(self, conninfo):
        told, fresh = self.told, self.aside()
        source = f"host={told['peer']} port={self.port} user={told['replication_user']} passfile={self.passfile} connect_timeout=5"
        self.run("pg_basebackup", "-D", str(fresh), "-d", source, "-S", told["slot"], "-X", "stream", "-c", "fast", "-w")
        (fresh / "standby.signal").touch(0o600)
        os.chown(fresh / "standby.signal", OWNER.pw_uid, OWNER.pw_gid)
        self.stop()
        self.write(self.directory / "replication.conf", conninfo)
        self.take_over(fresh)
        self.changes.append(f"copied {told['peer']}")
        self.start(reload=False)

    def streams(self):
        return self.runs() and self.sql("select 1 from pg_stat_wal_receiver where status = 'streaming'") == "1"

    # Neither

    def be_absent(self):
        self.stop()
        for path in (self.directory, self.passfile):
            if path.exists():
                self.changes.append(f"removed {path}")
        shutil.rmtree(self.directory, ignore_errors=True)
        self.passfile.unlink(missing_ok=True)

    def result(self):
        found = {"state": self.state(), "changes": self.changes}
        if found["state"] != "absent":
            found["system"] = self.control("Database system identifier")
            found["timeline"] = self.timeline(found["state"])
        return found

    def timeline(self, state):
        """Of the last checkpoint on disk; a running primary knows of a promotion before its first checkpoint."""
        if state == "primary" and self.runs():
            return int(self.sql("select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"), 16)
        return int(self.control("Latest checkpoint's TimeLineID"))


def name(text):
    return '"' + text.replace('"', '""') + '"'


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def verifier(password, salt, rounds=4096):
    """What PostgreSQL keeps in place of a password: RFC 5802's StoredKey and ServerKey."""
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    salt, stored, server = (base64.b64encode(part).decode() for part in (salt, stored, server))
    return f"SCRAM-SHA-256${rounds}:{salt}${stored}:{server}"


def fits(known, password):
    parts = re.fullmatch(r"SCRAM-SHA-256\$(\d+):([^$]+)\$.+", known)
    return bool(parts) and hmac.compare_digest(known, verifier(password, base64.b64decode(parts[2]), int(parts[1])))


def main():
    module = AnsibleModule({
        "directory": {"required": True},
        "memory": {"required": True},
        "port": {"type": "int", "required": True},
        "role": {"choices": ["primary", "standby", "absent"]},
        "synchronous_with": {},
        "address": {}, "clients": {}, "peer": {}, "slot": {},
        "database": {}, "database_user": {}, "database_password": {"no_log": True},
        "replication_user": {}, "replication_password": {"no_log": True},
        "reseed": {"type": "bool", "default": False},
        "source_system": {}, "source_timeline": {"type": "int"},
    })
    told = module.params
    try:
        server = Server(told)
        if told["role"]:
            {"primary": server.be_primary, "standby": server.be_standby, "absent": server.be_absent}[told["role"]]()
        elif told["synchronous_with"] is not None:
            server.require(told["synchronous_with"])
        module.exit_json(changed=bool(server.changes), **server.result())
    except (Fault, OSError) as fault:
        module.fail_json(msg=f"PostgreSQL: {fault}")


if __name__ == "__main__":
    main()
