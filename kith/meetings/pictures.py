"""A group's rhythm as a picture: the weeks of a year as a strip, drawn here, and told in words for those who cannot see it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.groups.models import Group
from kith.meetings.models import Meeting
from kith.meetings.numbers import in_words
from kith.meetings.rhythms import ENOUGH

YEAR, SEASON = 52, 12  # weeks
QUIET = timedelta(days=61)  # nobody has met for so long: then the page says so
MET, OFF, NOTHING = "met", "off", "nothing"
WIDTH, GAP = 14, 4  # of a week, in the picture's own units


@dataclass(frozen=True, slots=True)
class Week:
    starts_on: date
    state: str
    x: int


@dataclass(frozen=True, slots=True)
class Month:
    """One row of the table that says the same."""

    name: str
    met: int
    off: int
    nothing: int


@dataclass(frozen=True, slots=True)
class Strip:
    weeks: list[Week]

    @property
    def width(self) -> int:
        return len(self.weeks) * (WIDTH + GAP) - GAP

    def many(self, state: str) -> int:
        return sum(week.state == state for week in self.weeks)

    @property
    def sentence(self) -> str:
        """ "Met in 11 of the last 12 weeks. In one it was planned and did not happen." """
        if len(self.weeks) == 1:
            return _("It met last week.") if self.many(MET) else _("It did not meet last week.")
        words = _("Met in %(met)s of the last %(weeks)s weeks.") % {
            "met": in_words(self.many(MET)),
            "weeks": in_words(len(self.weeks)),
        }
        if off := self.many(OFF):
            more = ngettext(
                "In %(n)s it was planned and did not happen.", "In %(n)s it was planned and did not happen.", off
            )
            words += " " + more % {"n": in_words(off)}
        return words

    @property
    def months(self) -> list[Month]:
        """By the month that a week begins in, the oldest first."""
        found: dict[str, list[str]] = {}
        for week in self.weeks:
            found.setdefault(date_format(week.starts_on, "F Y"), []).append(week.state)
        return [Month(name, *(states.count(one) for one in (MET, OFF, NOTHING))) for name, states in found.items()]


def strip(group: Group, *, now: datetime, weeks: int = YEAR) -> Strip:
    """The last weeks on the group's calendar, Monday to Sunday. This one counts once it has met, a young group's from its first."""
    today = now.astimezone(group.tz).date()
    monday = today - timedelta(days=today.weekday())
    first = max(monday - timedelta(weeks=weeks), _first_monday(group, monday))
    states = _states(group, since=first, now=now)
    mondays = [first + timedelta(weeks=n) for n in range((monday - first).days // 7 + 1)]
    if monday not in states and len(mondays) > 1:
        mondays.pop()
    return Strip([Week(on, states.get(on, NOTHING), n * (WIDTH + GAP)) for n, on in enumerate(mondays[-weeks:])])


def _first_monday(group: Group, this: date) -> date:
    """Of the first whole week that it was there for, or of the one in which it first gathered."""
    met = Meeting.objects.filter(group=group).order_by("starts_at").values_list("starts_at", flat=True).first()
    began = (group.begun_at or group.made_at).astimezone(group.tz).date() + timedelta(days=6)
    whole = began - timedelta(days=began.weekday())
    return min(this, whole, _monday(met, group.tz) if met else whole)


def _states(group: Group, *, since: date, now: datetime) -> dict[date, str]:
    """Monday -> what became of that week's meetings. What is still to come is nothing yet."""
    start = datetime(since.year, since.month, since.day, tzinfo=group.tz)
    meetings = Meeting.objects.filter(group=group, starts_at__gte=start, starts_at__lte=now).order_by("starts_at")
    still = Exists(Meeting.objects.not_over(now).filter(pk=OuterRef("pk")))
    asked = meetings.annotate(n=Count("attendances"), still=still, off=Q(cancellation__isnull=False))
    found: dict[date, str] = {}
    for at, came, is_still, is_off in asked.values_list("starts_at", "n", "still", "off"):
        monday = _monday(at, group.tz)
        if came >= ENOUGH and not is_off:
            found[monday] = MET
        elif not is_still:
            found.setdefault(monday, OFF)
    return found


def _monday(at: datetime, zone: ZoneInfo) -> date:
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def usual(sizes: int) -> str:
    """ "usually seven people"."""
    return ngettext("usually %(n)s person", "usually %(n)s people", sizes) % {"n": in_words(sizes)} if sizes else ""
