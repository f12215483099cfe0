"""Tries from within a room what a room must not allow, and says what came of it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.sandbox.limits import MEGABYTE, Limits
from autograder.sandbox.room import LOG, SandboxFailure
from autograder.sandbox.tiers import Tier
from autograder.sandbox.watchdog import Watchdog

_SECONDS = 30.0

#: Runs in the room; prints as JSON which of these it could do.
_ATTEMPTS = """
import json, os, signal, socket, sys, time
port, secret, place, process = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
def could(deed):
    try:
        deed()
    except (OSError, ValueError):
        return False
    return True
def write():
    with open(os.path.join(place, 'written'), 'w') as file:
        file.write('x')
said = {
    'network': could(lambda: socket.create_connection(('127.0.0.1', port), 2).close()),
    'files': could(lambda: open(secret).read()) or could(write),
    'processes': could(lambda: os.kill(process, signal.SIGTERM)),
}
print(json.dumps(said), flush=True)
hoard = []
while True:
    hoard.append(b'x' * 2**24)
    time.sleep(0.002)
"""


@dataclass(frozen=True)
class Findings:
    """What a process in a room could do: True is bad.

    Attributes:
        network: reach a server on this machine.
        files: read or write a file of the grader's.
        processes: end a process of the grader's.
        memory: use more memory than it may.
    """

    network: bool
    files: bool
    processes: bool
    memory: bool

    def escaped(self) -> list[str]:
        return [name for name, could in vars(self).items() if could]


def probe(tier: Tier) -> Findings:
    """Run the attempts in a room of a tier; a few seconds.

    Raises:
        SandboxFailure: if no room can be made, or nothing runs in it.
    """
    limits = replace(Limits(), memory_bytes=256 * MEGABYTE)
    victim = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        os.chmod(folder, 0o777)
        secret = Path(folder, "secret")
        secret.write_text("secret")
        arguments = [server.getsockname()[1], secret, folder, victim.pid]
        program = [sys.executable, "-P", "-S", "-c", _ATTEMPTS, *map(str, arguments)]
        try:
            with tier.room(limits, ()) as room:
                log = room.create(LOG)
                process = subprocess.Popen(
                    room.command(program),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
                os.close(log)
                room.joined(process.pid)
                descriptor = os.open(LOG, os.O_RDONLY, dir_fd=room.descriptor)
                watchdog = Watchdog(room)
                deadline = time.monotonic() + _SECONDS
                while process.poll() is None and time.monotonic() < deadline:
                    time.sleep(0.05)
                watchdog.stop()
                with os.fdopen(descriptor) as file:
                    said = file.read().strip().splitlines()
                ended = bool(room.reason)
            process.wait()
        finally:
            with suppress(ProcessLookupError):
                victim.kill()
            victim.wait()
    try:
        return Findings(**json.loads(said[0]), memory=not ended)
    except (IndexError, ValueError, TypeError):
        text = said[-1] if said else "nothing"
        raise SandboxFailure(f"Python does not run in the sandbox; it said: {text}") from None
