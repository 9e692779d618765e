"""The few questions asked at every press and every look, written by hand.

The ORM takes ten times as long to write each of them as the database takes to answer (the one door fell from 2.7 to 0.7 ms, a
look at a room of eight from 1.8 to 0.7), and at two hundred presses a second that is half a core. What comes back are ordinary
model objects; a field that was not asked for is fetched when somebody needs it. Everything else in the circle uses the ORM.
`kith.kit.by_hand` puts them to the database.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.contrib.sessions.models import Session
from django.db import connection

from kith.circle.models import Entry, Room
from kith.groups.models import Membership
from kith.kit import by_hand
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


ARRIVED = f"{_columns('m', MEMBERSHIP)}, {_columns('g', MEETING)}, {_columns('r', ROOM)}, p.password"
AT_MEETING = f"""{_table(Meeting)} g
JOIN {_table(Membership)} m ON m.group_id = g.group_id AND m.person_id = %(person)s AND m.state = 'member'
JOIN {_table(Person)} p ON p.id = m.person_id AND p.suspended_at IS NULL
LEFT JOIN {_table(Cancellation)} c ON c.meeting_id = g.id
LEFT JOIN {_table(Room)} r ON r.meeting_id = g.id
WHERE g.ref = %(ref)s AND c.id IS NULL"""
ARRIVING = f"SELECT {ARRIVED} FROM {AT_MEETING}"  # noqa: S608 - names of tables and columns, all ours
WITH_SESSION = f"""
SELECT s.session_data, s.expire_date, {ARRIVED}
FROM {_table(Session)} s CROSS JOIN {AT_MEETING} AND s.session_key = %(session)s"""  # noqa: S608
STATES = f"SELECT meeting_id, seq, state FROM {_table(Room)} WHERE cleared_at IS NULL AND meeting_id IN ({{}})"  # noqa: S608
HOLD = f"SELECT {', '.join(ROOM)} FROM {_table(Room)} WHERE meeting_id = %(meeting)s AND cleared_at IS NULL"  # noqa: S608
SENT = f"SELECT seq, asked FROM {_table(Entry)} WHERE room_id = %(room)s AND actor = %(actor)s AND op = %(op)s"  # noqa: S608
KEEP = f"UPDATE {_table(Room)} SET state = %(state)s, seq = %(seq)s, due_at = %(due_at)s WHERE meeting_id = %(meeting)s"  # noqa: S608
WRITE = f"""
INSERT INTO {_table(Entry)} ({", ".join(ENTRY)}) VALUES ({", ".join(f"%({name})s" for name in ENTRY)})
"""  # noqa: S608
# A list handed over as one value, as rows: its places, and the strings in each (of which there may be thousands).
LISTED = {
    "sqlite": "SELECT key AS place, value ->> 0 AS a, value ->> 1 AS b, value ->> 2 AS c FROM json_each(%(held)s)",
    "postgresql": "SELECT place - 1 AS place, value ->> 0 AS a, value ->> 1 AS b, value ->> 2 AS c "
    "FROM json_array_elements(%(held)s::json) WITH ORDINALITY AS listed(value, place)",
}
ROOMS = {
    "sqlite": "SELECT value FROM json_each(%(rooms)s)",
    "postgresql": "SELECT json_array_elements_text(%(rooms)s::json)::bigint",
}
STANDING = f"""
SELECT -1, r.meeting_id, r.seq FROM {_table(Room)} r LEFT JOIN {_table(Cancellation)} c ON c.meeting_id = r.meeting_id
WHERE r.cleared_at IS NULL AND c.id IS NULL AND r.meeting_id IN ({{}})
"""  # noqa: S608
FALLEN = f"""
SELECT listed.place, CASE WHEN s.session_key IS NULL THEN 0 ELSE 1 END, CASE WHEN p.password IS NULL THEN 0 ELSE 1 END
FROM ({{}}) listed
LEFT JOIN {_table(Session)} s ON s.session_key = listed.a AND s.expire_date > %(now)s
LEFT JOIN {_table(Membership)} m ON m.ref = listed.b AND m.state = 'member'
LEFT JOIN {_table(Person)} p ON p.id = m.person_id AND p.suspended_at IS NULL
WHERE s.session_key IS NULL OR p.password IS NULL OR p.password <> listed.c
"""  # noqa: S608


Fallen = tuple[int, bool, bool]
Arrived = tuple[Membership, Meeting, Room | None, str]


def arriving(person: int, meeting_ref: str) -> Arrived | None:
    """A member's membership, the meeting they come to, its room if it was made, and the stored hash of their passphrase. Nothing
    where it was called off, nor for who is suspended.
    """
    rows = by_hand.rows(ARRIVING, {"person": person, "ref": meeting_ref})
    return _arrived(rows[0]) if rows else None


def arriving_with(session: str, person: int, meeting_ref: str) -> tuple[str, datetime, Arrived] | None:
    """The same, and what this session holds and until when, in one question. Whether it is this person's is not asked here."""
    rows = by_hand.rows(WITH_SESSION, {"session": session, "person": person, "ref": meeting_ref})
    return (rows[0][0], rows[0][1], _arrived(rows[0][2:])) if rows else None


