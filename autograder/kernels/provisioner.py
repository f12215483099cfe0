"""A Jupyter kernel provisioner: nbclient, nbgrader and `jupyter execute` can use the sandbox too.

A kernelspec names it under `metadata.kernel_provisioner.provisioner_name`; this package installs
one as `autograder-sandbox`. The kernel talks over sockets in its room, and sees of the notebook's
folder a copy without notebooks, which may hold hidden tests.
"""

from __future__ import annotations

import asyncio
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import zmq
from jupyter_client import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.provisioning import KernelProvisionerBase

from autograder.kernels.contained import IPYTHON
from autograder.kernels.starting import ColdStarter, Process, Starter
from autograder.sandbox.limits import MEGABYTE, Limits
from autograder.sandbox.room import Room
from autograder.sandbox.tiers import tier_named
from autograder.sandbox.watchdog import Watchdog

NAME = "autograder-sandbox"
START_SECONDS = 120.0

_COPIED_BYTES, _COPIED_FILES = 64 * MEGABYTE, 2000
_PORTS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")


class KernelFailure(Exception):
    """The machine could not start a kernel: nobody's mistake, and nothing is scored."""


class SandboxProvisioner(KernelProvisionerBase):
    """Starts one kernel in a room.

    Args, as configuration of a kernelspec or from the engine:
        sandbox: the tier, as `autograder grade --sandbox` takes it.
        limits: fields of `Limits`.
        room: a room that is ready, instead of one with a copy of the working folder.
        starter: how processes are started; cold by default.
        variables: environment beside the usual.
    """

    def __init__(
        self,
        sandbox: str = "auto",
        limits: Mapping[str, Any] | None = None,
        room: Room | None = None,
        starter: Starter | None = None,
        variables: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.sandbox = sandbox
        self.limits = Limits(**(limits or {}))
        self.room = room
        self.starter = starter or ColdStarter()
        self.variables = dict(variables or {})
        self.process: Process | None = None
        self.watchdog: Watchdog | None = None

    @property
    def has_process(self) -> bool:
        return self.process is not None

    async def poll(self) -> int | None:
        """None while the kernel lives."""
        return 0 if self.process is None else self.process.poll()

    async def wait(self) -> int | None:
        """Wait for the kernel's end."""
        while await self.poll() is None:
            await asyncio.sleep(0.05)
        self.process = None
        return 0

    async def send_signal(self, signum: int) -> None:
        """Any signal but 0 ends the room: interrupts are messages, see the kernelspec."""
        if signum:
            await self.kill()

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and everything that it has started."""
        if self.watchdog is not None:
            self.watchdog.stop()
        if self.room is not None:
            self.room.end()
        if self.process is not None:
            self.process.wait()

    async def terminate(self, restart: bool = False) -> None:
        await self.kill(restart)

    async def cleanup(self, restart: bool = False) -> None:
        await self.kill(restart)
        self.room = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Make the room, and tell the manager where its sockets will be."""
        if self.room is None:
            self.room = tier_named(self.sandbox).room(self.limits, ())
            for name, data in _support_files(kwargs.get("cwd") or os.getcwd()):
                self.room.write_files({name: data})
        manager = self.parent
        manager.transport = "ipc"
        manager.ip = self.room.outside("k")
        for number, port in enumerate(_PORTS, 1):
            setattr(manager, port, number)
        if manager._created_context:
            # A socket file is followed once, before the notebook begins: it may be a link later.
            manager.context.setsockopt(zmq.RECONNECT_IVL, -1)
        kwargs.pop("extra_arguments", None)
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel and wait until its sockets are open.

        Raises:
            KernelFailure: if it does not start.
        """
        info = self.parent.get_connection_info()
        inside = {**info, "ip": f"{self.room.inside}/k", "key": info["key"].decode()}
        self.room.write("kernel.json", json.dumps(inside).encode())
        variables = self.room.environment(self.variables)
        try:
            started = self.starter.start(
                self.room, IPYTHON, [f"{self.room.inside}/kernel.json"], variables
            )
            self.process = started.process
            with started.channel as channel:
                channel.setblocking(False)
                loop = asyncio.get_running_loop()
                said = await asyncio.wait_for(loop.sock_recv(channel, 1), START_SECONDS)
        except (OSError, TimeoutError) as error:
            raise KernelFailure(f"no kernel could be started: {error}") from None
        if said != b"r":
            raise KernelFailure(f"no kernel could be started{self.room.log()}")
        self.watchdog = Watchdog(self.room)
        return info


def _support_files(folder: str) -> Iterator[tuple[str, bytes]]:
    """Regular files below a folder, without notebooks, hidden names and what is too large."""
    left, count = _COPIED_BYTES, 0
    for place, names, files in os.walk(folder):
        names[:] = [name for name in names if not name.startswith(".")]
        for name in files:
            path = os.path.join(place, name)
            with suppress(OSError):
                facts = os.lstat(path)
                if (
                    name.startswith(".")
                    or name.endswith(".ipynb")
                    or not stat.S_ISREG(facts.st_mode)
                    or facts.st_size > left
                ):
                    continue
                with open(path, "rb") as file:
                    data = file.read(left)
                left, count = left - len(data), count + 1
                if count > _COPIED_FILES:
                    return
                yield os.path.relpath(path, folder), data


def install_kernelspec(prefix: str | None) -> str:
    """Install the kernelspec that names this provisioner; returns where it lies.

    Args:
        prefix: a Python environment; None for the user's own folder.

    Raises:
        OSError: if it cannot be written.
    """
    source = Path(__file__).parent / "kernelspec"
    return KernelSpecManager().install_kernel_spec(
        str(source), NAME, user=prefix is None, prefix=prefix
    )
