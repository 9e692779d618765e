"""Whose screen is connected, as rows: each process answers for its own, and a process that is gone answers for nothing.

Unknown is not gone. A line is lost when a live process saw it drop, or when after a restart there was time enough to come back to
a process that listens, and nobody came.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from kith.circle import faults, room
from kith.circle.core import CLOCK
from kith.circle.models import Connection, Process, Room
from kith.circle.room import Declined, NoRoom
from kith.meetings.models import Meeting

DEAD = timedelta(seconds=faults.patience("dead", 60.0))


def renew(process: str, now: datetime) -> bool:
    """Say that this process lives. True if it was known; False if it is new, or had been taken for dead."""
    known = Process.objects.filter(ref=process).update(renewed_at=now)
    if not known:
        Process.objects.create(ref=process, renewed_at=now)
    return bool(known)


def bury(now: datetime) -> list[tuple[Meeting, str]]:
    """Forget processes whose lease has run out, and what they said. Returns whose line nobody can speak for any more."""
    dead = (
        Connection.objects.filter(process__renewed_at__lt=now - DEAD)
        .select_related("room__meeting")
        .defer("room__state")
    )
    orphans = {(line.room_id, line.actor): line.room.meeting for line in dead}
    Process.objects.filter(renewed_at__lt=now - DEAD).delete()
    return [(meeting, actor) for (_, actor), meeting in orphans.items() if not _has_line(meeting, actor)]


def unknown(meeting: Meeting, actor: str, process: str) -> None:
    """Who knew has died. Their seat is neither here nor gone, and nothing starts to count."""
    if _here(meeting, actor) is True and not _has_line(meeting, actor):
        _say(meeting, "unknown", actor, f"clock:unknown:{actor}:{process}")


def leave(process: str) -> None:
    """A process that ends in order takes its word back."""
    Process.objects.filter(ref=process).delete()


@transaction.atomic
def write(process: str, *, came: Iterable[tuple[int, str]], went: Iterable[int]) -> list[int]:
    """Rows for the lines that came (room, actor) and none for those that went. Returns the new rows' ids, in order."""
    rows = [Connection(process_id=process, room_id=room_id, actor=actor) for room_id, actor in came]
    Connection.objects.filter(pk__in=list(went)).delete()
    made = Connection.objects.bulk_create(rows)
    faults.at("in_presence")
    return [row.pk for row in made]


def found(meeting: Meeting, lines: Mapping[str, int]) -> None:
    """Lines of one circle are open (again): seat -> the row of its line. Everyone who comes at once is found at once."""
    with suppress(NoRoom):
        circle = room.look(meeting).circle
        new = [actor for actor in lines if (seat := circle.seat(actor)) and not seat.here]
        if new:
            room.notice(meeting, "found", {f"clock:found:{actor}:{lines[actor]}": actor for actor in new})


def lost(meeting: Meeting, actor: str, line: int | str) -> None:
    """Their line has been gone for a while, and no live process has another."""
    if _here(meeting, actor) is True and not _has_line(meeting, actor):
        _say(meeting, "lost", actor, f"clock:lost:{actor}:{line}")


def lose_unclaimed(now: datetime, orphans: Iterable[tuple[Meeting, str]]) -> None:
    """Everyone has had time to come back after a restart. Who has not is known to be gone, now that someone listens.

    `orphans` are those whose process died; who never had a line at all is not among them and stays unknown.
    """
    open_rooms = Room.objects.filter(closed_at=None, cleared_at=None, meeting__starts_at__gt=now - timedelta(days=1))
    for row in open_rooms.select_related("meeting"):
        for actor in [seat.ref for seat in room.look(row.meeting).circle.seated if seat.here]:
            lost(row.meeting, actor, f"after:{now:%d%H%M%S}")
    for meeting, actor in orphans:
        if _here(meeting, actor) is None and not _has_line(meeting, actor):
            _say(meeting, "lost", actor, f"clock:lost:{actor}:after:{now:%d%H%M%S}")


def _has_line(meeting: Meeting, actor: str) -> bool:
    return Connection.objects.filter(room_id=meeting.pk, actor=actor).exists()


def _here(meeting: Meeting, actor: str) -> bool | str | None:
    """As the circle has it; something else for who has no seat in it."""
    try:
        seat = room.look(meeting).circle.seat(actor)
    except NoRoom:
        return "nowhere"
    return seat.here if seat else "nowhere"


def _say(meeting: Meeting, kind: str, actor: str, op: str) -> None:
    try:
        room.act(meeting, actor=CLOCK, kind=kind, op=op, data={"seat": actor})
    except (Declined, NoRoom):  # it changed while we looked
        return
