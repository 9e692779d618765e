"""People spoke freely because nobody keeps this. Seven days are for resolving reports; then every word of it goes."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from kith.circle import decoded
from kith.circle.models import Entry, Room

KEPT = timedelta(days=7)


def clear_due(now: datetime) -> int:
    """Clear every room that closed more than seven days ago. What remains is attendance and air time. Returns how many."""
    due = Room.objects.filter(closed_at__lt=now - KEPT, cleared_at=None).values_list("pk", "meeting__ref")
    cleared = [ref for pk, ref in list(due) if _clear(pk, now)]
    for ref in cleared:
        decoded.drop(ref)
    if cleared:
        _out_of_the_log()
    return len(cleared)


@transaction.atomic
def _clear(room: int, now: datetime) -> bool:
    Entry.objects.filter(room_id=room).delete()
    return bool(Room.objects.filter(pk=room, cleared_at=None).update(state="", due_at=None, cleared_at=now))


def _out_of_the_log() -> None:
    """SQLite keeps older pages in its log until a checkpoint; `secure_delete` only reaches the file itself."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
