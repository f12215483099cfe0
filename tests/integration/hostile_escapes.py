"""Submissions that try to get out: to files, processes, the network, and others' memory and time.

They know the places of all secrets, as a student may who has seen the course's machine. What they
find they print, and what they manage to do they call ESCAPED.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hostile_rows import SQUARES, Scores, but

from autograder.course import Course


@dataclass(frozen=True)
class Places:
    """What a submission may know of the machine.

    Attributes:
        secrets: files that hold a canary each.
        folders: folders that nobody may write to.
        port: of a collector of TCP and UDP on loopback.
        socket: path of the collector's unix socket; its abstract name is the same.
        process: the pid of a process of the grader's user.
    """

    course: Course
    secrets: tuple[Path, ...]
    folders: tuple[Path, ...]
    port: int
    socket: str
    process: int


@dataclass(frozen=True)
class Escape:
    """A cell's source, where it stands, and what the submission must score."""

    name: str
    source: str
    after: str = "test_counts"
    expected: Scores | None = None


#: Tries every function of a list and says which of them did something.
TRY = """
import ctypes, os, pathlib, signal, socket, subprocess, sys, time
libc = ctypes.CDLL(None, use_errno=True)
def attempt(**deeds):
    for name, deed in deeds.items():
        try:
            done = deed()
        except BaseException as error:
            print(name, 'refused:', type(error).__name__, str(error)[:80])
        else:
            print(name, 'ESCAPED' if done is None or done is True else repr(done)[:3000])
def call(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
def system_call(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), str(number))
"""

READ = """
found = []
for path in {secrets!r}:
    for way in (path, '/proc/1/root' + path, '/proc/self/root' + path,
                '/proc/{process}/root' + path, '/../..' + path):
        try:
            found.append(open(way, 'rb').read())
        except OSError as error:
            print(type(error).__name__, end=' ')
for top, folders, files in os.walk('/'):
    folders[:] = [f for f in folders if os.path.join(top, f) not in
                  ('/proc', '/dev', '/usr', sys.prefix, sys.base_prefix)]
    for name in files:
        path = os.path.join(top, name)
        try:
            if os.path.getsize(path) < 10_000_000:
                found.append(open(path, 'rb').read())
        except OSError:
            pass
for text in found:
    if b'CANARY' in text:
        print(text[text.index(b'CANARY'):][:60])
"""

WRITE = """
def change(path):
    os.chmod(path, 0o777)
    if os.stat(path).st_mode & 0o777 != 0o777:
        raise OSError('nothing was changed')
for folder in {folders!r}:
    for way in (folder, '/proc/1/root' + folder, '/proc/{process}/root' + folder,
                '/proc/{process}/cwd'):
        try:
            open(os.path.join(way, 'pwned'), 'w').write('pwned')
        except OSError as error:
            print(type(error).__name__, end=' ')
for path in {secrets!r}:
    attempt(
        truncate=lambda: os.truncate(path, 0), remove=lambda: os.remove(path),
        change=lambda: change(path),
        append=lambda: open(path, 'a').write('pwned') and None,
        link=lambda: os.link(path, 'secret') or print(open('secret').read()),
    )
os.symlink({secrets!r}[0], 'link')
attempt(follow=lambda: open('link').read())
"""

SNIFF = """
print(dict(os.environ))
try: pids = [name for name in os.listdir('/proc') if name.isdigit()]
except OSError: pids = [str(pid) for pid in range(1, 2000)]
for pid in ['self', *pids]:
    for name in ('environ', 'cmdline', 'maps', 'fd'):
        try:
            path = f'/proc/{{pid}}/{{name}}'
            print(os.listdir(path) if name == 'fd' else open(path, 'rb').read()[:20_000])
        except OSError:
            pass
attempt(parent=lambda: open('/proc/{process}/environ', 'rb').read(),
        command=lambda: open('/proc/{process}/cmdline', 'rb').read())
"""

NETWORK = """
def tcp(address, family=socket.AF_INET):
    with socket.socket(family) as s:
        s.settimeout(1); s.connect(address); s.send(b'ESCAPED')
def udp(address, family=socket.AF_INET):
    with socket.socket(family, socket.SOCK_DGRAM) as s:
        s.sendto(b'ESCAPED', address)
def descend(kind, address):
    with socket.socketpair(socket.AF_UNIX, kind)[0] as s:
        s.sendto(b'ESCAPED', address)
def listen():
    with socket.socket() as s:
        s.bind(('0.0.0.0', 0)); s.listen()
import urllib.request
attempt(
    tcp=lambda: tcp(('127.0.0.1', {port})), udp=lambda: udp(('127.0.0.1', {port})),
    tcp6=lambda: tcp(('::1', {port}), socket.AF_INET6), far=lambda: tcp(('192.0.2.1', 80)),
    path=lambda: tcp({socket!r}, socket.AF_UNIX), datagram=lambda: udp({socket!r}, socket.AF_UNIX),
    abstract=lambda: tcp('\\0' + {socket!r}, socket.AF_UNIX),
    pair=lambda: descend(socket.SOCK_DGRAM, {socket!r}),
    packet=lambda: descend(socket.SOCK_SEQPACKET, {socket!r}),
    netlink=lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close(),
    raw=lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW).close(),
    vsock=lambda: socket.socket(40, socket.SOCK_STREAM).close(),
    listen=listen, web=lambda: urllib.request.urlopen('http://127.0.0.1:{port}/', timeout=1).read(),
)
import syslog
syslog.syslog('ESCAPED')
"""

