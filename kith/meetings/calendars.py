"""The coming weeks as a calendar: a row for each week, on the viewer's clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format

from kith.groups.models import Group, Membership
from kith.meetings.models import Meeting

WEEKS = 9  # the eight that exist, and the rest of this one
NEAR = 3  # on the group's page


@dataclass(slots=True)
class Evening:
    meeting: Meeting
    clock: str
    iso: str


@dataclass(frozen=True, slots=True)
class Besides:
    """Something of an app above that has its day too: what it is called, and its page."""

    name: str
    path: str
    at: datetime


Ask = Callable[[HttpRequest, Group, Membership, datetime, datetime], list[Besides]]
_asks: list[Ask] = []


def besides(one: Ask) -> None:
    """Called in `apps.ready()`. `one(request, group, me, since, until)` finds what stands beside the meetings of these weeks."""
    if one not in _asks:
        _asks.append(one)


@dataclass(frozen=True, slots=True)
class Beside:
    """The same, on the viewer's clock."""

    name: str
    path: str
    clock: str
    iso: str


@dataclass(slots=True)
class Day:
    on: date
    is_past: bool
    is_today: bool
    evenings: list[Evening] = field(default_factory=list)
    besides: list[Beside] = field(default_factory=list)

    @property
    def has(self) -> bool:
        return bool(self.evenings or self.besides)

    @property
    def label(self) -> str:
        """ "Tuesday, 24 November"."""
        return date_format(self.on, "l, j F")

    @property
    def number(self) -> str:
        """The day of the month; with the month where one begins."""
        return date_format(self.on, "j M") if self.on.day == 1 else str(self.on.day)


@dataclass(slots=True)
class Calendar:
    weeks: list[list[Day]]

    @property
    def heads(self) -> list[tuple[str, str]]:
        return [(str(WEEKDAYS_ABBR[n]), str(WEEKDAYS[n])) for n in range(7)]

    @property
    def is_empty(self) -> bool:
        return not any(day.has for week in self.weeks for day in week)

    def put_beside(self, request: HttpRequest, group: Group, me: Membership, zone: ZoneInfo) -> "Calendar":
        """What else is planned in these weeks."""
        days = {day.on: day for week in self.weeks for day in week}
        since = datetime.combine(min(days), time.min, zone)
        until = datetime.combine(max(days), time.min, zone) + timedelta(days=1)
        for one in (one for ask in _asks for one in ask(request, group, me, since, until)):
            here = one.at.astimezone(zone)
            if here.date() in days:
                beside = Beside(one.name, one.path, date_format(here, "H:i"), here.isoformat())
                days[here.date()].besides.append(beside)
        return self


def coming(group: Group, *, zone: ZoneInfo, now: datetime, weeks: int = WEEKS) -> Calendar:
    """Called-off ones too: a day on which nobody comes is worth knowing."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    first, last = (datetime.combine(monday + timedelta(weeks=n), time.min, zone) for n in (0, weeks))
    meetings = Meeting.objects.filter(group=group, starts_at__gte=first, starts_at__lt=last).select_related(
        "cancellation"
    )
    return laid_out(meetings.defer("agenda").order_by("starts_at"), monday, zone=zone, today=today, weeks=weeks)


def near(meetings: Iterable[Meeting], *, zone: ZoneInfo, now: datetime) -> Calendar:
    """The same of a few weeks, for meetings that are known already."""
    today = now.astimezone(zone).date()
    return laid_out(meetings, today - timedelta(days=today.weekday()), zone=zone, today=today, weeks=NEAR)


def laid_out(meetings: "Iterable[Meeting]", monday: date, *, zone: ZoneInfo, today: date, weeks: int) -> Calendar:
    on = [monday + timedelta(days=n) for n in range(weeks * 7)]
    days = {one: Day(one, one < today, one == today) for one in on}
    for meeting in meetings:
        here = meeting.starts_at.astimezone(zone)
        if here.date() in days:
            days[here.date()].evenings.append(Evening(meeting, date_format(here, "H:i"), here.isoformat()))
    row = list(days.values())
    return Calendar([row[start : start + 7] for start in range(0, len(row), 7)])
