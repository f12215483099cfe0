"""The student's kernel: runs their cells, answers for their names, and is believed in nothing."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat.v4
import zmq.asyncio
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

from autograder.grading.exchange import ExchangeFolder
from autograder.grading.outputs import CappedClient
from autograder.grading.protocol import Stop
from autograder.sandbox.limits import Limits, environment
from autograder.sandbox.tiers import Tier

START_SECONDS = 120.0
_SERVE = "__import__('autograder.border.agent', fromlist=['serve']).serve({folder!r}, {number})"

# A submission's own `json.py` must not keep the kernel from starting: that would be nobody's zero.
_LAUNCH = (
    "import sys; del sys.path[0]; import autograder.border.agent; "
    "from ipykernel import kernelapp; kernelapp.launch_new_instance()"
)


class KernelFailure(Exception):
    """The machine could not start a kernel: nobody's mistake, and nothing is scored."""


class StudentKernel:
    """One kernel for one notebook of one submission, in folders of its own.

    Use it as an asynchronous context manager; the kernel and the folders are gone afterwards.
    """

    def __init__(
        self, tier: Tier, limits: Limits, files: Mapping[str, bytes], variables: Mapping[str, str]
    ) -> None:
        self.tier = tier
        self.limits = limits
        self.files = files
        self.variables = variables
        self.stop: Stop | None = None
        self.number = 0
        self.exchanged = 0
        self.executed = 0

    async def __aenter__(self) -> StudentKernel:
        self.folder = tempfile.TemporaryDirectory(prefix="ag-", ignore_cleanup_errors=True)
        root = Path(self.folder.name)
        self.work = root / "work"
        for path in (self.work, root / "exchange", root / "home"):
            path.mkdir()
        self.exchange = ExchangeFolder(root / "exchange")
        write_files(self.work, self.files)
        try:
            await self._start(root)
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        client = getattr(self, "client", None)
        if client is not None:
            client.stop_channels()
        manager = getattr(self, "manager", None)
        if manager is not None and manager.has_kernel:
            await manager.shutdown_kernel(now=True)
        if getattr(self, "context", None) is not None:
            self.context.destroy(linger=0)
        self.exchange.close()
        self.folder.cleanup()

    async def _start(self, root: Path) -> None:
        argv = [sys.executable, "-c", _LAUNCH, "-f", "{connection_file}"]
        spec = KernelSpec(
            argv=self.tier.command(argv, self.work, self.exchange.path),
            display_name="student",
            language="python",
            interrupt_mode="message",
        )
        self.context = zmq.asyncio.Context()
        self.context.setsockopt(zmq.MAXMSGSIZE, self.limits.message_bytes)
        self.manager = AsyncKernelManager(
            kernel_name="student",
            kernel_spec_manager=_OneKernel(spec),
            transport="ipc",
            ip=str(root / "k"),
            connection_file=str(root / "kernel.json"),
            context=self.context,
        )
        variables = environment(self.limits.threads, str(root / "home")) | dict(self.variables)
        try:
            with open(root / "log", "wb") as log:
                await self.manager.start_kernel(
                    cwd=str(self.work),
                    env=self.tier.environment(variables),
                    stdout=log,
                    stderr=log,
                )
            self.client = self.manager.client()
            self.client.start_channels()
            await self.client.wait_for_ready(timeout=START_SECONDS)
        except Exception as error:
            said = _tail(root / "log")
            raise KernelFailure(f"no kernel could be started: {error}{said}") from None
        self.notebook = CappedClient(
            nbformat.v4.new_notebook(),
            km=self.manager,
            timeout=None,
            allow_errors=True,
            store_widget_state=False,
            coalesce_streams=True,
        )
        self.notebook.kc = self.client
        self.notebook.reset_execution_trackers()

    async def run_cell(self, source: str, seconds: float) -> tuple[list[dict[str, Any]], int]:
        """Run a cell of the notebook; returns the outputs that are kept and its number.

        A cell that outlives its limit is interrupted; a kernel that does not heed that is ended,
        and every later request answers with the reason.
        """
        if self.stop is not None:
            return [], 0
        cell = nbformat.v4.new_code_cell(source)
        index = len(self.notebook.nb.cells)
        self.notebook.nb.cells.append(cell)
        self.notebook.begin_cell(self.limits.output_bytes)
        self.executed += 1
        running = asyncio.ensure_future(
            self.notebook.async_execute_cell(cell, index, execution_count=self.executed)
        )
        late = await self._finish(running, seconds, f"the cell took longer than its {seconds:g} s")
        outputs = self.notebook.kept(cell.outputs)
        if late is not None:
            outputs.append(_error("TimeLimit", late))
        elif self.stop is not None:
            outputs.append(_error("KernelDied", self.stop.message))
        return outputs, self.executed

    async def answer(self, request: bytes, deadline: float) -> bytes | Stop:
        """Let the agent in the kernel answer a request; the bytes come back unread.

        Args:
            deadline: in `time.monotonic()` seconds; the end of the test cell's time limit.
        """
        if self.stop is not None:
            return self.stop
        self.number += 1
        number = self.number
        try:
            self.exchange.put(f"request-{number}", request)
        except OSError as error:
            return self._died(f"the notebook has destroyed its exchange folder ({error.strerror})")
        code = _SERVE.format(folder=str(self.exchange.path), number=number)
        running = asyncio.ensure_future(self._execute(code))
        seconds = max(deadline - time.monotonic(), 0.05)
        late = await self._finish(running, seconds, "the call did not end within the time limit")
        if late is not None:
            return Stop("timeout", late)
        if self.stop is not None:
            return self.stop
        answer = self.exchange.take(f"answer-{number}")
        self.exchange.remove(f"request-{number}")
        if answer is None:
            return Stop("refused", "the notebook did not answer the grader's call")
        self.exchanged += len(answer)
        if self.exchanged > self.limits.exchange_bytes:
            return Stop(
                "refused", "the values are too large: expected at most 256 MB for one check"
            )
        return answer

    async def _execute(self, code: str) -> None:
        """Send code and wait until the kernel is idle again; what it says is not believed."""
        identity = self.client.execute(code, silent=True, store_history=False, stop_on_error=False)

        async def idle() -> None:
            while True:
                message = await self.client.get_iopub_msg(timeout=None)
                if (
                    message["parent_header"].get("msg_id") == identity
                    and message["msg_type"] == "status"
                    and message["content"]["execution_state"] == "idle"
                ):
                    return

        async def reply() -> None:
            while True:
                message = await self.client.get_shell_msg(timeout=None)
                if message["parent_header"].get("msg_id") == identity:
                    return

        waiting = asyncio.ensure_future(idle())
        answering = asyncio.ensure_future(reply())
        try:
            while True:
                done, _ = await asyncio.wait(
                    {waiting, answering}, timeout=1.0, return_when=asyncio.FIRST_EXCEPTION
                )
                for task in done:
                    task.result()
                if len(done) == 2:
                    return
                if answering.done():  # the idle message may have been lost in a flood of output
                    await asyncio.wait({waiting}, timeout=2.0)
                    return
                if not await self.manager.is_alive():
                    raise ConnectionError("the kernel has died")
        finally:
            waiting.cancel()
            answering.cancel()

    async def _finish(self, running: asyncio.Future[Any], seconds: float, late: str) -> str | None:
        """Wait for what runs in the kernel; returns `late` if it had to be interrupted."""
        done, _ = await asyncio.wait({running}, timeout=seconds)
        interrupted = not done
        if interrupted:
            await self._interrupt()
            done, _ = await asyncio.wait({running}, timeout=self.limits.grace)
        if not done:
            running.cancel()
            running.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
            await self._kill(
                late + " and could not be interrupted; the kernel was ended", "timeout"
            )
            return late
        error = running.exception()
        if error is not None:
            await self._kill("the notebook's process has died", "kernel_died")
            return None
        return late if interrupted else None

    async def _interrupt(self) -> None:
        try:
            await asyncio.wait_for(self.manager.interrupt_kernel(), timeout=2.0)
        except Exception:  # noqa: BLE001  a kernel that cannot be asked will be ended
            return

    async def _kill(self, message: str, status: Any) -> None:
        if self.stop is None:
            self.stop = Stop(status, message)
        if self.manager.has_kernel:
            await self.manager.shutdown_kernel(now=True)

    def _died(self, message: str) -> Stop:
        self.stop = self.stop or Stop("kernel_died", message)
        return self.stop


class _OneKernel(KernelSpecManager):
    """Knows one kernel only, whatever kernelspec a notebook asks for."""

    def __init__(self, spec: KernelSpec) -> None:
        super().__init__()
        self.spec = spec

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return self.spec


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a submission's support files below `folder`; the names were checked at intake."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _error(ename: str, text: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": ename, "evalue": text, "traceback": [text]}


def _tail(log: Path) -> str:
    try:
        text = log.read_bytes()[-600:].decode("utf-8", "replace").strip()
    except OSError:
        return ""
    return f"; it said: {text}" if text else ""
