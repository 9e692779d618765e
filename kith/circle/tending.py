"""What each live process does once a second, on its own writing thread: presence, what time has made due, the lease, and clearing.

Its list of lines belongs to the event loop; the thread gets copies and gives back row ids.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

from django.db import connections
from django.utils import timezone

from kith.circle import clearing, decoded, faults, practice_drawer, presence, room
from kith.circle.models import Room
from kith.circle.sockets import Socket
from kith.kit.refs import new_ref
from kith.meetings.models import Meeting

LOST_AFTER = faults.patience("lost", 10.0)
LEASE_EVERY = faults.patience("lease", 20.0)
CLEAR_EVERY = 3600.0
TIME_TO_COME_BACK = faults.patience("come_back", 45.0)  # after a restart, or when another process was found dead
log = logging.getLogger("kith.circle")


class Clock(Protocol):
    loop: asyncio.AbstractEventLoop


@dataclass(eq=False, slots=True)
class Line:
    """One socket of one seat, and how far its rows are."""

    meeting: Meeting
    actor: str
    row: int | None = None
    dropped_at: float | None = None
    row_gone: bool = False
    unfound: bool = True  # its seat does not know yet that it is here


class Tending:
    def __init__(self) -> None:
        self.process = new_ref()
        self.lines: dict[Socket, Line] = {}
        self.dropped: list[Line] = []
        self.orphans: list[tuple[Meeting, str]] = []
        self.hand = ThreadPoolExecutor(1, "kith-tending")
        self.job: asyncio.Future[Any] | None = None
        self.next_lease = 0.0
        self.next_clearing = monotonic() + 60
        self.look_for_lost_at: float | None = monotonic() + TIME_TO_COME_BACK

    # ---- on the event loop ----------------------------------------------------------------------------------------

    def came(self, meeting: Meeting, socket: Socket) -> None:
        if socket.who.viewer == socket.who.membership:  # a projector is nobody's presence
            self.lines[socket] = Line(meeting, socket.who.membership)

    def went(self, socket: Socket) -> None:
        if line := self.lines.pop(socket, None):
            line.dropped_at = monotonic()
            self.dropped.append(line)

    def unfound(self, socket: Socket) -> None:
        """The circle does not believe that this seat is here, though its socket is open."""
        if line := self.lines.get(socket):
            line.unfound = True

    def tick(self, clock: Clock) -> None:
        if self.job is None or self.job.done():
            self.job = clock.loop.run_in_executor(self.hand, self._tend, list(self.lines.values()), list(self.dropped))
            self.job.add_done_callback(lambda _: self._forget())

    def _forget(self) -> None:
        # What went more than ten seconds ago has been told; a seat that came back in between is told nothing.
        self.dropped = [line for line in self.dropped if not (line.row_gone and line.dropped_at is None)]

    async def stop(self) -> None:
        if self.job:
            await asyncio.wait([self.job], timeout=2)
        try:
            await asyncio.get_running_loop().run_in_executor(self.hand, self._leave)
        except Exception as error:
            log.warning("could not give the lease back: %s", type(error).__name__)
        self.hand.shutdown(wait=False)

    # ---- on the writing thread ------------------------------------------------------------------------------------

    def _tend(self, lines: list[Line], dropped: list[Line]) -> None:
        self._safely(self._renew, lines)
        self._safely(self._write, lines, dropped)
        self._safely(self._find, lines)
        self._safely(self._lose, dropped)
        self._safely(settle_due)
        self._safely(self._now_and_then)
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()

    def _safely(self, do: Callable[..., None], *about: Any) -> None:
        """One thing that fails must not stop the others, nor the next second."""
        try:
            do(*about)
        except Exception as error:
            log.warning("could not tend: %s in %s", type(error).__name__, do.__name__)

    def _renew(self, lines: list[Line]) -> None:
        if monotonic() < self.next_lease:
            return
        now = timezone.now()
        if not presence.renew(self.process, now):
            for line in lines:
                line.row = None
        for meeting, actor in presence.bury(now):
            presence.unknown(meeting, actor, self.process)
            self.orphans.append((meeting, actor))
            self.look_for_lost_at = monotonic() + TIME_TO_COME_BACK
        self.next_lease = monotonic() + LEASE_EVERY

    def _write(self, lines: list[Line], dropped: list[Line]) -> None:
        came = [line for line in lines if line.row is None and line.dropped_at is None]
        went = [line for line in dropped if not line.row_gone]
        if not came and not went:
            return
        rows = presence.write(
            self.process,
            came=[(line.meeting.pk, line.actor) for line in came],
            went=[line.row for line in went if line.row],
        )
        for line, row in zip(came, rows, strict=True):
            line.row = row
        for line in went:
            line.row_gone = True

    def _find(self, lines: list[Line]) -> None:
        new = [line for line in lines if line.unfound and line.row and line.dropped_at is None]
        for meeting in {line.meeting.pk: line.meeting for line in new}.values():
            theirs = [line for line in new if line.meeting.pk == meeting.pk]
            presence.found(meeting, {line.actor: line.row for line in theirs if line.row})
            for line in theirs:
                line.unfound = False

    def _lose(self, dropped: list[Line]) -> None:
        for line in dropped:
            if line.row_gone and line.dropped_at is not None and monotonic() - line.dropped_at > LOST_AFTER:
                presence.lost(line.meeting, line.actor, line.row or 0)
                line.dropped_at = None  # told

    def _now_and_then(self) -> None:
        if self.look_for_lost_at and monotonic() > self.look_for_lost_at:
            orphans, self.orphans, self.look_for_lost_at = self.orphans, [], None
            presence.lose_unclaimed(timezone.now(), orphans)
        if monotonic() > self.next_clearing:
            self.next_clearing = monotonic() + CLEAR_EVERY
            decoded.forget_old()
            clearing.clear_due(timezone.now())
            practice_drawer.sweep(timezone.now())

    def _leave(self) -> None:
        presence.leave(self.process)
        connections.close_all()


def settle_due() -> None:
    """One indexed question: which rooms have something due? Then let time pass in each."""
    now = timezone.now().timestamp()
    for due in Room.objects.defer("state").filter(due_at__lte=now).select_related("meeting")[:200]:
        try:
            room.settle(due.meeting)
        except (
            room.NoRoom,
            ValueError,
            KeyError,
            TypeError,
            AssertionError,
        ) as error:  # one odd room must not stop the others
            log.error("could not settle a room: %s", type(error).__name__)