PROCESSES = """
own = {{os.getpid(), *map(int, os.listdir('/proc/self/task'))}}
for pid in [{process}, *range(1, 3 * max(own) + 3000)]:
    if pid not in own:
        try:
            os.kill(pid, signal.SIGKILL)
            time.sleep(0.1)
            os.kill(pid, 0)  # the first process of a namespace does not heed it
        except ProcessLookupError: continue
        except OSError: continue
try: os.kill(-1, signal.SIGTERM)  # everybody who can be reached: nobody of interest
except OSError: pass
attempt(
    group=lambda: os.killpg({process}, signal.SIGKILL),
    trace=lambda: call('ptrace', 16, {process}, 0, 0),
    trace_first=lambda: call('ptrace', 16, 1, 0, 0),
    read=lambda: system_call(310, {process}, 0, 0, 0, 0, 0),
    memory=lambda: open('/proc/{process}/mem', 'rb').read(1),
    first=lambda: open('/proc/1/mem', 'rb').read(1),
    descriptors=lambda: os.listdir('/proc/{process}/fd'),
    priority=lambda: os.setpriority(os.PRIO_PROCESS, 0, -20),
    score=lambda: pathlib.Path('/proc/self/oom_score_adj').write_text('-1000') and None,
)
"""

NAMESPACES = """
source = str(pathlib.Path.cwd()).encode()
attempt(
    user=lambda: call('unshare', 0x10000000), mount=lambda: call('unshare', 0x20000),
    pid=lambda: call('unshare', 0x20000000), net=lambda: call('unshare', 0x40000000),
    clone=lambda: system_call(56, 0x10000011, 0, 0, 0, 0),
    bind=lambda: call('mount', source, b'/usr', None, 4096, None),
    proc=lambda: call('mount', b'proc', source, b'proc', 0, None),
    unmount=lambda: call('umount2', b'/proc', 2), chroot=lambda: os.chroot('.'),
    root=lambda: os.setuid(0), group=lambda: os.setgroups([0]),
    device=lambda: os.mknod('disk', 0o60666, os.makedev(254, 0)),
    keyring=lambda: system_call(248, b'user', b'n', b'x', 1, -5),
    bpf=lambda: system_call(321, 0, 0, 0),
    ring=lambda: system_call(425, 1, 0), fault=lambda: system_call(323, 0),
    perf=lambda: system_call(298, 0, 0, 0, 0, 0), hidden=lambda: os.memfd_create('x') and None,
    segment=lambda: system_call(29, 0, 4096, 0o1600), dump=lambda: call('prctl', 4, 0, 0, 0, 0),
    terminal=lambda: __import__('fcntl').ioctl(0, 0x5412, b'x'),
    handle=lambda: system_call(304, -100, 0, 0),
)
for command in ('sudo -n id', 'su -c id', 'bwrap --unshare-user --ro-bind / / id', 'unshare -U id'):
    done = subprocess.run(command, shell=True, capture_output=True, stdin=subprocess.DEVNULL)
    if done.returncode == 0:
        print('ESCAPED', command)
"""

DAEMONS = """
for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 1000)
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            while True: time.sleep(1)
        os._exit(0)
subprocess.Popen(['sleep', '1000'], start_new_session=True)
subprocess.Popen('nohup sleep 1000 & disown', shell=True, stdout=subprocess.DEVNULL)
"""

FORK_BOMB = """
children = 0
try:
    while True:
        if os.fork() == 0:
            time.sleep(1000); os._exit(0)
        children += 1
except OSError:
    print('stopped after', children if children < 300 else 'ESCAPED')
"""

FORK_STORM = """
import os, time
own, end = os.getpid(), time.time() + 4
while time.time() < end:
    try: os.fork()
    except OSError: pass
if os.getpid() != own: os._exit(0)
"""

