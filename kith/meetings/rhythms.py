"""A group's rhythm, counted: a few queries for many groups, so that ten thousand can be looked through at once.

"Met" means that at least two people came. Weeks are the last seven days, the seven before them, and so on.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any

from django.db.models import Count, F, Min, Q, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.meetings import in_words
from kith.meetings.models import Attendance, Meeting, Rhythm, Series

WEEK = timedelta(days=7)
WEEKS = 6
LAST = 6  # so many meetings say how many usually come
ENOUGH = 2  # one alone has not met
AT_ONCE = 500  # groups
OLD = timedelta(hours=20)
MOST = 5000  # groups in one round
COUNTED = [
    "next_at",
    "last_met_at",
    "met",
    "weeks",
    "usually",
    "members",
    "by_call",
    "in_hall",
    "by_text",
    "series",
    "counted_at",
]


def look(now: datetime) -> int:
    """The round: groups never counted, whose next meeting has gone by, or not counted for most of a day."""
    stale = (
        Q(rhythm=None) | Q(rhythm__counted_at=None) | Q(rhythm__counted_at__lt=now - OLD) | Q(rhythm__next_at__lt=now)
    )
    return count(Group.objects.filter(stale).order_by("pk").values_list("pk", flat=True)[:MOST], now)


def count(groups: "Iterable[Group | int]", now: datetime) -> int:
    """Counts these groups anew, and keeps it. Nine queries for every five hundred of them."""
    every = [one.pk if isinstance(one, Group) else one for one in groups]
    for start in range(0, len(every), AT_ONCE):
        Rhythm.objects.bulk_create(
            _rows(every[start : start + AT_ONCE], now),
            update_conflicts=True,
            unique_fields=["group"],
            update_fields=COUNTED,
        )
    return len(every)


@dataclass(slots=True)
class Tally:
    """What the queries found of one group."""

    since: datetime
    met: list[tuple[datetime, int]] = field(default_factory=list)  # newest first: when, and how many came
    next_at: datetime | None = None
    members: int = 0
    ways: tuple[bool, bool, bool] = (False, False, False)  # by call, in a hall, by text
    series: str = ""


def _rows(groups: list[int], now: datetime) -> list[Rhythm]:
    tallies = {pk: Tally(since) for pk, since in _began(groups)}
    for pk, at, n in _met(groups, now):
        tallies[pk].met.append((at, n))
    for pk, first, *ways in _ahead(groups, now):
        tallies[pk].next_at, tallies[pk].ways = first, (bool(ways[0]), bool(ways[1]), bool(ways[2]))
    for pk, *ways in _behind([pk for pk, one in tallies.items() if not one.next_at], now):
        tallies[pk].ways = (bool(ways[0]), bool(ways[1]), bool(ways[2]))
    for pk, n in _members(groups):
        tallies[pk].members = n
    for pk, words in _series(groups, now).items():
        tallies[pk].series = words
    return [_row(pk, tally, now) for pk, tally in tallies.items()]


def _row(group: int, tally: Tally, now: datetime) -> Rhythm:
    met, weeks = weeks_met([at for at, _ in tally.met], since=tally.since, now=now)
    by_call, in_hall, by_text = tally.ways
    return Rhythm(
        group_id=group,
        next_at=tally.next_at,
        last_met_at=tally.met[0][0] if tally.met else None,
        met=met,
        weeks=weeks,
        usually=median_low(n for _, n in tally.met[:LAST]) if tally.met else 0,
        members=tally.members,
        by_call=by_call,
        in_hall=in_hall,
        by_text=by_text,
        series=tally.series,
        counted_at=now,
    )


def weeks_met(met: Iterable[datetime], *, since: datetime, now: datetime, most: int = WEEKS) -> tuple[int, int]:
    """In how many of how many of the last weeks. The week a group began in counts only if it met in it."""
    weeks = {(now - at) // WEEK for at in met if timedelta(0) <= now - at < most * WEEK}
    whole = min(most, max(0, (now - min([since, *met])) // WEEK))
    return len(weeks), max(whole, *(week + 1 for week in weeks)) if weeks else whole


# What the database is asked


def _began(groups: list[int]) -> Iterable[tuple[int, datetime]]:
    return Group.objects.filter(pk__in=groups).values_list("pk", Coalesce("begun_at", "made_at"))


def _met(groups: list[int], now: datetime) -> Iterable[tuple[int, datetime, int]]:
    """The meetings of the last six weeks, and the last six, which may go back farther; the newest first."""
    came = Attendance.objects.filter(meeting__group__in=groups, meeting__starts_at__lte=now, meeting__cancellation=None)
    sizes = came.values("meeting__group", "meeting__starts_at", "meeting").annotate(n=Count("pk")).filter(n__gte=ENOUGH)
    newest = Window(RowNumber(), partition_by=[F("meeting__group")], order_by=F("meeting__starts_at").desc())
    recent, last = sizes.filter(meeting__starts_at__gt=now - WEEKS * WEEK), sizes.annotate(place=newest)
    fields = ("meeting__group", "meeting__starts_at", "n", "meeting")
    rows = {*recent.values_list(*fields), *last.filter(place__lte=LAST).values_list(*fields)}
    return ((group, at, n) for group, at, n, _ in sorted(rows, key=lambda row: row[1], reverse=True))


def _ways(meetings: Any) -> Any:
    """By call, in a hall, by text: whether any of them is."""
    call, hall = Count("pk", filter=~Q(call_link="")), Count("pk", filter=~Q(place=""))
    return meetings.annotate(call=call, hall=hall, text=Count("pk", filter=Q(by_text=True)))


def _ahead(groups: list[int], now: datetime) -> Iterable[tuple[int, datetime, int, int, int]]:
    coming = Meeting.objects.not_over(now).filter(group__in=groups).order_by().values("group")
    return _ways(coming.annotate(first=Min("starts_at"))).values_list("group", "first", "call", "hall", "text")  # type: ignore[no-any-return]


def _behind(groups: list[int], now: datetime) -> Iterable[tuple[int, int, int, int]]:
    """How those without a next meeting met lately."""
    lately = Meeting.objects.standing().filter(group__in=groups, starts_at__lte=now, starts_at__gt=now - WEEKS * WEEK)
    return _ways(lately.order_by().values("group")).values_list("group", "call", "hall", "text")  # type: ignore[no-any-return]


def _members(groups: list[int]) -> Iterable[tuple[int, int]]:
    here = Membership.objects.here().filter(group__in=groups, alongside_of=None).order_by()
    return here.values("group").annotate(n=Count("pk")).values_list("group", "n")


def _series(groups: list[int], now: datetime) -> dict[int, str]:
    """In words, on the series' own clock; several are put one after another."""
    found: dict[int, list[str]] = defaultdict(list)
    for one in Series.objects.meeting_still(now.date()).filter(group__in=groups).order_by("planned_at", "pk"):
        found[one.group_id].append(in_words.of(one))
    return {pk: "; ".join(words)[:200] for pk, words in found.items()}


# When it is counted


def on_meeting(sender: object, meeting: Meeting, last: bool = True, groups: Iterable[int] = (), **_: object) -> None:
    """A meeting was planned, changed, called off, or is over. Of many at once, the last one is enough: it knows their groups."""
    if last:
        count(groups or [meeting.group_id], timezone.now())


def on_membership(sender: object, membership: Membership, **_: object) -> None:
    count([membership.group_id], timezone.now())