def _arrived(row: Sequence[Any]) -> Arrived:
    first, second = len(MEMBERSHIP), len(MEMBERSHIP) + len(MEETING)
    return (
        by_hand.stored(Membership, MEMBERSHIP, row[:first]),
        by_hand.stored(Meeting, MEETING, row[first:second]),
        by_hand.stored(Room, ROOM, row[second:-1]) if row[second] is not None else None,
        row[-1],
    )


def room_of(meeting: int, *, locked: bool = False) -> Room | None:
    """The room's row without its state. `locked`: for the rest of the transaction (SQLite has locked everything at BEGIN)."""
    for_update = " FOR UPDATE" if locked and connection.features.has_select_for_update else ""
    rows = by_hand.rows(HOLD + for_update, {"meeting": meeting})
    return by_hand.stored(Room, ROOM, rows[0]) if rows else None


def version() -> object:
    """Something else whenever another connection has written since this one last asked, or this is another one. Only SQLite can
    tell; None without it.
    """
    if connection.vendor != "sqlite":
        return None
    number = by_hand.rows("PRAGMA data_version", {})[0][0]
    return connection.connection, number


def states(rooms: Collection[int]) -> list[tuple[int, int, str]]:
    """Of each of these rooms that was not cleared its number and its circle, as text."""
    found = by_hand.rows(STATES.format(ROOMS[connection.vendor]), {"rooms": orjson.dumps(list(rooms)).decode()})
    return [(pk, seq, state) for pk, seq, state in found]


def sent_before(room: int, actor: str, op: str) -> tuple[int, str] | None:
    """The number this op became, and the hash of what was asked then."""
    rows = by_hand.rows(SENT, {"room": room, "actor": actor, "op": op})
    return (int(rows[0][0]), str(rows[0][1])) if rows else None


def keep(room: Room) -> None:
    """The circle as it is now."""
    by_hand.told(KEEP, {"state": room.state, "seq": room.seq, "due_at": room.due_at, "meeting": room.pk})


def write(entry: Mapping[str, Any]) -> None:
    """One more row of the log: a value for each of `ENTRY`."""
    by_hand.told(WRITE, {**entry, "at": connection.ops.adapt_datetimefield_value(entry["at"])})


def standing(
    rooms: Collection[int], held: Sequence[tuple[str, str, str]], now: datetime
) -> tuple[dict[int, int], list[Fallen]]:
    """The number of each of these rooms that still stands (not cleared, its meeting not called off), and what `fallen` says, in
    one question and of one moment.
    """
    asked = {"rooms": orjson.dumps(list(rooms)).decode(), **_listed(held, now)}
    vendor = connection.vendor
    rows = by_hand.rows(f"{STANDING.format(ROOMS[vendor])} UNION ALL {FALLEN.format(LISTED[vendor])}", asked)
    return {row[1]: row[2] for row in rows if row[0] < 0}, [_fallen(row) for row in rows if row[0] >= 0]


def fallen(held: Sequence[tuple[str, str, str]], now: datetime) -> list[Fallen]:
    """Of these (session, membership, stored hash of the passphrase), those of which something is not true any more.

    Each by its place, whether its session is good, and whether its membership is. The database looks through the whole list: of
    thousands who are still there nothing has to be fetched.
    """
    if not held:
        return []
    return [_fallen(row) for row in by_hand.rows(FALLEN.format(LISTED[connection.vendor]), _listed(held, now))]


def _listed(held: Sequence[tuple[str, str, str]], now: datetime) -> dict[str, Any]:
    return {"held": orjson.dumps(held).decode(), "now": connection.ops.adapt_datetimefield_value(now)}


def _fallen(row: Sequence[Any]) -> Fallen:
    return row[0], bool(row[1]), bool(row[2])
