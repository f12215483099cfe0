"""The student's kernel: runs their cells, answers for their names, and is believed in nothing."""

from __future__ import annotations

import asyncio
import os
import queue
import tempfile
import time
from collections.abc import Mapping
from typing import Any

import nbformat.v4
import zmq.asyncio
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

from autograder.grading.exchange import ExchangeFolder
from autograder.grading.outputs import CappedClient
from autograder.grading.protocol import Stop
from autograder.grading.shortage import shortage
from autograder.kernels.provisioner import NAME, START_SECONDS, KernelFailure
from autograder.kernels.starting import Starter
from autograder.sandbox.limits import Limits
from autograder.sandbox.room import Room, SandboxFailure
from autograder.sandbox.tiers import Tier

MNIST_VARIABLE = "AUTOGRADER_MNIST"
_SERVE = "__import__('autograder.border.agent', fromlist=['serve']).serve({folder!r}, {number})"


class StudentKernel:
    """One kernel for one notebook of one submission, in a room of its own.

    Use it as an asynchronous context manager; the kernel and the room are gone afterwards.
    """

    def __init__(
        self,
        tier: Tier,
        starter: Starter,
        limits: Limits,
        files: Mapping[str, bytes],
        data: str = "",
    ) -> None:
        """
        Args:
            files: what lies beside the notebook.
            data: path of the MNIST file for the student's side, or a word for it; "" for none.
        """
        self.tier = tier
        self.starter = starter
        self.limits = limits
        self.files = files
        self.data = data
        self.stop: Stop | None = None
        self.number = 0
        self.exchanged = 0
        self.executed = 0

    async def __aenter__(self) -> StudentKernel:
        try:
            self.room = new_room(self.tier, self.limits, self.data)
            self.room.write_files(self.files)
            self.exchange = ExchangeFolder(self.room)
            await self._start()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        if hasattr(self, "client"):
            self.client.stop_channels()
        if hasattr(self, "manager") and self.manager.provisioner is not None:
            await self.manager.provisioner.cleanup()
        if hasattr(self, "context"):
            self.context.destroy(linger=0)
        if hasattr(self, "exchange"):
            self.exchange.close()
        if hasattr(self, "room"):
            self.room.end()

    async def _start(self) -> None:
        self.context = zmq.asyncio.Context()
        self.context.setsockopt(zmq.MAXMSGSIZE, self.limits.message_bytes)
        self.context.setsockopt(zmq.RECONNECT_IVL, -1)
        config = {
            "room": self.room,
            "starter": self.starter,
            "variables": {MNIST_VARIABLE: self.room.place(self.data)},
        }
        spec = KernelSpec(
            display_name="student",
            language="python",
            interrupt_mode="message",
            metadata={"kernel_provisioner": {"provisioner_name": NAME, "config": config}},
        )
        self.manager = AsyncKernelManager(
            kernel_name="student",
            kernel_spec_manager=_OneKernel(spec),
            connection_file=self.room.outside("manager.json"),
            context=self.context,
        )
        try:
            await self.manager.start_kernel()
            self.client = self.manager.client()
            self.client.start_channels()
            await self._connect()
        except KernelFailure:
            raise
        except Exception as error:
            said = self.room.log()
            raise KernelFailure(f"no kernel could be started: {error}{said}") from None
        self.notebook = CappedClient(
            nbformat.v4.new_notebook(),
            km=self.manager,
            timeout=None,
            allow_errors=True,
            store_widget_state=False,
        )
        self.notebook.kc = self.client
        self.notebook.reset_execution_trackers()

    async def _connect(self) -> None:
        """Ask the kernel for a sign until its answers arrive on both channels."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            identity = self.client.kernel_info()
            try:
                await self.client.get_shell_msg(timeout=START_SECONDS)
                while True:
                    message = await self.client.get_iopub_msg(timeout=0.05)
                    ours = message["parent_header"].get("msg_id") == identity
                    if ours and message["content"].get("execution_state") == "idle":
                        return
            except queue.Empty:  # the subscription had not reached the kernel yet
                if time.monotonic() > deadline:
                    raise KernelFailure(f"the kernel does not answer{self.room.log()}") from None

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
        code = _SERVE.format(folder=self.exchange.inside, number=number)
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
            why = self.room.reason
            text = f"the notebook was ended: {why}" if why else "the notebook's process has died"
            await self._kill(text, "kernel_died")
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
        await self.manager.provisioner.kill()

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


def new_room(tier: Tier, limits: Limits, data: str) -> Room:
    """A room of a tier.

    Args:
        data: a file that may be read there, if it is one.

    Raises:
        KernelFailure: if the machine cannot make one.
    """
    try:
        return tier.room(limits, (data,) if os.path.isabs(data) else ())
    except SandboxFailure as error:
        raise KernelFailure(str(error)) from None
    except OSError as error:
        expected = f"room for files in {tempfile.gettempdir()}"
        raise KernelFailure(shortage("no room could be made", expected, error)) from None


def _error(ename: str, text: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": ename, "evalue": text, "traceback": [text]}
