"""A meeting was changed after its room had opened: a circle that has not begun follows it, one that has is left alone."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from kith.circle import core, opening, room
from kith.circle.models import Entry
from kith.meetings.models import Meeting


@transaction.atomic
def follow(meeting: Meeting) -> None:
    """Who sits in the kettle keeps their seat. Moved to another time, everyone has to come in again."""
    held = room.hold(meeting)
    if held is None or held.circle.phase != "kettle":
        return
    fresh = opening.circle_for(meeting)
    held.circle = _as_planned(held.circle, fresh) if opening.may_open(meeting, timezone.now()) else fresh
    held.room.seq += 1
    held.moved = True
    op = f"clock:changed:{held.room.seq}"
    Entry.objects.create(room=held.room, seq=held.room.seq, op=op, actor=core.CLOCK, kind="changed", events="[]")
    held.keep()


def _as_planned(now: core.Circle, fresh: core.Circle) -> core.Circle:
    return replace(
        fresh,
        seats=now.seats,
        door=now.door,
        lines=now.lines,
        bowl=now.bowl,
        calls=now.calls,
        locked=now.locked,
        lead=now.lead,
        lead_at=now.lead_at,
        acted_at=now.acted_at,
    )
