"""Pokes say "look again" to every hub that may have a screen open: a room and a number, never a word, never for whom.

A poke may be lost, doubled, late or made up: the hub looks into the database and believes only that.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import transaction

from kith.circle import faults, neighbours

CHANNEL = "kith:circle"
WAITING = 1_000  # pokes kept while Redis is away; the hubs look by themselves anyway
log = logging.getLogger("kith.circle")

Poke = tuple[int, int]
Hear = Callable[[Sequence[Poke]], None]
_hearing: list[Hear] = []
_gathered = threading.local()


def hear(call: Hear) -> None:
    """From now on `call([(room, seq), ...])` is called, on any thread, whenever rooms changed in this process."""
    _hearing.append(call)


def stop_hearing(call: Hear) -> None:
    if call in _hearing:
        _hearing.remove(call)


def poke(room: int, seq: int = 0) -> None:
    """Look again at `room`, now. `seq` 0 means that who may see has changed, not what there is to see."""
    faults.at("before_poke")
    some: list[Poke] | None = getattr(_gathered, "some", None)
    if some is None:
        _tell([(room, seq)])
    else:
        some.append((room, seq))
    faults.at("after_poke")


@contextmanager
def gathered() -> Iterator[None]:
    """What changes on this thread until the end of this is told then, in one go: several rooms are looked at as one."""
    some: list[Poke] = []
    _gathered.some = some
    try:
        yield
    finally:
        _gathered.some = None
        try:
            if some:
                _tell(some)
        except Exception:  # what was written is written, and the hubs look by themselves anyway
            log.exception("could not tell")


def _tell(some: Sequence[Poke]) -> None:
    for call in list(_hearing):
        call(some)
    for room, seq in some:
        neighbours.tell(f"{room}:{seq}")
        if settings.REDIS:
            _herald.tell(f"{room}:{seq}")


def poke_after_commit(room: int, seq: int = 0) -> None:
    transaction.on_commit(lambda: poke(room, seq), robust=True)


def understood(message: object) -> tuple[int, int] | None:
    """What a message from another process says, or None: it may come from anyone who can write there."""
    text = message.decode("ascii", "replace") if isinstance(message, bytes) else str(message)
    room, _, seq = text.partition(":")
    if not (room.isascii() and room.isdigit() and seq.isascii() and seq.isdigit()) or len(text) > 40:
        return None
    return int(room), int(seq)


class Herald:
    """Publishes from its own thread, so that a Redis that hangs never holds up an answer."""

    def __init__(self) -> None:
        self.waiting: deque[str] = deque(maxlen=WAITING)
        self.something = threading.Event()
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()

    def tell(self, message: str) -> None:
        self.waiting.append(message)
        with self.lock:
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._run, name="kith-herald", daemon=True)
                self.thread.start()
        self.something.set()

    def _run(self) -> None:
        import redis

        there = redis.Redis.from_url(settings.REDIS, socket_timeout=1, socket_connect_timeout=1)
        while self.something.wait():
            self.something.clear()
            self._tell_all(there)

    def _tell_all(self, there: Any) -> None:
        while self.waiting:
            try:
                there.publish(CHANNEL, self.waiting.popleft())
            except Exception as error:  # Redis away: pokes are only a hurry, so this one is let go
                log.warning("redis away: %s", type(error).__name__)
                return


_herald = Herald()
