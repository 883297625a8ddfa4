"""Hosts as network namespaces of this machine, with a router between them. Needs root."""
import contextlib
import ipaddress
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess

from common import CLEAN, Fault, Host, Site, run, say, started, wait_until, write

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


def why_not():
    """Why this machine does not let us make such hosts; empty where it does. It is asked for a cable in a network that is gone with the question."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    asked = subprocess.run(["unshare", "--net", "--mount", "ip", "link", "add", "name", "ask", "type", "veth", "peer", "name", "answer"], env=CLEAN, capture_output=True, text=True)
    return "" if asked.returncode == 0 else f"no network namespaces here: {' '.join(asked.stderr.split()) or asked.returncode}"


def ip(text, *last):
    """Runs ip, its arguments as words."""
    return run("ip", *text.split(), *last)


def ip_json(text):
    # 'ip -j' prints nothing at all where there is nothing to list.
    return json.loads(ip("-j " + text) or "[]")


def identity(namespace):
    """Tells namespaces apart; None where there is none, as of a process that ended."""
    try:
        return os.stat(namespace).st_ino
    except OSError:
        return None


class NamespaceHost(Host):
    port, user, disk_there, memory_there = 22, "root", "/srv", "/run"

    def __init__(self, site, name, address):
        super().__init__(site, name)
        self.interface, self.address = ipaddress.ip_interface(f"{address}/24"), ipaddress.ip_address(address)
        self.known_as = f"{name},{address}"
        self.resolver = pathlib.Path("/etc/netns") / self.label / "resolv.conf"

    @property
    def gateway(self):
        return ipaddress.ip_interface((self.interface.network[1], 24))

    def sshd_config(self):
        return super().sshd_config() + "UsePAM yes\n"

    def exists(self):
        return any(each["name"] == self.label for each in ip_json("netns list"))

    def exist(self):
        if not self.exists():
            ip(f"netns add {self.label}")
            say(f"made {self.label}")

    def connect(self):
        """Gives it an address, and a way over the router; the default route is set last, so it tells that all is there."""
        self.exist()
        if self.connected() and ip_json(f"-n {self.label} route show default"):
            return
        run("ip", "-n", self.site.router.label, "link", "del", self.name, check=False)
        run("ip", "-n", self.label, "link", "del", "eth0", check=False)
        ip(f"-n {self.site.router.label} link add {self.name} type veth peer name eth0 netns {self.label}")
        ip(f"-n {self.site.router.label} addr add {self.gateway} dev {self.name}")
        ip(f"-n {self.site.router.label} link set {self.name} up")
        ip(f"-n {self.label} addr add {self.interface} dev eth0")
        ip(f"-n {self.label} link set lo up")
        ip(f"-n {self.label} link set eth0 up")
        ip(f"-n {self.label} route add default via {self.gateway.ip}")
        say(f"connected {self.label} as {self.address}")

    def server(self):
        """Its SSH server's process; none where it does not run."""
        return next((int(pid) for pid in re.findall(r"pid=(\d+)", run("ss", "-N", self.label, "-Hltnp", "sport = 22"))), None)

    def boot(self):
        started(["ip", "netns", "exec", self.label, "unshare", "--mount", "--pid", "--fork", "--ipc", "--uts", "--mount-proc",
                 "sh", "-euc", BOOT, "sh", self.name, str(self.disk), str(self.resolver)], env=CLEAN)

    def processes(self):
        """What runs on it. A program of this machine that uses its network ('ip netns exec') is a guest, and does not count."""
        network, machine = identity(f"/run/netns/{self.label}"), identity("/proc/self/ns/pid")
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

        wait_until(lambda: not alive(), f"the processes of {self.label} do not end")

    def connected(self):
        """Whether it has its cable to the router."""
        return self.site.router.exists() and any(
            link["ifname"] == self.name and "UP" in link["flags"] for link in ip_json(f"-n {self.site.router.label} link show"))

    def disconnect(self):
        """Takes its cable away."""
        run("ip", "-n", self.site.router.label, "link", "del", self.name, check=False)


