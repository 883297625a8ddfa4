#!/usr/bin/python3
"""Hosts on one machine: hosts.py up|down SITE, where SITE is a JSON object (see Site).

Prints a line for each thing that it changed, and nothing where all was as it should be. Ends with 1 and one line on
standard error where something is wrong. What a killed run left half done, the next one finishes.
"""
import contextlib
import ipaddress
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

# A host's first process. Its disk is /srv; what it holds in memory (/run, with credentials; /dev/shm; /root) goes with it.
BOOT = """
hostname "$1"
mount --bind "$2" /srv
mount -t tmpfs -o mode=0755,size=16m tmpfs /run
mount -t tmpfs -o mode=1777,size=256m tmpfs /dev/shm
mount -t tmpfs -o mode=0700,size=16m tmpfs /root
mkdir -m 0755 /run/sshd
if ! [ -e /etc/resolv.conf ]; then  # a link into the /run that was
  mkdir -p "$(dirname "$(readlink -m /etc/resolv.conf)")"
  cp "$3" "$(readlink -m /etc/resolv.conf)"
fi
exec /usr/sbin/sshd -D -f /srv/ssh/sshd_config -E /srv/ssh/sshd.log
"""

SSHD = """\
ListenAddress {address}
HostKey /srv/ssh/host_key
AuthorizedKeysFile /srv/ssh/authorized_keys
AllowUsers root
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM yes
PidFile none
PrintMotd no
Subsystem sftp internal-sftp
UseDNS no
"""

