"""Who may come in: members of the group, from a quarter of an hour before until the circle is over. For others there is nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from kith.circle import core, opening, rows
from kith.circle.models import Room
from kith.companions import kindness
from kith.groups.models import Membership
from kith.kit import by_heart
from kith.meetings import answering, attendance
from kith.meetings.models import Meeting
from kith.people import asking_who
from kith.people.models import Apart, Person

AFTERWARDS = timedelta(hours=3)  # the closing page stays open for who was there


@dataclass(frozen=True, slots=True)
class Arrival:
    """A member at one meeting's circle. `room` is None while it is too early for one."""

    meeting: Meeting
    membership: Membership
    room: Room | None
    opens_at: datetime | None  # set when it is too early


def arriving(person: Person | AnonymousUser, meeting_ref: str, now: datetime) -> Arrival | None:
    """This person at this meeting, the room made if it is time; None if for them there is nothing."""
    if not isinstance(person, Person):
        return None
    found = rows.arriving(person.pk, meeting_ref)
    return _at(found[:3], now) if found else None


def arriving_with(session: str, meeting_ref: str, now: datetime) -> Arrival | None:
    """The same for whoever this session has signed in, without the person: in two questions the first time, then in one. None
    also where the session is not plainly good: then it has to be asked as Django asks it.
    """
    known = asking_who.seen_with(session)
    if known is None:
        said = asking_who.said_by(session, now)
        found = rows.arriving(said.person, meeting_ref) if said else None
    else:
        held = rows.arriving_with(session, known, meeting_ref)
        said = asking_who.said_in(session, held[0], held[1], now) if held else None
        found = held[2] if held and said and said.person == known else None
    if said is None or found is None or not asking_who.still_is(said, stored=found[3]):
        return None
    return _at(found[:3], now)


def _at(found: tuple[Membership, Meeting, Room | None], now: datetime) -> Arrival | None:
    membership, meeting, room = found
    if now < opening.opens_at(meeting):
        return Arrival(meeting, membership, None, opening.opens_at(meeting))
    room = room or opening.open_room(meeting, now)
    if room is None or room.cleared_at or (room.closed_at and now > room.closed_at + AFTERWARDS):
        return None
    return Arrival(meeting, membership, room, None)


def whole(arrival: Arrival) -> Meeting:
    """What a page needs to know of the meeting besides, in one question: its agenda, its group, who greets, kind words."""
    return by_heart.the_one(_whole(arrival.meeting, arrival.membership))


@by_heart.question
def _whole(meeting: Meeting, me: Membership) -> "QuerySet[Meeting]":
    asked = Meeting.objects.annotate(gives_kind_words=kindness.gives(me))
    return asked.select_related("group__greeter").filter(pk=meeting.pk)


def may_watch(circle: core.Circle, ref: str, viewer: str) -> bool:
    """Whoever was asked to leave sees nothing; the hall's screen is opened by someone who sits in the circle."""
    return not is_removed(circle, ref) and (viewer != core.HALL or is_seated(circle, ref))


def is_seated(circle: core.Circle, ref: str) -> bool:
    return circle.seat(ref) is not None


def is_removed(circle: core.Circle, ref: str) -> bool:
    """Asked to leave tonight, or erased: no way back by tab, cookie, socket or knock."""
    return ref in circle.gone


def facts_of(membership: Membership, meeting: Meeting | None = None) -> Callable[[core.Circle], Mapping[str, Any]]:
    """What the circle needs to know of someone who comes: asked under the room's lock, of those seated at that moment."""

    def facts(circle: core.Circle) -> Mapping[str, Any]:
        return {
            "alias": membership.alias,
            "seed": membership.seed,
            "role": membership.role,
            "greeter": opening.greets(membership, meeting),
            "new": attendance.is_new(membership),
            "listens": answering.listens(membership, at=meeting),
            **_apart(membership, circle),
        }

    return facts


def _apart(membership: Membership, circle: core.Circle) -> dict[str, list[str]]:
    """Who here is to be kept apart from this person: either way, by their own wish, and by "I'm not safe if they come"."""
    refs = [seat.ref for seat in (*circle.seated, *(knock.seat for knock in circle.door))]
    others = dict(Membership.objects.filter(ref__in=refs).exclude(pk=membership.pk).values_list("person_id", "ref"))
    me = membership.person_id
    wishes = Apart.objects.filter(Q(by=me, of__in=others) | Q(of=me, by__in=others)).values_list("by", "of", "kind")
    apart: dict[str, list[str]] = {"apart": [], "mine": [], "theirs": [], "unsafe": [], "afraid": []}
    for by, of, kind in wishes:
        other = others[of if by == me else by]
        apart["apart"].append(other)
        if by == me:
            apart["mine"].append(other)  # told to them alone, and they choose: whoever is afraid is not turned away
        else:
            apart["theirs"].append(other)
        if kind == Apart.Kind.UNSAFE:
            apart["afraid" if by == me else "unsafe"].append(other)
    return {name: sorted(set(those)) for name, those in apart.items()}
