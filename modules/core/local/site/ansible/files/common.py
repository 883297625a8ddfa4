"""What both kinds of site share: hosts behind SSH, with a disk each, and what is written for those who reach them."""
import ipaddress
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

SSHD = """\
ListenAddress {host.address}
Port {host.port}
HostKey {host.disk_there}/ssh/host_key
AuthorizedKeysFile {host.disk_there}/ssh/authorized_keys
AllowUsers {host.user}
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
PidFile none
PrintMotd no
Subsystem sftp internal-sftp
UseDNS no
"""

# Without paths, so that the directory may be copied to another runner: the key and the known hosts beside it are named by who uses it.
SSH = """\
Host {host.name} {host.address}
  HostName {host.address}
  Port {host.port}
  User {host.user}
  IdentitiesOnly yes
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  BatchMode yes
  ConnectTimeout 5
"""

CLEAN = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}
PATIENCE = 30.0


class Fault(Exception):
    """What is wrong, for people."""


def say(text):
    print(text, flush=True)


def run(*argv, check=True):
    done = subprocess.run(argv, env=CLEAN, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if check and done.returncode != 0:
        raise Fault(f"{' '.join(argv)}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def write(path, text, mode=0o600):
    """Writes a file whole, where it does not hold the text already; gives whether it did."""
    if path.exists() and path.read_text() == text:
        return False
    fresh = path.with_name(path.name + ".new")
    fresh.touch(mode)
    fresh.chmod(mode)
    fresh.write_text(text)
    fresh.replace(path)
    say(f"wrote {path}")
    return True


def key(path, comment):
    """Makes a key pair where there is none whole; gives its public half."""
    public = path.with_name(path.name + ".pub")
    if not public.exists():
        path.unlink(missing_ok=True)
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", str(path))
        say(f"made {path}")
    return public.read_text().strip()


def wait_until(condition, what):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise Fault(f"{what}: not within {PATIENCE:.0f} s")
        time.sleep(0.05)


def started(argv, **more):
    """Starts a program that outlives this one, and holds none of its files."""
    return subprocess.Popen(argv, cwd="/", start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)


class Host:
    """
    address, port, user: how SSH reaches it. disk: its directory on this machine; disk_there, memory_there: its own names for its disk and its memory.

    A kind of host says what boot, server, processes, kill and connected mean.
    """

    def __init__(self, site, name):
        self.site, self.name, self.label, self.disk = site, name, f"{site.name}-{name}", site.directory / name

    def sshd_config(self):
        return SSHD.format(host=self)

    def start(self, authorized):
        """Starts it where it does not run; gives the public half of its host key."""
        ssh = self.disk / "ssh"
        for directory, mode in ((self.disk, 0o755), (ssh, 0o700)):
            directory.mkdir(mode=mode, parents=True, exist_ok=True)
        public = key(ssh / "host_key", self.label)
        changed = write(ssh / "sshd_config", self.sshd_config())
        write(ssh / "authorized_keys", authorized + "\n")
        server = self.server()
        if server and changed:
            os.kill(server, signal.SIGHUP)
        if not server:
            self.boot()
            say(f"started {self.label}")
        return public


class Site:
    """
    Told as JSON: name, network, directory, ssh, mode: texts; apart: pairs 'A B'; dns_address, domain: texts; hosts: {name: address}.

    A kind of site says mode, dns_address and dns_port (where its name server listens), resolver (the same, where its hosts do not find it by
    themselves), reachable_from, can_separate, and what connect, disconnect and leftovers mean.
    """

    def __init__(self, told, why):
        self.told, self.why = told, why
        self.name, self.network = told["name"], ipaddress.ip_network(told["network"])
        self.directory = pathlib.Path(told["directory"] or (f"/var/lib/{self.name}" if os.geteuid() == 0 else pathlib.Path.home() / ".local/state" / self.name))
        self.mark = self.directory / ".site"
        self.ssh = pathlib.Path(told["ssh"])
        self.apart = [pair.split() for pair in told["apart"]]
        self.check()
        self.hosts = {name: self.host(name, address) for name, address in told["hosts"].items()}

    def check(self):
        if not 1 <= len(self.name) <= 11 or not self.name.replace("-", "").isalnum():
            raise Fault(f"site_name '{self.name}': 1 to 11 letters, digits and dashes, as it names an interface")
        names = self.told["hosts"]
        outside = [name for name, address in names.items() if not ipaddress.ip_interface(f"{address}/24").network.subnet_of(self.network)]
        if outside or not names:
            raise Fault(f"site_network {self.network}: not the network of {', '.join(outside) or 'any host'}; correct site_address in hosts.yml")
        unknown = [name for pair in self.apart for name in pair if name not in names]
        if unknown or any(len(pair) != 2 for pair in self.apart):
            raise Fault(f"site_apart: 'A B' of the hosts {', '.join(names)}")

    def up(self):
        if self.told.get("mode", "auto") not in ("auto", self.mode):
            raise Fault(f"site_mode {self.told['mode']}: a site stands here as {self.mode}; remove it first")
        self.require_free()
        self.directory.mkdir(mode=0o755, parents=True, exist_ok=True)
        write(self.mark, "")
        self.ssh.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(self.ssh / "site.json", json.dumps(self.facts(), indent=1) + "\n")
        self.connect()
        authorized = key(self.ssh / "id_ed25519", self.name)
        known = {host: host.start(authorized) for host in self.hosts.values()}
        write(self.ssh / "known_hosts", "".join(f"{host.known_as} {public}\n" for host, public in known.items()))
        write(self.ssh / "ssh_config", "\n".join(SSH.format(host=host) for host in known))
        for host in known:
            wait_until(host.server, f"{host.label} does not start; see {host.disk}/ssh/sshd.log")

    def facts(self):
        """What an inventory makes its variables of."""
        hosts = {host.name: {"address": str(host.address), "disk": host.disk_there, "memory": host.memory_there} for host in self.hosts.values()}
        return {"mode": self.mode, "why": self.why, "network": self.reachable_from, "dns_address": self.dns_address, "dns_port": self.dns_port,
                "resolver": self.resolver, "hosts": hosts}

    def down(self):
        if self.directory.exists() and not self.mark.exists() and any(self.directory.iterdir()):
            raise Fault(f"{self.directory} is no directory of a site: {self.mark} is not there. Nothing was removed")
        self.disconnect()
        for directory in (self.ssh, self.directory):
            if directory.exists():
                # The mark goes last: what a killed run leaves is still known as a site's. So does what tells its kind.
                for path in sorted(directory.iterdir(), key=lambda path: path.name in (".site", "site.json")):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                directory.rmdir()
                say(f"removed {directory}")

    def leftovers(self):
        """What is left of it."""
        yield from (str(path) for path in (self.directory, self.ssh) if path.exists())
