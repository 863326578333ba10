"""Whose turn it is: things that are handed out to who waits for them, one client after the other."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from typing import Generic, TypeVar

T = TypeVar("T")


class NoneFreeError(Exception):
    """Nothing became free in time."""


class ClosedError(Exception):
    """Nothing is handed out any more."""


class Ticket(Generic[T]):
    """The place of one who waits; ``item`` is what was handed over."""

    __slots__ = ("client", "item", "ready")

    def __init__(self, client: str) -> None:
        self.client = client
        self.item: T | None = None
        self.ready = threading.Lock()
        self.ready.acquire()


class Turns(Generic[T]):
    """Who waits, in the order of their turns: clients in rotation, and each client's own first come, first served.

    A client that waits with many waits for one turn of each of the others between two of its own.
    """

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[Ticket[T]]] = OrderedDict()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def join(self, client: str) -> Ticket[T]:
        """Take a place behind those of the same client."""
        ticket: Ticket[T] = Ticket(client)
        self._waiting.setdefault(client, deque()).append(ticket)
        return ticket

    def next(self) -> Ticket[T]:
        """Take out who has the turn; the client's next one comes after every other client."""
        client, tickets = next(iter(self._waiting.items()))
        ticket = tickets.popleft()
        if tickets:
            self._waiting.move_to_end(client)
        else:
            del self._waiting[client]
        return ticket

    def leave(self, ticket: Ticket[T]) -> None:
        """Give up a place that had no turn yet."""
        tickets = self._waiting[ticket.client]
        tickets.remove(ticket)
        if not tickets:
            del self._waiting[ticket.client]


class FairQueue(Generic[T]):
    """Things that are free, the one longest so first, and who waits for one: clients take turns."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: deque[T] = deque()
        self._turns: Turns[T] = Turns()
        self._closed = False

    def put(self, item: T) -> bool:
        """Hand ``item`` to who has the turn, or keep it until somebody asks; false if the queue is closed."""
        with self._lock:
            if self._closed:
                return False
            if not self._turns:
                self._free.append(item)
                return True
            ticket = self._turns.next()
            ticket.item = item
        ticket.ready.release()
        return True

    def get(self, client: str, seconds: float) -> T:
        """Return something free, after at most ``seconds``.

        Raises :class:`NoneFreeError` after that time and :class:`ClosedError` when the queue is closed.
        """
        with self._lock:
            if self._closed:
                raise ClosedError
            if self._free:
                return self._free.popleft()
            ticket = self._turns.join(client)
        if not ticket.ready.acquire(timeout=max(0.0, seconds)):
            with self._lock:
                if ticket.item is None and not self._closed:
                    self._turns.leave(ticket)
                    raise NoneFreeError
        if ticket.item is None:
            raise ClosedError
        return ticket.item

    def take(self) -> T | None:
        """Return something free without waiting, ``None`` if nothing is."""
        with self._lock:
            return self._free.popleft() if self._free else None

    def close(self) -> list[T]:
        """Hand out nothing more; return what was free. Whoever waits gets :class:`ClosedError`."""
        with self._lock:
            self._closed = True
            left = list(self._free)
            self._free.clear()
            while self._turns:
                self._turns.next().ready.release()
        return left

    def __len__(self) -> int:
        """Return how many things are free."""
        return len(self._free)