class NamespaceSite(Site):
    mode, dns_port, resolver, can_separate = "namespaces", 53, "", True

    def __init__(self, told, why):
        super().__init__(told, why)
        self.reachable_from, self.dns_address = str(self.network), told["dns_address"]
        # This machine's place in the network, as if it were a host.
        self.machine = ipaddress.ip_interface((self.network[10], 24))
        self.router = self.host("wan", self.machine.ip)

    def host(self, name, address):
        return NamespaceHost(self, name, address)

    def require_free(self):
        if run("ip", "netns", "identify", str(os.getpid())).strip():
            raise Fault("this is a host of a site; the site is made on the machine itself")
        for route in self.routes():
            if route.get("dev") != self.name:
                raise Fault(f"site_network {self.network}: this machine has a route to {route['dst']}; take another network")

    def connect(self):
        self.router.exist()
        run("ip", "netns", "exec", self.router.label, "sysctl", "-qw", "net.ipv4.ip_forward=1")
        for one, other in self.apart:
            self.separate(self.hosts[one], self.hosts[other])
        self.connect_machine()
        dns, domain = self.told["dns_address"], self.told["domain"]
        for host in self.hosts.values():
            host.connect()
            host.resolver.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            write(host.resolver, f"nameserver {dns}\nsearch {domain}\noptions timeout:1 attempts:1\n" if dns else "", 0o644)

    def disconnect(self):
        for host in (*self.hosts.values(), self.router):
            if host.exists():
                host.kill()
                ip(f"netns del {host.label}")
                say(f"removed {host.label}")
            shutil.rmtree(host.resolver.parent, ignore_errors=True)
        # The other ends of the cables follow a moment later.
        wait_until(lambda: not self.routes(), f"the routes to {self.network} do not go")
        with contextlib.suppress(OSError):  # others may have theirs there
            pathlib.Path("/etc/netns").rmdir()

    def routes(self):
        """This machine's routes into the site's network."""
        return [route for route in ip_json("-4 route show table all")
                if route["dst"] != "default" and self.network.overlaps(ipaddress.ip_network(route["dst"], strict=False))]

    def separate(self, one, other):
        """Leaves two hosts no way to each other."""
        there = self.rules()
        for rule in self.prohibitions(one, other):
            if rule not in there:
                ip(f"-n {self.router.label} rule add from {rule[0]}/24 to {rule[1]}/24 prohibit")
                say(f"separated {rule[0]} from {rule[1]}")

    def join(self, one, other):
        """Undoes it."""
        there = self.rules()
        for rule in self.prohibitions(one, other):
            if rule in there:
                ip(f"-n {self.router.label} rule del from {rule[0]}/24 to {rule[1]}/24 prohibit")

    def rules(self):
        return {(rule["src"], rule.get("dst")) for rule in ip_json(f"-n {self.router.label} rule show")}

    @staticmethod
    def prohibitions(one, other):
        one, other = (str(host.interface.network.network_address) for host in (one, other))
        return (one, other), (other, one)

    def connect_machine(self):
        if any(route["dst"] == str(self.network) for route in ip_json("-4 route show")):
            return
        gateway = self.machine.network[1]
        run("ip", "link", "del", self.name, check=False)
        ip(f"link add {self.name} type veth peer name machine netns {self.router.label}")
        ip(f"-n {self.router.label} addr add {gateway}/24 dev machine")
        ip(f"-n {self.router.label} link set machine up")
        ip(f"addr add {self.machine} dev {self.name}")
        ip(f"link set {self.name} up")
        ip(f"route add {self.network} via {gateway}")
        say(f"connected this machine as {self.machine.ip}")

    def leftovers(self):
        yield from super().leftovers()
        hosts = (*self.hosts.values(), self.router)
        yield from (f"namespace {host.label}" for host in hosts if host.exists())
        # Of the machine, also where this runs in the runner's network.
        if subprocess.run(["nsenter", "-t", "1", "-n", "ip", "link", "show", self.name], capture_output=True).returncode == 0:
            yield f"interface {self.name}"
        yield from (f"route to {route['dst']} by {route.get('dev')}" for route in self.routes())
        yield from (str(host.resolver.parent) for host in hosts if host.resolver.parent.exists())
        for mounts in pathlib.Path("/proc").glob("[0-9]*/mountinfo"):
            with contextlib.suppress(OSError):  # it ended meanwhile
                if f" {self.directory}/" in mounts.read_text():
                    yield f"process {mounts.parent.name}"
