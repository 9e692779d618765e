"""Circles already read from their rows, by (meeting, seq): the same circle is not decoded twice in one process.

Only what is committed may be put here, or another thread would see what never happened. Nothing stays longer than an hour: what is
cleared from the database must not live on in memory.
"""

from collections import OrderedDict
from threading import Lock
from time import monotonic

from kith.circle import core

MOST = 1_000
LONGEST = 3600.0  # seconds
_circles: OrderedDict[str, tuple[int, core.Circle, float]] = OrderedDict()
_lock = Lock()


def put(meeting_ref: str, seq: int, circle: core.Circle) -> None:
    with _lock:
        if (was := _circles.get(meeting_ref)) and was[0] >= seq:
            return
        _circles[meeting_ref] = (seq, circle, monotonic())
        _circles.move_to_end(meeting_ref)
        while len(_circles) > MOST:
            _circles.popitem(last=False)
    forget_old()


def get(meeting_ref: str, seq: int) -> core.Circle | None:
    with _lock:
        was = _circles.get(meeting_ref)
    return was[1] if was and was[0] == seq else None


def newest(meeting_ref: str) -> int:
    """The newest number of it that is known here; -1 for none."""
    was = _circles.get(meeting_ref)
    return was[0] if was else -1


def drop(meeting_ref: str) -> None:
    with _lock:
        _circles.pop(meeting_ref, None)


def forget_old(now: float | None = None) -> None:
    """Let go of what nobody changed for an hour; the oldest are in front."""
    moment = monotonic() if now is None else now
    with _lock:
        while _circles and moment - next(iter(_circles.values()))[2] > LONGEST:
            _circles.popitem(last=False)
