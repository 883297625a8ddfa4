"""
Hosts on loopback addresses of this machine, as whoever runs it: no root is needed, and nothing keeps one host from another.

A host is its SSH server and all that came of it. The server adopts what daemonises on it, as the first process of a machine does, so that nothing
on the host leaves its tree; and what it starts carries the host's name in its environment, should the server itself be killed.
"""
import contextlib
import ctypes
import ipaddress
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import stat

from common import CLEAN, Fault, Host, Site, run, say, started, wait_until

# Names the host, in the environment of each of its processes.
VARIABLE = "HYOPS_SITE_HOST"
MEMORY = pathlib.Path("/dev/shm")
# PR_SET_CHILD_SUBREAPER of prctl(2): kept over execve.
ADOPT = 36


def why_not():
    """Why this machine does not serve; empty where it does."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK) or run("stat", "-f", "-c", "%T", str(MEMORY)).strip() not in ("tmpfs", "ramfs"):
        return f"{MEMORY} is no memory that this user may write to: secrets of the hosts would come to a disk"
    return ""


def on_loopback(address):
    """10.89.1.10 is 127.89.1.10 there: all of 127.0.0.0/8 is this machine."""
    return ipaddress.ip_address("127." + str(address).split(".", 1)[1])


class LoopbackHost(Host):
    port = 2222

    def __init__(self, site, name, address):
        super().__init__(site, name)
        self.address, self.user = on_loopback(address), pwd.getpwuid(os.geteuid()).pw_name
        self.known_as = f"[{self.address}]:{self.port}"
        self.disk_there, self.memory_there = str(self.disk), str(site.memory / name)
        self.mark = f"{VARIABLE}={self.label}"

    def sshd_config(self):
        # Without root, there is no PAM; the directory is private, whatever those above it are.
        return super().sshd_config() + f"UsePAM {'yes' if os.geteuid() == 0 else 'no'}\nStrictModes no\nSetEnv {self.mark}\n"

    def server(self):
        """Its SSH server's process; none where it does not run. Another program that has its place is not it."""
        listens = re.findall(r"pid=(\d+)", run("ss", "-Hltnp", f"src {self.address} and sport = {self.port}"))
        return next((int(pid) for pid in listens if f"{self.disk}/ssh/sshd_config" in command(pid)), None)

    def boot(self):
        self.kill()
        with socket.socket() as asked:
            if asked.connect_ex((str(self.address), self.port)) == 0:
                raise Fault(f"{self.address}:{self.port} is taken, perhaps by the site of another user; take another site_network, and addresses of it in hosts.yml")
        memory = self.site.empty_memory(self.name)
        memory.mkdir(mode=self.site.memory_mode)
        if os.geteuid() == 0:
            pathlib.Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        adopt = ctypes.CDLL(None).prctl
        started(["/usr/sbin/sshd", "-D", "-f", f"{self.disk}/ssh/sshd_config", "-E", f"{self.disk}/ssh/sshd.log"],
                env={**CLEAN, VARIABLE: self.label}, preexec_fn=lambda: adopt(ADOPT, 1, 0, 0, 0))

    def processes(self):
        """What runs on it: its server, what carries its name, and all that came of these."""
        parents, found = {}, {self.server()} - {None}
        for entry in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it ended meanwhile, or is another user's
                state, parent = (entry / "stat").read_bytes().rpartition(b")")[2].split()[:2]
                if state in (b"Z", b"X"):
                    continue
                parents[int(entry.name)] = int(parent)
                if self.mark.encode() in (entry / "environ").read_bytes().split(b"\0"):
                    found.add(int(entry.name))
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found

    def kill(self):
        """Ends all that runs on it, at once: they are stopped first, so that none starts another. System V's shared memory goes with them."""
        stopped = set()
        while fresh := self.processes() - stopped:
            send(fresh, signal.SIGSTOP)
            stopped |= fresh
        segments = shared_segments(stopped)
        send(stopped, signal.SIGKILL)
        wait_until(lambda: not self.processes() and not any(lives(pid) for pid in stopped), f"the processes of {self.label} do not end")
        for segment in segments:
            run("ipcrm", "-m", segment, check=False)

    def connected(self):
        """There is no cable: a host has its way to the others as long as its server runs."""
        return self.server() is not None

    def disconnect(self):
        """Nothing to take away."""


def command(pid):
    with contextlib.suppress(OSError):
        return pathlib.Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    return ""


def send(pids, what):
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, what)


def lives(pid):
    with contextlib.suppress(OSError):
        return pathlib.Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    return False


def shared_segments(pids):
    """What they made of System V's shared memory, by its id."""
    with contextlib.suppress(OSError):
        rows = [line.split() for line in pathlib.Path("/proc/sysvipc/shm").read_text().splitlines()[1:]]
        return [row[1] for row in rows if int(row[4]) in pids]
    return []


class LoopbackSite(Site):
    mode, can_separate = "loopback", False
    # BIND listens on addresses of interfaces alone, so every site's name server has a port of its own.
    dns_address = "127.0.0.1"
    # Whatever calls a loopback address may come from any other.
    reachable_from = "127.0.0.0/8"
    memory_mode = 0o755 if os.geteuid() == 0 else 0o700

    def __init__(self, told, why):
        self.memory = MEMORY / f"{told['name']}-{os.geteuid()}"
        super().__init__(told, why)
        self.dns_port = 5300 + self.network.network_address.packed[1]
        # A resolv.conf names no port, and this machine's is not touched.
        self.resolver = f"{self.dns_address}:{self.dns_port}"

    def host(self, name, address):
        return LoopbackHost(self, name, address)

    def require_free(self):
        if not re.fullmatch(r"/[\w./+@-]+", str(self.directory)):
            raise Fault(f"site_directory '{self.directory}': a whole path of letters, digits and ./+@_-, as servers are told it")
        if problem := why_not():
            raise Fault(problem)

    def connect(self):
        with contextlib.suppress(FileExistsError):
            self.memory.mkdir(mode=self.memory_mode)
        found = self.memory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            raise Fault(f"{self.memory} is no directory of this user alone; remove it")

    def empty_memory(self, name):
        memory = self.memory / name
        shutil.rmtree(memory, ignore_errors=True)
        return memory

    def disconnect(self):
        for host in self.hosts.values():
            if host.processes():
                host.kill()
                say(f"removed {host.label}")
        if self.memory.exists() and self.memory.lstat().st_uid == os.geteuid():
            shutil.rmtree(self.memory)

    def separate(self, one, other):
        """Nothing keeps loopback addresses apart."""

    def join(self, one, other):
        """Nor need they be joined."""

    def leftovers(self):
        yield from super().leftovers()
        yield from (f"process {pid}" for host in self.hosts.values() for pid in sorted(host.processes()))
        if self.memory.exists():
            yield str(self.memory)