HEAP = "hoard = []\nwhile True: hoard.append(bytearray(b'x') * 2**24)"
MAPPED = (
    "import mmap\nhoard = []\nwhile True:\n"
    "    hoard.append(mmap.mmap(-1, 2**26)); hoard[-1].write(b'x' * 2**26)"
)
HUGE = "try: hoard = bytearray(2**36)\nexcept MemoryError: print('no')"
MANY = (
    "import os, time\nfor _ in range(20):\n    if os.fork() == 0:\n"
    "        hoard = os.urandom(2**27); time.sleep(1000)\ntime.sleep(30)"
)
SHARED = """
def fill(path):
    with open(path, 'wb') as file:
        for _ in range(2000): file.write(bytes(2**20))
from multiprocessing import shared_memory
attempt(shm=lambda: fill('/dev/shm/x'), device=lambda: fill('/dev/x'), root=lambda: fill('/x'),
        run=lambda: fill('/run/x'),
        large=lambda: shared_memory.SharedMemory('s', True, 2**31) and None)
for name in ('x', 's'):
    try: os.remove('/dev/shm/' + name)
    except OSError: pass
"""
DISK = """
import itertools, os, time
for n in itertools.count():
    try:
        with open(f'file{n}', 'wb') as file: file.write(os.urandom(2**24))
    except OSError:
        break
time.sleep(3)
"""
FILES = """
import itertools, os
try:
    for n in itertools.count():
        os.makedirs(f'{n}/' + 'deep/' * 50)
        if n > 4_000: break
except OSError: pass
"""
PRINTED = "line = 'x' * 2**16\nfor _ in range(16_000): print(line)"
WRITTEN = (
    "import os\ntry:\n    for _ in range(1000): os.write(1, b'x' * 2**20)\nexcept OSError: pass"
)

HOLD = (
    "import ctypes\ndef sum_squares(numbers):\n"
    "    ctypes.PyDLL(None).sleep(1000)\n    return sum(n * n for n in numbers)"
)
DRIP = """
import autograder.border.agent as agent, time
def drip(folder, number, serve=agent.serve):
    time.sleep(2)
    serve(folder, number)
agent.serve = drip
"""
SLOW_FILE = """
import autograder.border.agent as agent, os, time
def serve(folder, number):
    with open(f'{folder}/answer-{number}', 'wb') as file:
        while True: file.write(b'A'); file.flush(); time.sleep(0.1)
agent.serve = serve
"""
LINKED = """
import autograder.border.agent as agent, os
os.replace = lambda a, b: (os.link(a, a + '-again'), os.rename(a, b))
"""
SOCKETS = """
import glob, os
for path in glob.glob('../k-*'):
    os.remove(path); os.symlink({socket!r}, path)
"""

_OWN = "import pathlib; pathlib.Path({folder!r}, 'pwned').write_text('pwned'); print('pwned')\n"

#: Files that Python or IPython might run by themselves, if anything looked here.
STARTUP = (
    "sitecustomize.py",
    "usercustomize.py",
    "numpy.py",
    "keras.py",
    "json.py",
    "autograder/__init__.py",
    "autograder/checks/__init__.py",
    "ipython_config.py",
    "startup/00.py",
    "profile_default/startup/00.py",
    "conftest.py",
    "nbgrader_config.py",
    "jupyter_config.py",
)


def startup_files(places: Places) -> dict[str, str]:
    return dict.fromkeys(STARTUP, _OWN.format(folder=str(places.course.root)))


def escapes(places: Places) -> list[Escape]:
    """The table, in which the places of this machine are filled in."""
    known = {
        "secrets": [str(path) for path in places.secrets],
        "folders": [str(path) for path in places.folders],
        "port": places.port,
        "socket": places.socket,
        "process": places.process,
    }

    def trying(source: str) -> str:
        return TRY + source.format(**known)

    dead = but("kernel_died", *SQUARES)
    late = but("timeout", *SQUARES)
    return [
        Escape("reads", trying(READ)),
        Escape("writes", trying(WRITE)),
        Escape("sniffs", trying(SNIFF)),
        Escape("calls_home", trying(NETWORK)),
        Escape("kills", trying(PROCESSES)),
        Escape("makes_namespaces", trying(NAMESPACES)),
        Escape("leaves_daemons", trying(DAEMONS)),
        Escape("fork_bomb", trying(FORK_BOMB)),
        Escape("fork_storm", FORK_STORM, after="essay"),
        Escape("memory_heap", HEAP, expected=dead),
        Escape("memory_mapped", MAPPED, expected=dead),
        Escape("memory_huge", HUGE),
        Escape("memory_in_many", MANY, expected=dead),
        Escape("memory_shared", trying(SHARED)),
        Escape("disk_full", DISK, expected=dead),
        Escape("folders_deep", FILES, after="essay"),
        Escape("gigabyte_printed", PRINTED),
        Escape("gigabyte_written", WRITTEN),
        Escape("holds_the_lock", HOLD, after="sum_squares", expected=late),
        Escape("slow_answers", DRIP, expected=late),
        Escape("answers_drip", SLOW_FILE, expected=late),
        Escape("answers_are_hard_links", LINKED, expected=but("refused", *SQUARES)),
        Escape("sockets_become_links", SOCKETS.format(**known)),
        Escape("startup_files", "import numpy, json, autograder"),
    ]
