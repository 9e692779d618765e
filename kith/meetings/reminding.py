"""Reminders, and word of what was moved or called off: put into the outbox for members, once each, in bulk.

A round looks every minute for who is missing one, so that whoever joined, paused or said they can't since is heeded. Nothing
is put more than a day or so ahead. Keys carry the number of the last move: away and back again reminds anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from kith.groups.models import Membership
from kith.meetings.models import Coming, Meeting, Moved
from kith.notices import outbox
from kith.notices.models import Notice
from kith.people.models import Person

Kind = Notice.Kind
T = TypeVar("T")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DAY_AHEAD = timedelta(hours=27)  # the same hour on the wall, the day before, may be 26 hours away
TOO_SOON = timedelta(hours=3)  # the hour's reminder is near: a day's would only double it
FAR = timedelta(days=8)  # a change of what is farther away than this is told when it has come this near
MEETINGS_AT_ONCE, ROWS_AT_ONCE = 200, 1000


@dataclass(frozen=True, slots=True)
class Word:
    """One thing to tell all members of a meeting's group, but those it is not for."""

    meeting: Meeting
    kind: Notice.Kind
    key: str
    due_at: datetime | None
    until: datetime
    joined_before: datetime  # who came later has read it as it now is
    besides: int | None = None  # the membership that did it
    to_who_cannot: bool = False


def look(now: datetime) -> None:
    """The round. Harmless when called twice: who has a word already is not told it again."""
    near = Meeting.objects.filter(starts_at__gt=now, starts_at__lte=now + FAR)
    put([*reminders(near.filter(starts_at__lte=now + DAY_AHEAD), now=now), *changes(near)])


def reminders(meetings: "QuerySet[Meeting]", *, now: datetime) -> Iterator[Word]:
    """A day and an hour before, for those who have not said that they can't."""
    for one in _with_moves(meetings.standing()):  # type: ignore[attr-defined]
        day = a_day_before(one)
        if one.starts_at > now + TOO_SOON:
            yield Word(one, Kind.REMINDER_DAY, key(one, "day"), day, one.starts_at, joined_before=day)
        else:
            yield Word(
                one, Kind.REMINDER_HOUR, key(one, "hour"), one.starts_at - HOUR, one.starts_at, joined_before=now
            )


def a_day_before(meeting: Meeting) -> datetime:
    """The same hour on the group's wall, the day before: 23 or 25 hours where clocks change in between."""
    return (meeting.starts_at.astimezone(ZoneInfo(meeting.group.zone)) - DAY).astimezone(UTC)


def changes(meetings: "QuerySet[Meeting]") -> Iterator[Word]:
    """Word of the last move and of a calling off. Whoever had said they can't may now be able; but not if it is off."""
    touched = meetings.filter(Exists(Moved.objects.filter(meeting=OuterRef("pk"))) | Q(cancellation__with_series=False))
    moves = {one.pk: one for one in Moved.objects.filter(meeting__in=touched)}
    for one in _with_moves(touched.select_related("cancellation")):
        if one.is_cancelled:
            off = one.cancellation
            yield Word(one, Kind.CALLED_OFF, key(one, "off"), None, one.starts_at, off.at, besides=off.by_id)
        else:
            moved = moves[one.__dict__["move"]]
            until = one.starts_at
            yield Word(one, Kind.MOVED, key(one, "moved"), None, until, moved.at, moved.by_id, to_who_cannot=True)


