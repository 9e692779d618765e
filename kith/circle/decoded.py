"""Circles already read from their rows, by (meeting, seq): the same circle is not decoded twice in one process.

Only what is committed may be put here, or another thread would see what never happened.
"""

from collections import OrderedDict
from threading import Lock

from kith.circle import core

MOST = 1_000
_circles: OrderedDict[str, tuple[int, core.Circle]] = OrderedDict()
_lock = Lock()


def put(meeting_ref: str, seq: int, circle: core.Circle) -> None:
    with _lock:
        if (was := _circles.get(meeting_ref)) and was[0] >= seq:
            return
        _circles[meeting_ref] = (seq, circle)
        _circles.move_to_end(meeting_ref)
        while len(_circles) > MOST:
            _circles.popitem(last=False)


def get(meeting_ref: str, seq: int) -> core.Circle | None:
    with _lock:
        was = _circles.get(meeting_ref)
    return was[1] if was and was[0] == seq else None


def drop(meeting_ref: str) -> None:
    with _lock:
        _circles.pop(meeting_ref, None)
