"""Rooms of every tier this machine has: what a process finds there, its limits, and its end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.sandbox import tiers
from autograder.sandbox.limits import MEGABYTE, Limits
from autograder.sandbox.room import LOG, Room
from autograder.sandbox.tiers import BUBBLEWRAP, LANDLOCK, NONE, NoSandbox, Tier, tier_named
from autograder.sandbox.watchdog import Watchdog

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rooms are Linux'")

SMALL = replace(Limits(), memory_bytes=200 * MEGABYTE, disk_bytes=20 * MEGABYTE)


@pytest.fixture(params=[BUBBLEWRAP, LANDLOCK], ids=lambda tier: tier.name)
def tier(request: pytest.FixtureRequest) -> Tier:
    why = tiers.obstacle(request.param.name)
    if why:
        pytest.skip(why)
    return request.param


@pytest.fixture
def room(tier: Tier) -> Iterator[Room]:
    with tier.room(SMALL, ()) as room:
        yield room


def start(room: Room, code: str) -> subprocess.Popen:
    process = subprocess.Popen(
        room.command([sys.executable, "-P", "-S", "-c", code]),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=room.environment({}),
        start_new_session=True,
    )
    room.joined(process.pid)
    return process


def output(room: Room, code: str) -> str:
    return start(room, code).communicate(timeout=60)[0]


def test_files_that_are_put_there_are_found_there(room: Room) -> None:
    room.write_files({"a.txt": b"one", "deep/er/b.txt": b"two"})
    code = "print(open('a.txt').read(), open('deep/er/b.txt').read()); open('c', 'w')"
    assert output(room, code) == "one two\n"


def test_the_environment_is_little_and_everything_writable_is_in_the_room(room: Room) -> None:
    code = "import os, tempfile; print(os.environ['HOME'], tempfile.gettempdir(), os.getcwd())"
    for path in output(room, code).split():
        assert path.startswith(room.inside + "/")


def test_no_capability_and_no_way_to_get_one(room: Room) -> None:
    lines = output(room, "print(open('/proc/self/status').read())").splitlines()
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    assert {status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {"0" * 16}
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert "0" not in status["Uid"].split()


def test_a_data_file_can_be_read_and_no_other(tier: Tier, tmp_path: Path) -> None:
    data, secret = tmp_path / "data.npz", tmp_path / "secret"
    data.write_text("images")
    secret.write_text("secret")
    for path in (*tmp_path.parents, tmp_path):
        if path.owner() == Path.home().owner() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
    with tier.room(SMALL, (str(data),)) as room:
        place = room.place(str(data))
        code = (
            f"print(open({place!r}).read())\n"
            f"try: print(open({str(secret)!r}).read())\n"
            "except OSError: print('no')\n"
            f"try: open({place!r}, 'w')\n"
            "except OSError: print('no')\n"
        )
        assert output(room, code) == "images\nno\nno\n"


def test_the_end_of_a_room_is_the_end_of_all_in_it(room: Room) -> None:
    code = (
        "import os, time\n"
        "for _ in range(3):\n"
        "    if os.fork() == 0:\n"
        "        os.setsid()\n"
        "        os.fork()\n"
        "        time.sleep(600)\n"
        "print('ready', flush=True)\n"
        "time.sleep(600)\n"
    )
    process = start(room, code)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    room.end("enough")
    process.wait(timeout=20)
    assert process.stdout.read() == ""  # every copy of its standard output is closed
    process.stdout.close()
    assert room.reason == "enough"
    room.end()  # once is enough
    assert room.reason == "enough"


HOARD = "h = []\nimport time\nwhile True: h.append(b'x' * 2**23); time.sleep(.005)"
FILL = "import time\nfor n in range(1000):\n    open(f'{n}', 'wb').write(b'x' * 2**20)"


def test_the_watchdog_ends_a_room_that_hoards_memory(room: Room) -> None:
    process = start(room, HOARD)
    watchdog = Watchdog(room)
    process.wait(timeout=60)
    watchdog.stop()
    assert room.reason == "it used more memory than the 200 MB that are allowed"


def test_a_full_disk_is_the_rooms_own(tier: Tier, room: Room) -> None:
    process = start(room, FILL + "\ntime.sleep(600)" if tier is LANDLOCK else FILL)
    watchdog = Watchdog(room)
    said = process.communicate(timeout=60)[0]
    watchdog.stop()
    if tier is BUBBLEWRAP:
        assert "No space left on device" in said
    else:
        assert room.reason == "it wrote more files than the 20 MB that are allowed"


def test_a_folder_room_is_removed_whatever_was_left_in_it() -> None:
    room = NONE.room(SMALL, ())
    deep = "import os\nfor n in range(1500):\n    os.mkdir('d'); os.chdir('d')\nos.chmod('.', 0)"
    assert output(room, f"os = __import__('os')\nos.chdir({room.work!r})\n{deep}") == ""
    room.end()
    assert not os.path.exists(room.inside)


def test_the_log_of_a_room_is_read_as_a_file_only(room: Room) -> None:
    os.close(room.create(LOG))
    assert room.log() == ""
    output(room, "import os; os.remove('../log'); os.symlink('/etc/passwd', '../log')")
    assert room.log() == ""
    output(room, "import os; os.remove('../log'); os.mkfifo('../log')")
    started = time.monotonic()
    assert room.log() == ""
    assert time.monotonic() - started < 30  # a fifo would never answer


def test_where_there_is_no_sandbox_grading_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(tiers.VARIABLE, raising=False)
    monkeypatch.setattr(tiers, "obstacle", lambda name: "not here" if name != "none" else "")
    with pytest.raises(NoSandbox, match="--sandbox none"):
        tier_named()
    with pytest.raises(NoSandbox, match="`landlock` cannot be had here .not here."):
        tier_named("landlock")
    with pytest.raises(NoSandbox, match="received `jail`"):
        tier_named("jail")
    assert tier_named("none") is NONE
    monkeypatch.setenv(tiers.VARIABLE, "none")
    assert tier_named() is NONE
