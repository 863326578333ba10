"""Killable workers: a fixed number that answer, and warm spares that take the place of dead ones."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from practicegraph.engine import errors
from practicegraph.engine.turns import ClosedError, FairQueue, NoneFreeError
from practicegraph.engine.workers import Abandoned, Step, Worker, WorkerConfiguration
from practicegraph.messages import Message

AGAIN_SECONDS: Final = 0.5
"""How long to wait before a worker is started again after one could not."""
QUEUE_SECONDS: Final = 1.0
"""How long a query waits for a free worker."""
LARGEST_DIFFERENCE: Final = 1 << 20
"""Bytes up to which it pays to tell workers how releases differ."""
STEPS: Final = 32
"""Releases that a worker may be behind; one that is farther behind is replaced."""


class Running:
    """A request that a worker has been given; :meth:`result` or :meth:`abandon` follows."""

    __slots__ = ("_deadline", "_message", "_pool", "_seconds", "_worker")

    def __init__(self, pool: WorkerPool, worker: Worker, deadline: float, seconds: float) -> None:
        self._pool = pool
        self._worker = worker
        self._deadline = deadline
        self._seconds = seconds
        self._message: Message | None = None

    def fileno(self) -> int:
        """Return the descriptor at which the reply comes."""
        return self._worker.channel.fileno()

    def now(self) -> Message | None:
        """Return the reply if it has come; raises ``EOFError`` or ``OSError`` if the worker died."""
        if self._message is None:
            self._message = self._worker.receive_now()
        return self._message

    def result(self, abandoned: Abandoned | None = None) -> tuple[Message, str]:
        """Wait for the reply; return it and the id of the release that it is of; see :meth:`WorkerPool.run`."""
        worker = self._worker
        try:
            reply = self._message or worker.receive(self._deadline, abandoned)
        except TimeoutError:
            self._pool.replace(worker)
            raise errors.DeadlineExceededError(self._seconds) from None
        except errors.ClientGoneError:
            self._pool.replace(worker)
            raise
        except (EOFError, OSError):
            status = worker.end()
            self._pool.replace(worker)
            raise _explain(status) from None
        release = worker.release
        self._pool.give_back(worker)
        return reply, release

    def abandon(self) -> None:
        """End the request: nobody waits for the reply any more."""
        with suppress(errors.EngineError):
            reply, _ = self.result(lambda: True)
            if reply.file is not None:
                os.close(reply.file)


class WorkerPool:
    """Hands each request to a free worker and replaces workers that were killed or died."""

    def __init__(self, configuration: WorkerConfiguration, size: int, spares: int = 1) -> None:
        """Start ``size`` workers and then the spares; returns when the workers are ready."""
        self._configuration = configuration
        self._steps: list[Step] = []
        self._idle: FairQueue[Worker] = FairQueue()
        self._spares: FairQueue[Worker] = FairQueue()
        self._lock = threading.Lock()
        self._alive: set[Worker] = set()
        self._running: set[Worker] = set()
        self._catching_up: set[Worker] = set()
        self._closed = False
        started = [self._start() for _ in range(size)]
        for worker in started:
            worker.wait_until_ready()
            self._put_to_work(worker)
        for _ in range(spares):
            self._in_background(self._start_into, self._keep)

    def run(
        self, request: dict[str, Any], seconds: float, abandoned: Abandoned | None = None, client: str = ""
    ) -> tuple[Message, str]:
        """Run a request; return the reply and the id of the release that it is of.

        Where more wait than there are workers, clients take turns.
        ``seconds`` count from now, the wait for a free worker included. A worker whose query has run out of time
        or is ``abandoned`` is killed; a worker that died before it was asked costs no answer. Raises the
        :mod:`errors` of the request's failure.
        """
        deadline = time.monotonic() + seconds
        while True:
            running = self._given(self._free(client, deadline), request, deadline, seconds)
            if running is not None:
                return running.result(abandoned)

    def begin(self, request: dict[str, Any], seconds: float) -> Running | None:
        """Give a request to a worker that is free now; ``None`` if none is: :meth:`run` waits for one."""
        worker = self._idle.take()
        if worker is None or not self._is_engaged(worker):
            return None
        return self._given(worker, request, time.monotonic() + seconds, seconds)

    def _given(
        self, worker: Worker, request: dict[str, Any], deadline: float, seconds: float
    ) -> Running | None:
        """Give a request to a worker; ``None`` if that has died."""
        try:
            worker.send(request, deadline)
        except ConnectionError:
            self.replace(worker)
            return None
        except TimeoutError:
            self.replace(worker)
            raise errors.DeadlineExceededError(seconds) from None
        return Running(self, worker, deadline, seconds)

    def follow(self, step: Step) -> None:
        """Answer from the next release: whoever asks after this gets an answer of it.

        Queries that run go on with their release. Workers follow when they are idle, at the latest before they
        are asked again.
        """
        with self._lock:
            self._steps = [*self._steps[1 - STEPS :], step]
            self._configuration = replace(self._configuration, release=step.release, snapshot=step.snapshot)
        for place, give in ((self._idle, self._offer), (self._spares, self._keep)):
            for _ in range(len(place)):
                worker = place.take()
                if worker is not None:
                    self._let_follow(worker, give)

    def _let_follow(self, worker: Worker, give: Callable[[Worker], None]) -> None:
        """Let a worker follow out of the way of requests: none waits for one that cannot."""
        with self._lock:
            self._catching_up.add(worker)
        self._in_background(self._follow_into, worker, give)

    def _follow_into(self, worker: Worker, give: Callable[[Worker], None]) -> None:
        try:
            if self._has_followed(worker):
                give(worker)
        finally:
            with self._lock:
                self._catching_up.discard(worker)

    def _is_behind(self, worker: Worker) -> bool:
        with self._lock:
            return worker.release != self._configuration.release

    def _has_followed(self, worker: Worker) -> bool:
        """Let a worker follow up to the release that answers now; one that cannot is replaced."""
        while True:
            with self._lock:
                releases = [step.release for step in self._steps]
                if worker.release == self._configuration.release:
                    return True
                # An id may come again: the same id is the same store, so the last one is the nearest.
                behind = max((n for n, each in enumerate(releases, 1) if each == worker.release), default=0)
                missing = self._steps[behind:] if behind or len(releases) < STEPS else []
            if not missing or not worker.has_followed(missing[0]):
                self.replace(worker)
                return False

    def retire(self) -> None:
        """Take no more requests; end each worker when it is idle."""
        with self._lock:
            self._closed = True
        for worker in self._idle.close():
            self._discard(worker)
        with self._lock:
            waiting = [worker for worker in self._alive if worker not in self._running]
        for worker in waiting:
            self._discard(worker)

    @property
    def running(self) -> int:
        """The number of requests that workers run now."""
        with self._lock:
            return len(self._running)

    def processes(self) -> list[int]:
        """Return the process ids of all workers, the spares included."""
        with self._lock:
            return [worker.process.pid for worker in self._alive]

    def close(self) -> None:
        """End every worker."""
        with self._lock:
            self._closed = True
            workers, self._alive = self._alive, set()
        self._idle.close()
        for worker in workers:
            worker.end()

    def _free(self, client: str, deadline: float) -> Worker:
        patience = min(deadline, time.monotonic() + QUEUE_SECONDS)
        while True:
            try:
                worker = self._idle.get(client, patience - time.monotonic())
            except NoneFreeError:
                if self._catching_up and patience < deadline:
                    patience = min(deadline, patience + QUEUE_SECONDS)
                    continue
                raise errors.EngineBusyError("every query worker is busy; try again soon") from None
            except ClosedError:
                raise errors.RetiredError("these workers answer no more") from None
            if self._is_engaged(worker):
                return worker

    def _is_engaged(self, worker: Worker) -> bool:
        """Engage a worker that was free; one that has to follow first, or is not needed any more, is not."""
        if self._is_behind(worker):
            self._let_follow(worker, self._offer)
            return False
        with self._lock:
            if not self._closed:
                self._running.add(worker)
                return True
        self._discard(worker)
        return False

    def give_back(self, worker: Worker) -> None:
        """Let a worker answer the next request."""
        with self._lock:
            self._running.discard(worker)
        self._offer(worker)

    def _offer(self, worker: Worker) -> None:
        """Let a worker answer who has the turn, when it is on the release that answers now."""
        if self._is_behind(worker):
            self._let_follow(worker, self._offer)
        elif not self._idle.put(worker):
            self._discard(worker)

    def _keep(self, worker: Worker) -> None:
        """Keep a worker as a spare."""
        self._spares.put(worker)

    def _discard(self, worker: Worker) -> None:
        with self._lock:
            self._alive.discard(worker)
        worker.end()

    def _start(self) -> Worker:
        worker = Worker(self._configuration)
        with self._lock:
            if not self._closed:
                self._alive.add(worker)
                return worker
        worker.end()
        raise errors.RetiredError("these workers answer no more")

    def _put_to_work(self, worker: Worker) -> None:
        worker.copy_to_memory()
        self._offer(worker)

    def replace(self, worker: Worker) -> None:
        """Kill a worker and let a spare, or a new one, take its place; returns at once."""
        with self._lock:
            self._alive.discard(worker)
            self._running.discard(worker)
            closed = self._closed
        worker.process.kill()
        self._in_background(self._bury, worker)
        if not closed:
            spare = self._take_spare()
            if spare is not None:
                self._put_to_work(spare)
            self._in_background(self._start_into, self._put_to_work if spare is None else self._keep)

    def _bury(self, worker: Worker) -> None:
        """Wait until a killed worker has given back its memory, which takes a while if it is large."""
        worker.end()

    def _take_spare(self) -> Worker | None:
        while True:
            spare = self._spares.take()
            if spare is None:
                return None
            if spare.process.poll() is None:
                return spare
            self._discard(spare)
            self._in_background(self._start_into, self._keep)

    def _start_into(self, place: Callable[[Worker], None]) -> None:
        """Start a worker and, when it is ready, put it into its place; one that cannot start is tried again."""
        while True:
            try:
                worker = self._start()
                worker.wait_until_ready()
            except errors.RetiredError:
                return
            except (errors.WorkerCrashedError, OSError):
                self._forget_dead()
                time.sleep(AGAIN_SECONDS)
                continue
            place(worker)
            return

    def _forget_dead(self) -> None:
        with self._lock:
            self._alive = {worker for worker in self._alive if worker.process.poll() is None}

    def _in_background(self, task: Callable[..., None], *arguments: object) -> None:
        threading.Thread(target=task, args=arguments, name=task.__name__.strip("_"), daemon=True).start()


def _explain(status: int) -> errors.EngineError:
    if -status == signal.SIGABRT:
        return errors.WorkerMemoryError("the query needs more memory than it may use")
    if -status == signal.SIGSEGV:
        return errors.QueryRefusedError("the query is nested too deeply to be parsed", reason="too-deep")
    return errors.WorkerCrashedError(f"the query worker ended with status {status}")
