"""Tonight changes: who is expected and has not yet been told, when a meeting is moved or called off within a day of its start."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value

from kith.groups.models import Membership, Reach
from kith.meetings import reminding
from kith.meetings.models import Attendance, Coming, Meeting, Moved, ToldOf
from kith.meetings.models.moving import last_move
from kith.notices.models import Notice

NEAR = timedelta(days=1)
LATELY = timedelta(weeks=6)  # who came within this, or joined within it, might come tonight without having said so


@dataclass(frozen=True, slots=True)
class Change:
    """The last thing that happened to a meeting, close to its start."""

    meeting: Meeting
    moved: Moved | None  # None: called off
    at: datetime
    was: datetime  # when someone might stand before a closed door
    until: datetime  # past this nobody needs to be rung any more
    by: int | None


@dataclass(frozen=True, slots=True)
class Expected:
    member: Membership
    said: str  # what they had answered for the old time: come, listen, or nothing
    number: str
    told: bool


def change_of(meeting: Meeting, *, now: datetime) -> Change | None:
    """What has changed, if it was close to the start, and someone could still come in vain."""
    if meeting.is_cancelled:
        off = meeting.cancellation
        found = Change(meeting, None, off.at, meeting.starts_at, meeting.starts_at, off.by_id)
    elif moved := last_move(meeting):
        found = Change(meeting, moved, moved.at, moved.was, min(moved.was, moved.became), moved.by_id)
    else:
        return None
    is_near = min(found.was, meeting.starts_at) - found.at <= NEAR
    return found if is_near and now < found.until else None


def changed(meetings: Iterable[Meeting], *, now: datetime) -> list[Change]:
    """All such of these."""
    return [change for one in meetings if (change := change_of(one, now=now))]


def expected(change: Change, *, by: Membership) -> list[Expected]:
    """Who may come and has neither read of it in Kith nor answered since: the ticked ones too, at the end. For facilitators."""
    return expected_of_each([change], by=by)[0][1]


def expected_of_each(changes: Sequence[Change], *, by: Membership) -> list[tuple[Change, list[Expected]]]:
    """The same of several changes, in one question."""
    if not changes:
        return []
    first, *rest = [_expected(change, nth, by) for nth, change in enumerate(changes)]
    found: list[list[Expected]] = [[] for _ in changes]
    for one in first.union(*rest, all=True) if rest else first:
        said, number, told = (one.__dict__[name] for name in ("said", "number", "is_told"))
        found[one.__dict__["nth"]].append(Expected(one, said or "", number or "", bool(told)))
    return [(change, sorted(rows, key=_in_order)) for change, rows in zip(changes, found, strict=True)]


def _in_order(row: Expected) -> tuple[bool, bool, str]:
    return row.told, not row.said, row.member.alias.casefold()


def _expected(change: Change, nth: int, by: Membership) -> "QuerySet[Membership]":
    its = {"membership": OuterRef("pk")}
    return _members(change).annotate(
        nth=Value(nth),
        said=Subquery(_answers(change).filter(**its).values("answer")[:1]),
        number=Subquery(Reach.objects.for_telling(by).filter(**its).values("number")[:1]),
        is_told=Exists(_ticks(change).filter(**its)),
    )


def not_yet(rows: Sequence[Expected]) -> int:
    return sum(not one.told for one in rows)


def _members(change: Change) -> "QuerySet[Membership]":
    """Members who said they come, came lately, or are new; without who changed it, who said they can't, who knows by now."""
    meeting = change.meeting
    here = Membership.objects.here().filter(group=meeting.group_id, joined_at__lte=change.at).exclude(pk=change.by or 0)
    lately = Attendance.objects.filter(membership=OuterRef("pk"), came_at__gt=change.was - LATELY)
    says = _answers(change).filter(membership=OuterRef("pk"))
    new = Q(joined_at__gt=change.was - LATELY)
    maybe = here.filter(Exists(says) | Exists(lately) | new).exclude(Exists(says.filter(answer=Coming.Answer.CANT)))
    return maybe.exclude(Exists(_seen(change))).exclude(Exists(_since(change)))


def _answers(change: Change) -> "QuerySet[Coming]":
    """What was said of the time that is no more."""
    return Coming.objects.filter(meeting=change.meeting, starts_at=change.was)


def _since(change: Change) -> "QuerySet[Coming]":
    return Coming.objects.filter(meeting=change.meeting, membership=OuterRef("pk"), said_at__gt=change.at)


def _seen(change: Change) -> "QuerySet[Notice]":
    last = change.moved or last_move(change.meeting)
    key = reminding.key_of(change.meeting, "moved" if change.moved else "off", move=last.pk if last else 0)
    return Notice.objects.filter(person=OuterRef("person"), key=key, seen_at__isnull=False)


def _ticks(change: Change) -> "QuerySet[ToldOf]":
    return ToldOf.objects.filter(meeting=change.meeting, moved=change.moved)


@transaction.atomic
def tick(change: Change, *, of: Membership, by: Membership, now: datetime, told: bool = True) -> None:
    """ "I have told them." Twice is harmless; it can be taken back."""
    Meeting.objects.select_for_update(no_key=True).get(pk=change.meeting.pk, group=by.group_id)
    ticks = _ticks(change).filter(membership=of)
    if not told:
        ticks.delete()
    elif not ticks.exists():
        ToldOf.objects.create(meeting=change.meeting, membership=of, moved=change.moved, by=by, at=now)
