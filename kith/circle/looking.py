"""What the hub asks the database: who may (still) see a room, and what it looks like to each of them.

Everything here runs on the hub's one looking thread, with its own lasting connection. It only reads.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

from django.contrib.auth import get_user
from django.http import HttpRequest
from django.utils import timezone

from kith.circle import core, decoded, entering, opening, rows
from kith.circle.sockets import Who
from kith.meetings.models import Meeting
from kith.people.asking_who import SessionStore

SIGNED_OUT, NOT_HERE = 4401, 4404


@dataclass(frozen=True, slots=True)
class Admitted:
    room: int
    meeting: Meeting
    who: Who


@dataclass(frozen=True, slots=True)
class Drawn:
    """The circle as one viewer sees it. `here` is whether the circle believes that their line is open."""

    text: str
    seated: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """One room as its viewers see it now."""

    seq: int
    drawn: dict[str, Drawn]


@dataclass(frozen=True, slots=True)
class Watched:
    """What to look at for one room: its screens, and how far each has come. `told`: the number that a poke named, true or not."""

    room: int
    ref: str
    sockets: Sequence[tuple[Who, int]]
    told: int = 0


def admit(session: str, meeting_ref: str, hall: bool) -> Admitted | int:
    """Who this is and which room they may watch, or the code to close with. Without a sign-in nothing is looked up."""
    person = get_user(cast(HttpRequest, SimpleNamespace(session=SessionStore(session), META={}))) if session else None
    if person is None or not person.is_authenticated:
        return SIGNED_OUT
    arrival = entering.arriving(person, meeting_ref, timezone.now())
    if arrival is None or arrival.room is None:
        return NOT_HERE
    viewer = core.HALL if hall else arrival.membership.ref
    if not entering.may_watch(opening.circle_of(meeting_ref, arrival.room), arrival.membership.ref, viewer):
        return NOT_HERE
    return Admitted(arrival.room.pk, arrival.meeting, Who(session, person.password, arrival.membership.ref, viewer))


def look(rooms: Sequence[Watched]) -> tuple[dict[int, Seen], dict[Who, int]]:
    """What to show, and whom to close, with one query however many rooms and screens; one more where circles are not known here,
    and one more if they were not the newest.
    """
    circles, refused = _circles(rooms)
    seen: dict[int, Seen] = {}
    now = timezone.now().timestamp()
    for watched in rooms:
        if watched.room not in circles:
            refused |= dict.fromkeys([who for who, _ in watched.sockets], NOT_HERE)
            continue
        seq, circle = circles[watched.room]
        whos = {who for who, _ in watched.sockets}
        refused |= {who: NOT_HERE for who in whos if not entering.may_watch(circle, who.membership, who.viewer)}
        viewers = {who.viewer for who, had in watched.sockets if had < seq and who not in refused}
        seen[watched.room] = Seen(seq, {viewer: draw(circle, viewer, now) for viewer in viewers})
    return seen, refused


def glance(rooms: Mapping[int, Iterable[Who]]) -> tuple[dict[int, int], dict[Who, int]]:
    """Only the number of each room, and who may no longer be there: for when a poke was lost."""
    asked = list({who for whos in rooms.values() for who in whos})
    seqs, fallen = rows.standing(rooms.keys(), _held(asked), timezone.now())
    return seqs, _refused(asked, fallen)


def refusals(whos: Iterable[Who]) -> dict[Who, int]:
    """Of all these, who may not see anything any more, and with which code their socket closes. One query."""
    asked = list(set(whos))
    return _refused(asked, rows.fallen(_held(asked), timezone.now()))


def _held(asked: Iterable[Who]) -> list[tuple[str, str, str]]:
    return [(who.session, who.membership, who.password) for who in asked]


def _refused(asked: Sequence[Who], fallen: Iterable[rows.Fallen]) -> dict[Who, int]:
    return {asked[place]: NOT_HERE if session and not member else SIGNED_OUT for place, session, member in fallen}


def draw(circle: core.Circle, viewer: str, now: float) -> Drawn:
    seat = circle.seat(viewer)
    seated = viewer == core.HALL or seat is not None
    return Drawn(core.view_text(circle, viewer, now), seated, seat is None or seat.here is True)


def _circles(rooms: Sequence[Watched]) -> tuple[dict[int, tuple[int, core.Circle]], dict[Who, int]]:
    """The circles, and who may not see them. That is never asked of an earlier moment than the circle is of: whoever was removed
    meanwhile must not see what came after.
    """
    refs = {watched.room: watched.ref for watched in rooms}
    asked = list({who for watched in rooms for who, _ in watched.sockets})
    found = _read([watched.room for watched in rooms if watched.told > decoded.newest(watched.ref)], refs)
    seqs, fallen = rows.standing(refs.keys(), _held(asked), timezone.now())
    found = {pk: (seq, circle) for pk, seq in seqs.items() if (circle := _known(refs[pk], seq, found.get(pk)))}
    missing = [pk for pk in seqs if pk not in found]
    if not missing:
        return found, _refused(asked, fallen)
    return found | _read(missing, refs), refusals(asked)


def _known(ref: str, seq: int, read: tuple[int, core.Circle] | None) -> core.Circle | None:
    return read[1] if read and read[0] == seq else decoded.get(ref, seq)


def _read(missing: Collection[int], refs: Mapping[int, str]) -> dict[int, tuple[int, core.Circle]]:
    found = {pk: (seq, core.load(state)) for pk, seq, state in (rows.states(missing) if missing else ())}
    for pk, (seq, circle) in found.items():
        decoded.put(refs[pk], seq, circle)
    return found