def _with_moves(meetings: "QuerySet[Meeting]") -> "QuerySet[Meeting]":
    """Each with the number of its last move, 0 if it was never moved."""
    last = Moved.objects.filter(meeting=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    return meetings.select_related("group", "series").defer("agenda").annotate(move=Coalesce(Subquery(last), 0))


def key(meeting: Meeting, what: str) -> str:
    return key_of(meeting, what, move=meeting.__dict__["move"])


def key_of(meeting: Meeting, what: str, *, move: int) -> str:
    return f"meeting:{meeting.ref}:{what}:{move}"


def keys_of(meeting: Meeting, *whats: str, last: bool = False) -> list[str]:
    """Under which something of this meeting may stand in the outbox; with `last`, only of its present time."""
    moves = [0, *Moved.objects.filter(meeting=meeting).order_by("pk").values_list("pk", flat=True)]
    return [key_of(meeting, what, move=move) for move in (moves[-1:] if last else moves) for what in whats]


def put(words: Iterable[Word]) -> int:
    """Into the outbox, for each member who has not got it. A few queries for many meetings; returns how many were put."""
    total = 0
    for some in _cut(list(words), MEETINGS_AT_ONCE):
        for tellings in _cut(list(_missing(some)), ROWS_AT_ONCE):
            outbox.put(*tellings)
            total += len(tellings)
    return total


def _missing(words: Sequence[Word]) -> Iterator[outbox.Telling]:
    there = set(Notice.objects.filter(key__in=[word.key for word in words]).values_list("person_id", "key"))
    answers = Coming.objects.standing().not_coming().filter(meeting__in=[word.meeting.pk for word in words])
    cannot = set(answers.values_list("meeting", "membership"))
    members = _members(words)
    for word in words:
        for one in members.get(word.meeting.group_id, ()):
            declined = not word.to_who_cannot and (word.meeting.pk, one["pk"]) in cannot
            late = one["joined_at"] > word.joined_before
            if not (declined or late or one["pk"] == word.besides or (one["person_id"], word.key) in there):
                yield _telling(word, one["person_id"])


def _members(words: Sequence[Word]) -> dict[int, list[dict[str, Any]]]:
    """By group. Paused, gone, removed, dead, suspended: none of these is here."""
    here = Membership.objects.here().filter(group__in={word.meeting.group_id for word in words})
    found: dict[int, list[dict[str, Any]]] = {}
    for one in here.filter(person__suspended_at=None).values("pk", "person_id", "group_id", "joined_at"):
        found.setdefault(one["group_id"], []).append(dict(one))
    return found


def _telling(word: Word, person: int) -> outbox.Telling:
    """Its page is behind sign-in; a mail asks by a link of its own that shows no group (links.py)."""
    meeting = word.meeting
    return outbox.Telling(
        person=Person(pk=person),
        kind=word.kind,
        key=word.key,
        path=page_of(word),
        when=meeting.starts_at,
        due_at=word.due_at,
        until=word.until,
        zone=meeting.group.zone,
    )


def page_of(word: Word) -> str:
    """The meeting's; the series' where all of it is another now, or has ended."""
    one, of = word.meeting, word.meeting.series
    moved = word.kind == Kind.MOVED and not one.is_moved
    ended = word.kind == Kind.CALLED_OFF and one.occurrence is None
    if of and (moved or ended):
        return reverse("meetings:series", args=[one.group.ref, of.ref])
    return reverse("meetings:meeting", args=[one.ref])


def _cut(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


# When something changes


def follow(meeting: Meeting, *, now: datetime) -> None:
    """It was moved or called off: what was put for a time that is not so any more is taken back."""
    every = keys_of(meeting, "day", "hour", "moved")
    if Meeting.objects.standing().filter(pk=meeting.pk).exists():
        every = [key for key in every if key not in keys_of(meeting, "day", "hour", "moved", last=True)]
    outbox.withdraw(*every, now=now)


def heed(coming: Coming, *, now: datetime) -> None:
    """Who can't come is not reminded; who can after all, is."""
    reminders, one = keys_of(coming.meeting, "day", "hour", last=True), [coming.membership.person]
    if coming.answer == Coming.Answer.CANT:
        outbox.withdraw(*reminders, persons=one, now=now)
    else:
        outbox.restore(*reminders, persons=one)


def stop(membership: Membership, *, now: datetime) -> None:
    """They are no longer a member: nothing of this group's meetings stands for them."""
    ahead = Meeting.objects.filter(group=membership.group_id, starts_at__gt=now, starts_at__lte=now + FAR)
    keys = [key for meeting in ahead for key in keys_of(meeting, "day", "hour", "moved", "off")]
    outbox.withdraw(*keys, persons=[Person(pk=membership.person_id)], now=now)


def resume(membership: Membership, *, now: datetime) -> None:
    """They are a member again: what was taken back stands again, but for meetings to which they have said that they can't."""
    ahead = Meeting.objects.standing().filter(
        group=membership.group_id, starts_at__gt=now, starts_at__lte=now + DAY_AHEAD
    )
    ahead = ahead.exclude(answers__in=Coming.objects.filter(membership=membership, answer=Coming.Answer.CANT))
    keys = [key for meeting in ahead for key in keys_of(meeting, "day", "hour", last=True)]
    outbox.restore(*keys, persons=[Person(pk=membership.person_id)])
