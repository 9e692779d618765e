"""What the hub asks the database: who may (still) see a room, and what it looks like to each of them.

Everything here runs on the hub's one looking thread, or on one that has just written, each with its own lasting connection. It only
reads.
"""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
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
SURE_FOR = 5.0  # seconds: a session also runs out when nobody writes


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


class Sure(threading.local):
    """Who might have a look when this thread last asked, for as long as nobody else has written anything since (SQLite knows).

    Only for a thread that says of itself that it carries out nothing but presses: they change nothing about who may. For anything
    else it is `doing_more`.
    """

    only_presses = False

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.whos: set[Who] = set()
        self.version: object = None
        self.until = 0.0

    @contextmanager
    def doing_more(self) -> Iterator[None]:
        """Something that may change anything about anyone: it is sure of nobody meanwhile, nor after."""
        before, self.only_presses = self.only_presses, False
        try:
            yield
        finally:
            self.only_presses = before
            self.forget()

    def of(self, asked: Iterable[Who], version: object) -> bool:
        """Whether it still is sure of all of these. `version`: of the database, as this thread's connection sees it."""
        return version is not None and self._stands(version) and self.whos.issuperset(asked)

    def learn(self, asked: Iterable[Who], version: object) -> None:
        """They may. `version` is what it was before that was asked."""
        if version is None or not self.only_presses:
            return
        if not self._stands(version):
            self.forget()
            self.version, self.until = version, monotonic() + SURE_FOR
        self.whos.update(asked)

    def _stands(self, version: object) -> bool:
        return version == self.version and monotonic() < self.until


sure = Sure()


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
        viewers = set()
        for who, had in watched.sockets:
            if not entering.may_watch(circle, who.membership, who.viewer):
                refused[who] = NOT_HERE
            elif had < seq and not (refused and who in refused):
                viewers.add(who.viewer)
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
    version = rows.version() if sure.only_presses else None
    if sure.of(asked, version) and (told := _as_told(rooms)):
        return told, {}
    found = _read([watched.room for watched in rooms if watched.told > decoded.newest(watched.ref)], refs)
    seqs, fallen = rows.standing(refs.keys(), _held(asked), timezone.now())
    found = {pk: (seq, circle) for pk, seq in seqs.items() if (circle := _known(refs[pk], seq, found.get(pk)))}
    missing = [pk for pk in seqs if pk not in found]
    if missing:
        return found | _read(missing, refs), refusals(asked)
    if not fallen and len(seqs) == len(refs):
        sure.learn(asked, version)
    return found, _refused(asked, fallen)


def _as_told(rooms: Sequence[Watched]) -> dict[int, tuple[int, core.Circle]]:
    """The circles that pokes told of, if all of them are known here; else nothing."""
    found = {one.room: (one.told, circle) for one in rooms if (circle := decoded.get(one.ref, one.told))}
    return found if len(found) == len(rooms) else {}


def _known(ref: str, seq: int, read: tuple[int, core.Circle] | None) -> core.Circle | None:
    return read[1] if read and read[0] == seq else decoded.get(ref, seq)


def _read(missing: Collection[int], refs: Mapping[int, str]) -> dict[int, tuple[int, core.Circle]]:
    found = {pk: (seq, core.load(state)) for pk, seq, state in (rows.states(missing) if missing else ())}
    for pk, (seq, circle) in found.items():
        decoded.put(refs[pk], seq, circle)
    return found
