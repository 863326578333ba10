"""Killable workers: a fixed number that answer, and one warm spare that takes the place of a dead one."""

from __future__ import annotations

import json
import queue
import signal
import threading
import time
from dataclasses import asdict, dataclass
from typing import Any, Final

from practicegraph.engine import errors
from practicegraph.messages import receive, send, start

START_SECONDS: Final = 60.0
"""How long a new worker may take to open the release."""
POLL_SECONDS: Final = 0.1
"""How often a waiting query looks whether its workers have been retired."""
QUEUE_SECONDS: Final = 1.0
"""How long a query waits for a free worker."""


@dataclass(frozen=True, slots=True)
class WorkerConfiguration:
    """What a worker is told when it starts; sizes in bytes, ``memory_store_limit`` in quads."""

    snapshot: str
    memory: int
    memory_store_limit: int
    result_limit: int
    sandbox: bool = True


class Worker:
    """One worker process and the socket to it."""

    def __init__(self, configuration: WorkerConfiguration) -> None:
        self.process, self.channel = start("practicegraph.engine.worker", json.dumps(asdict(configuration)))

    def wait_until_ready(self) -> None:
        """Return when the worker has opened its release; raise if it cannot."""
        self.channel.settimeout(START_SECONDS)
        try:
            receive(self.channel)
        except (EOFError, OSError) as error:
            self.end()
            raise errors.WorkerCrashedError("a query worker could not start") from error

    def ask(self, request: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and return the reply; ``TimeoutError`` after ``seconds``, ``EOFError`` if it died."""
        deadline = time.monotonic() + seconds
        self.channel.settimeout(seconds)
        send(self.channel, request)
        self.channel.settimeout(max(0.001, deadline - time.monotonic()))
        return receive(self.channel)

    def end(self) -> int:
        """Kill the process, wait for it, and return its exit status."""
        self.channel.close()
        self.process.kill()
        return self.process.wait()


class WorkerPool:
    """Hands each request to a free worker and replaces workers that were killed or died."""

    def __init__(self, configuration: WorkerConfiguration, size: int) -> None:
        """Start ``size`` workers and a spare; returns when the first ``size`` are ready."""
        self._configuration = configuration
        self._idle: queue.Queue[Worker] = queue.Queue()
        self._spares: queue.Queue[Worker] = queue.Queue()
        self._lock = threading.Lock()
        self._alive: set[Worker] = set()
        self._running: set[Worker] = set()
        self._closed = False
        started = [self._start() for _ in range(size)]
        for worker in started:
            worker.wait_until_ready()
            self._idle.put(worker)
        self._prepare_spare()

    def run(self, request: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Run a request for at most ``seconds``; raises the :mod:`errors` of its failure."""
        worker = self._free()
        try:
            header, body = worker.ask(request, seconds)
        except TimeoutError:
            self._replace(worker)
            raise errors.DeadlineExceededError(seconds) from None
        except (EOFError, OSError):
            raise self._explain(self._replace(worker)) from None
        self._give_back(worker)
        return header, body

    def retire(self) -> None:
        """Take no more requests; end each worker when it is idle."""
        with self._lock:
            self._closed = True
        while True:
            try:
                self._discard(self._idle.get_nowait())
            except queue.Empty:
                break
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
        """Return the process ids of all workers, the spare included."""
        with self._lock:
            return [worker.process.pid for worker in self._alive]

    def close(self) -> None:
        """End every worker."""
        with self._lock:
            self._closed = True
            workers, self._alive = self._alive, set()
        for worker in workers:
            worker.end()

    def _free(self) -> Worker:
        deadline = time.monotonic() + QUEUE_SECONDS
        while True:
            if self._closed:
                raise errors.RetiredError("these workers answer no more")
            try:
                worker = self._idle.get(timeout=min(POLL_SECONDS, max(0.0, deadline - time.monotonic())))
            except queue.Empty:
                if time.monotonic() >= deadline:
                    raise errors.EngineBusyError("every query worker is busy; try again soon") from None
                continue
            with self._lock:
                if not self._closed:
                    self._running.add(worker)
                    return worker
            self._discard(worker)

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._running.discard(worker)
            if not self._closed:
                self._idle.put(worker)
                return
        self._discard(worker)

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
        raise errors.EngineBusyError("the engine is closing")

    def _prepare_spare(self) -> None:
        threading.Thread(target=self._add_spare, name="spare-worker", daemon=True).start()

    def _add_spare(self) -> None:
        try:
            worker = self._start()
            worker.wait_until_ready()
        except errors.EngineError:
            return
        self._spares.put(worker)

    def _replace(self, worker: Worker) -> int:
        """End a worker, let the spare (or a new one) take its place, and return its exit status."""
        with self._lock:
            self._alive.discard(worker)
            self._running.discard(worker)
            closed = self._closed
        status = worker.end()
        if not closed:
            threading.Thread(target=self._promote, name="promote-worker", daemon=True).start()
        return status

    def _promote(self) -> None:
        """Put a ready worker in the place of a lost one; the pool keeps its size even if a start fails."""
        while not self._closed:
            try:
                spare = self._spares.get(timeout=START_SECONDS)
            except queue.Empty:
                self._prepare_spare()
                continue
            self._prepare_spare()
            if spare.process.poll() is None:
                self._idle.put(spare)
                return
            with self._lock:
                self._alive.discard(spare)
            spare.end()

    def _explain(self, status: int) -> errors.EngineError:
        if -status == signal.SIGABRT:
            return errors.WorkerMemoryError("the query needs more memory than it may use")
        if -status == signal.SIGSEGV:
            return errors.QueryRefusedError("the query is nested too deeply to be parsed", reason="too-deep")
        return errors.WorkerCrashedError(f"the query worker ended with status {status}")
