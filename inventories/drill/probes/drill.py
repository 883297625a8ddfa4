"""What the probes share: the site of this environment, how its hosts are asked, and the answers yes, no and 'cannot tell'."""
import functools
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent
MODULES = HERE.parent.parent / "modules"
YES, NO, CANNOT_TELL = 0, 1, 2


class CannotTell(Exception):
    """The question has no answer now, neither yes nor no."""


def probe(ask):
    """Runs a probe with its arguments: true is yes, false is no, and whatever goes wrong is neither."""
    try:
        sys.exit(YES if ask(*sys.argv[1:]) else NO)
    except Exception as error:  # an uncaught one would end with 1, which is an answer
        print(f"{pathlib.Path(sys.argv[0]).name}: {error or type(error).__name__}", file=sys.stderr)
        sys.exit(CANNOT_TELL)


def settings(name):
    import yaml
    return yaml.safe_load((HERE / name).read_text())


def root():
    if not os.environ.get("HYOPS_RUNTIME_ROOT"):
        raise CannotTell("HYOPS_RUNTIME_ROOT is not set: it names the environment's runtime root")
    return pathlib.Path(os.environ["HYOPS_RUNTIME_ROOT"])


def addresses():
    return {name: str(host.address) for name, host in site().hosts.items()}


@functools.cache
def site():
    """The site as its module knows it."""
    sys.path.insert(0, str(MODULES / "core/local/site/ansible/files"))
    import hosts
    inputs = settings("inputs/site.yml")
    return hosts.site(json.dumps({
        "name": inputs["site_name"], "network": inputs["site_network"], "directory": inputs.get("site_directory", ""), "ssh": str(root() / "site"),
        "apart": inputs["site_apart"], "dns_address": inputs["site_dns_address"], "domain": inputs["site_domain"],
        "mode": inputs.get("site_mode", "auto"),
        "hosts": {name: host["site_address"] for name, host in settings("hosts.yml")["platform"]["hosts"].items()}}))


def on(host, command, text=""):
    """How a command on a host ended; SSH that does not get there cannot tell."""
    ssh = root() / "site"
    how = ["-F", ssh / "ssh_config", "-i", ssh / "id_ed25519", "-o", f'UserKnownHostsFile="{ssh}/known_hosts"']
    done = subprocess.run(["ssh", *how, host, command], input=text, capture_output=True, text=True)
    if done.returncode == 255:
        raise CannotTell(f"{host}: {last_line(done.stderr)}")
    return done


def said(done):
    """What a program said that ended well; one that did not cannot tell."""
    if done.returncode != 0:
        raise CannotTell(last_line(done.stderr) or f"{done.args[-1]}: exit code {done.returncode}")
    return done.stdout.strip()


def last_line(text):
    return (text.strip().splitlines() or [""])[-1]


def disk(host):
    return shlex.quote(site().hosts[host].disk_there)


def memory(host):
    return shlex.quote(site().hosts[host].memory_there)


def programs(command):
    return f"cd / && PATH=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1):$PATH LC_ALL=C && exec {command}"


def runs(host):
    """Whether the host's server takes connections."""
    ready = on(host, programs(f"pg_isready -q -h {memory(host)}/postgresql")).returncode
    if ready not in (0, 1, 2):
        raise CannotTell(f"{host}: pg_isready ended with {ready}")
    return ready == 0


def sql(host, text):
    """What a server says to its superuser, who has no password and comes over SSH alone."""
    owner = "runuser -u postgres -- " if site().hosts[host].user == "root" else ""
    return said(on(host, programs(f"{owner}psql -XAtq -v ON_ERROR_STOP=1 -h {memory(host)}/postgresql -U postgres"), text))


def control(host, field):
    """A field of pg_controldata: what is on the server's disk."""
    return re.search(rf"(?m)^{re.escape(field)}: +(.+)$", said(on(host, programs(f"pg_controldata {disk(host)}/postgresql/data"))))[1]


def lag(host):
    """How old a standby's newest transaction is, in seconds; one that streams and has replayed all that it received is up to date."""
    text = sql(host, """
        select case
          when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() and exists (select from pg_stat_wal_receiver where status = 'streaming') then 0
          else round(extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()), 3) end""")
    if not text:
        raise CannotTell(f"{host} has replayed no transaction since it started")
    return float(text)


def database():
    """Where the database's name leads, of the name server itself."""
    name = settings("inputs/record.yml")["record_name"]
    done = subprocess.run(["dig", "+norecurse", "+tries=2", "+time=1", "-p", str(site().dns_port), f"@{site().dns_address}", name, "A"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    status = re.search(r"status: (\w+)", done.stdout)
    if done.returncode != 0 or not status or status[1] not in ("NOERROR", "NXDOMAIN"):
        raise CannotTell(f"the name server does not answer for {name}: {status[1] if status else 'no answer'}")
    return re.findall(r"(?m)^\S+\s+\d+\s+IN\s+A\s+(\S+)$", done.stdout)
