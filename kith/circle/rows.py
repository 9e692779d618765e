"""The few questions asked at every press and every look, written by hand.

The ORM takes ten times as long to write each of them as the database takes to answer (the one door fell from 2.7 to 0.7 ms, a
look at a room of eight from 1.8 to 0.7), and at two hundred presses a second that is half a core. What comes back are ordinary
model objects; a field that was not asked for is fetched when somebody needs it. Everything else in the circle uses the ORM.

What is put into them goes by name: for SQLite Django rewrites `%s` with a pattern at each asking, which takes seven times as long.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection

from kith.circle.models import Entry, Room
from kith.groups.models import Membership
from kith.meetings.models import Cancellation, Meeting
from kith.people.models import Person

MEMBERSHIP = ("id", "ref", "group_id", "person_id", "alias", "seed", "state", "role", "comes")
MEETING = ("id", "ref", "group_id", "starts_at", "minutes")
ENTRY = ("room_id", "seq", "op", "actor", "kind", "asked", "events", "at")
ROOM = ("meeting_id", "seq", "due_at", "closed_at", "cleared_at")


def _table(model: Any) -> str:
    return str(model._meta.db_table)


def _columns(alias: str, names: Iterable[str]) -> str:
    return ", ".join(f"{alias}.{name}" for name in names)


ARRIVING = f"""
SELECT {_columns("m", MEMBERSHIP)}, {_columns("g", MEETING)}, {_columns("r", ROOM)}, p.password
FROM {_table(Meeting)} g
JOIN {_table(Membership)} m ON m.group_id = g.group_id AND m.person_id = %(person)s AND m.state = 'member'
JOIN {_table(Person)} p ON p.id = m.person_id AND p.suspended_at IS NULL
LEFT JOIN {_table(Cancellation)} c ON c.meeting_id = g.id
LEFT JOIN {_table(Room)} r ON r.meeting_id = g.id
WHERE g.ref = %(ref)s AND c.id IS NULL
"""  # noqa: S608 - names of tables and columns, all ours
HOLD = f"SELECT {', '.join(ROOM)} FROM {_table(Room)} WHERE meeting_id = %(meeting)s AND cleared_at IS NULL"  # noqa: S608
SENT = f"SELECT seq, asked FROM {_table(Entry)} WHERE room_id = %(room)s AND actor = %(actor)s AND op = %(op)s"  # noqa: S608
KEEP = f"UPDATE {_table(Room)} SET state = %(state)s, seq = %(seq)s, due_at = %(due_at)s WHERE meeting_id = %(meeting)s"  # noqa: S608
WRITE = f"""
INSERT INTO {_table(Entry)} ({", ".join(ENTRY)}) VALUES ({", ".join(f"%({name})s" for name in ENTRY)})
"""  # noqa: S608
STANDING = f"""
SELECT r.meeting_id, r.seq FROM {_table(Room)} r LEFT JOIN {_table(Cancellation)} c ON c.meeting_id = r.meeting_id
WHERE r.cleared_at IS NULL AND c.id IS NULL AND r.meeting_id IN """  # noqa: S608
# A list handed over as one value, as rows: its places, and the strings in each (of which there may be thousands).
LISTED = {
    "sqlite": "SELECT key AS place, value ->> 0 AS a, value ->> 1 AS b, value ->> 2 AS c FROM json_each(%(held)s)",
    "postgresql": "SELECT place - 1 AS place, value ->> 0 AS a, value ->> 1 AS b, value ->> 2 AS c "
    "FROM json_array_elements(%(held)s::json) WITH ORDINALITY AS listed(value, place)",
}
FALLEN = f"""
SELECT listed.place, s.session_key, p.password FROM ({{}}) listed
LEFT JOIN {_table(Session)} s ON s.session_key = listed.a AND s.expire_date > %(now)s
LEFT JOIN {_table(Membership)} m ON m.ref = listed.b AND m.state = 'member'
LEFT JOIN {_table(Person)} p ON p.id = m.person_id AND p.suspended_at IS NULL
WHERE s.session_key IS NULL OR p.password IS NULL OR p.password <> listed.c
"""  # noqa: S608


def arriving(person: int, meeting_ref: str) -> tuple[Membership, Meeting, Room | None, str] | None:
    """A member's membership, the meeting they come to, its room if it was made, and the stored hash of their passphrase. Nothing
    where it was called off, nor for who is suspended.
    """
    rows = _ask(ARRIVING, {"person": person, "ref": meeting_ref})
    if not rows:
        return None
    row, first, second = rows[0], len(MEMBERSHIP), len(MEMBERSHIP) + len(MEETING)
    room = Room.from_db(connection.alias, ROOM, row[second:-1]) if row[second] is not None else None
    return (
        Membership.from_db(connection.alias, MEMBERSHIP, row[:first]),
        Meeting.from_db(connection.alias, MEETING, row[first:second]),
        room,
        row[-1],
    )


def room_of(meeting: int, *, locked: bool = False) -> Room | None:
    """The room's row without its state. `locked`: for the rest of the transaction (SQLite has locked everything at BEGIN)."""
    for_update = " FOR UPDATE" if locked and connection.features.has_select_for_update else ""
    rows = _ask(HOLD + for_update, {"meeting": meeting})
    return Room.from_db(connection.alias, ROOM, rows[0]) if rows else None


def sent_before(room: int, actor: str, op: str) -> tuple[int, str] | None:
    """The number this op became, and the hash of what was asked then."""
    rows = _ask(SENT, {"room": room, "actor": actor, "op": op})
    return (int(rows[0][0]), str(rows[0][1])) if rows else None


def keep(room: Room) -> None:
    with connection.cursor() as cursor:
        values = {"state": room.state, "seq": room.seq, "due_at": room.due_at, "meeting": room.pk}
        cursor.execute(KEEP, values)


def write(entry: Entry) -> None:
    """One more row of the log."""
    moment = connection.ops.adapt_datetimefield_value(entry.at)
    with connection.cursor() as cursor:
        cursor.execute(WRITE, {name: getattr(entry, name) for name in ENTRY} | {"at": moment})


def standing(rooms: Collection[int]) -> dict[int, int]:
    """The number of each of these rooms that still stands: not cleared, its meeting not called off."""
    return {row[0]: row[1] for row in _ask(STANDING + _places(rooms), list(rooms))} if rooms else {}


def fallen(held: Sequence[tuple[str, str, str]], now: datetime) -> list[tuple[int, bool, bool]]:
    """Of these (session, membership, stored hash of the passphrase), those of which something is not true any more.

    Each by its place, whether its session is good, and whether its membership is. The database looks through the whole list: of
    thousands who are still there nothing has to be fetched.
    """
    moment = connection.ops.adapt_datetimefield_value(now)
    rows = _ask(FALLEN.format(LISTED[connection.vendor]), {"held": json.dumps(held), "now": moment}) if held else []
    return [(place, session is not None, password is not None) for place, session, password in rows]


def _places(values: Collection[Any]) -> str:
    return f"({', '.join(['%s'] * len(values))})"


def _ask(question: str, about: Sequence[Any] | dict[str, Any]) -> list[list[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(question, about)
        return [[_aware(value) for value in row] for row in cursor.fetchall()]


def _aware(value: Any) -> Any:
    """SQLite's moments come without their zone, which is always UTC."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