# Without paths, so that the directory may be copied to another runner: the key and the known hosts beside it are named by who uses it.
SSH = """\
Host {name} {address}
  HostName {address}
  User root
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


def ip(text, *last):
    """Runs ip, its arguments as words."""
    return run("ip", *text.split(), *last)


def ip_json(text):
    # 'ip -j' prints nothing at all where there is nothing to list.
    return json.loads(ip("-j " + text) or "[]")


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


class Host:
    def __init__(self, site, name, address):
        self.site, self.name, self.address = site, name, ipaddress.ip_interface(f"{address}/24")
        self.namespace = f"{site.name}-{name}"
        self.disk = site.directory / name
        self.resolver = pathlib.Path("/etc/netns") / self.namespace / "resolv.conf"

    @property
    def gateway(self):
        return ipaddress.ip_interface((self.address.network[1], 24))

    def exists(self):
        return any(each["name"] == self.namespace for each in ip_json("netns list"))

    def exist(self):
        if not self.exists():
            ip(f"netns add {self.namespace}")
            say(f"made {self.namespace}")

    def connect(self):
        """Gives it an address, and a way over the router; the default route is set last, so it tells that all is there."""
        self.exist()
        if self.connected() and ip_json(f"-n {self.namespace} route show default"):
            return
        run("ip", "-n", self.site.router.namespace, "link", "del", self.name, check=False)
        run("ip", "-n", self.namespace, "link", "del", "eth0", check=False)
        ip(f"-n {self.site.router.namespace} link add {self.name} type veth peer name eth0 netns {self.namespace}")
        ip(f"-n {self.site.router.namespace} addr add {self.gateway} dev {self.name}")
        ip(f"-n {self.site.router.namespace} link set {self.name} up")
        ip(f"-n {self.namespace} addr add {self.address} dev eth0")
        ip(f"-n {self.namespace} link set lo up")
        ip(f"-n {self.namespace} link set eth0 up")
        ip(f"-n {self.namespace} route add default via {self.gateway.ip}")
        say(f"connected {self.namespace} as {self.address.ip}")

    def server(self):
        """Its SSH server's process; none where it does not run."""
        return next((int(pid) for pid in re.findall(r"pid=(\d+)", run("ss", "-N", self.namespace, "-Hltnp", "sport = 22"))), None)

    def start(self, authorized):
        """Starts it where it does not run; gives the public half of its host key."""
        ssh = self.disk / "ssh"
        for directory, mode in ((self.disk, 0o755), (ssh, 0o700), (self.resolver.parent, 0o755)):
            directory.mkdir(mode=mode, parents=True, exist_ok=True)
        public = key(ssh / "host_key", self.namespace)
        changed = write(ssh / "sshd_config", SSHD.format(address=self.address.ip))
        write(ssh / "authorized_keys", authorized + "\n")
        write(self.resolver, self.site.resolver, 0o644)
        server = self.server()
        if server and changed:
            os.kill(server, signal.SIGHUP)
        if not server:
            subprocess.Popen(
                ["ip", "netns", "exec", self.namespace, "unshare", "--mount", "--pid", "--fork", "--ipc", "--uts", "--mount-proc",
                 "sh", "-euc", BOOT, "sh", self.name, str(self.disk), str(self.resolver)],
                env=CLEAN, cwd="/", start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            say(f"started {self.namespace}")
        return public

    def processes(self):
        """What runs on it. A program of this machine that uses its network ('ip netns exec') is a guest, and does not count."""
        network, machine = identity(f"/run/netns/{self.namespace}"), identity("/proc/self/ns/pid")
        entries = pathlib.Path("/proc").glob("[0-9]*") if network else ()
        return {int(entry.name) for entry in entries if identity(entry / "ns/net") == network and identity(entry / "ns/pid") not in (machine, None)}

    def kill(self):
        """Ends all that runs on it, at once: its first process takes the others with it."""
        def alive():
            pids = self.processes()
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return pids

        wait_until(lambda: not alive(), f"the processes of {self.namespace} do not end")

    def connected(self):
        """Whether it has its cable to the router."""
        return self.site.router.exists() and any(
            link["ifname"] == self.name and "UP" in link["flags"] for link in ip_json(f"-n {self.site.router.namespace} link show"))

    def disconnect(self):
        """Takes its cable away."""
        run("ip", "-n", self.site.router.namespace, "link", "del", self.name, check=False)


class Site:
    """name, network, directory, ssh: texts; apart: pairs 'A B'; dns_address, domain: texts; hosts: {name: address}."""

    def __init__(self, text):
        told = json.loads(text)
        self.name, self.network = told["name"], ipaddress.ip_network(told["network"])
        self.directory = pathlib.Path(told["directory"] or f"/var/lib/{self.name}")
        self.mark = self.directory / ".site"
        self.ssh = pathlib.Path(told["ssh"])
        self.apart = [pair.split() for pair in told["apart"]]
        self.resolver = f"nameserver {told['dns_address']}\nsearch {told['domain']}\noptions timeout:1 attempts:1\n" if told["dns_address"] else ""
        self.hosts = {name: Host(self, name, address) for name, address in told["hosts"].items()}
        # This machine's place in the network, as if it were a host.
        self.machine = ipaddress.ip_interface((self.network[10], 24))
        self.router = Host(self, "wan", self.machine.ip)
        self.check()

    def check(self):
        if not 1 <= len(self.name) <= 11 or not self.name.replace("-", "").isalnum():
            raise Fault(f"site_name '{self.name}': 1 to 11 letters, digits and dashes, as it names an interface")
        outside = [host.name for host in self.hosts.values() if not host.address.network.subnet_of(self.network)]
        if outside or not self.hosts:
            raise Fault(f"site_network {self.network}: not the network of {', '.join(outside) or 'any host'}; correct ansible_host in hosts.yml")
        unknown = [name for pair in self.apart for name in pair if name not in self.hosts]
        if unknown or any(len(pair) != 2 for pair in self.apart):
            raise Fault(f"site_apart: 'A B' of the hosts {', '.join(self.hosts)}")

    def up(self):
        if run("ip", "netns", "identify", str(os.getpid())).strip():
            raise Fault("this is a host of a site; the site is made on the machine itself")
        self.require_free_network()
        self.directory.mkdir(mode=0o755, parents=True, exist_ok=True)
        write(self.mark, "")
        self.ssh.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.router.exist()
        run("ip", "netns", "exec", self.router.namespace, "sysctl", "-qw", "net.ipv4.ip_forward=1")
        for one, other in self.apart:
            self.separate(self.hosts[one], self.hosts[other])
        self.connect_machine()
        authorized = key(self.ssh / "id_ed25519", self.name)
        for host in self.hosts.values():
            host.connect()
        known = {host: host.start(authorized) for host in self.hosts.values()}
        write(self.ssh / "known_hosts", "".join(f"{host.name},{host.address.ip} {public}\n" for host, public in known.items()))
        write(self.ssh / "ssh_config", "\n".join(SSH.format(name=host.name, address=host.address.ip) for host in known))
        for host in known:
            wait_until(host.server, f"{host.namespace} does not start; see {host.disk}/ssh/sshd.log")

    def down(self):
        if self.directory.exists() and not self.mark.exists() and any(self.directory.iterdir()):
            raise Fault(f"{self.directory} is no directory of a site: {self.mark} is not there. Nothing was removed")
        for host in (*self.hosts.values(), self.router):
            if host.exists():
                host.kill()
                ip(f"netns del {host.namespace}")
                say(f"removed {host.namespace}")
            shutil.rmtree(host.resolver.parent, ignore_errors=True)
        # The other ends of the cables follow a moment later.
        wait_until(lambda: not self.routes(), f"the routes to {self.network} do not go")
        with contextlib.suppress(OSError):  # others may have theirs there
            pathlib.Path("/etc/netns").rmdir()
        for directory in (self.ssh, self.directory):
            if directory.exists():
                # The mark goes last: what a killed run leaves is still known as a site's.
                for path in sorted(directory.iterdir(), key=self.mark.__eq__):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                directory.rmdir()
                say(f"removed {directory}")

    def routes(self):
        """This machine's routes into the site's network."""
        return [route for route in ip_json("-4 route show table all")
                if route["dst"] != "default" and self.network.overlaps(ipaddress.ip_network(route["dst"], strict=False))]

    def require_free_network(self):
        for route in self.routes():
            if route.get("dev") != self.name:
                raise Fault(f"site_network {self.network}: this machine has a route to {route['dst']}; take another network")

    def separate(self, one, other):
        """Leaves two hosts no way to each other."""
        there = self.rules()
        for rule in self.prohibitions(one, other):
            if rule not in there:
                ip(f"-n {self.router.namespace} rule add from {rule[0]}/24 to {rule[1]}/24 prohibit")
                say(f"separated {rule[0]} from {rule[1]}")

    def join(self, one, other):
        """Undoes it."""
        there = self.rules()
        for rule in self.prohibitions(one, other):
            if rule in there:
                ip(f"-n {self.router.namespace} rule del from {rule[0]}/24 to {rule[1]}/24 prohibit")

    def rules(self):
        return {(rule["src"], rule.get("dst")) for rule in ip_json(f"-n {self.router.namespace} rule show")}

    @staticmethod
    def prohibitions(one, other):
        one, other = (str(host.address.network.network_address) for host in (one, other))
        return (one, other), (other, one)

    def connect_machine(self):
        if any(route["dst"] == str(self.network) for route in ip_json("-4 route show")):
            return
        gateway = self.machine.network[1]
        run("ip", "link", "del", self.name, check=False)
        ip(f"link add {self.name} type veth peer name machine netns {self.router.namespace}")
        ip(f"-n {self.router.namespace} addr add {gateway}/24 dev machine")
        ip(f"-n {self.router.namespace} link set machine up")
        ip(f"addr add {self.machine} dev {self.name}")
        ip(f"link set {self.name} up")
        ip(f"route add {self.network} via {gateway}")
        say(f"connected this machine as {self.machine.ip}")


def identity(namespace):
    """Tells namespaces apart; None where there is none, as of a process that ended."""
    try:
        return os.stat(namespace).st_ino
    except OSError:
        return None


def main():
    verb, text = sys.argv[1:]
    site = Site(text)
    if os.geteuid() != 0:
        raise Fault("hosts in network namespaces need root")
    {"up": site.up, "down": site.down}[verb]()


if __name__ == "__main__":
    try:
        main()
    except (Fault, OSError) as fault:
        sys.exit(f"hosts.py: {fault}")
