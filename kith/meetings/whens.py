"""When a meeting is, in words: on the viewer's clock, and on the group's where the two differ."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kith.groups.models import Group
from kith.meetings.models import KETTLE, Meeting
from kith.people.zones import zone_of

EVENING = 17  # o'clock


@dataclass(frozen=True, slots=True)
class Clock:
    """One moment on one clock."""

    iso: str
    day: str  # "Tonight", "Tomorrow", "Tuesday 24 November"
    time: str
    place: str  # whose clock: "Dublin"


@dataclass(frozen=True, slots=True)
class When:
    yours: Clock
    kettle: str  # when the room opens, on your clock
    group: Clock | None  # when the group's clock says something else

    def __str__(self) -> str:
        return f"{self.yours.day}, {self.yours.time}"


def when(meeting: Meeting, *, zone: ZoneInfo, now: datetime) -> When:
    start, group_zone = meeting.starts_at, meeting.group.tz
    same = start.astimezone(zone).utcoffset() == start.astimezone(group_zone).utcoffset()
    group = None if same else on_clock(start, zone=group_zone, now=now)
    return When(on_clock(start, zone=zone, now=now), on_clock(start - KETTLE, zone=zone, now=now).time, group)


def on_clock(at: datetime, *, zone: ZoneInfo, now: datetime) -> Clock:
    here = at.astimezone(zone)
    place = zone.key.rpartition("/")[2].replace("_", " ")
    return Clock(here.isoformat(), _day(here, now.astimezone(zone)), date_format(here, "H:i"), place)


def _day(at: datetime, now: datetime) -> str:
    away = at.date() - now.date()
    if away == timedelta(0):
        return _("Tonight") if at.hour >= EVENING else _("Today")
    if away == timedelta(days=1):
        return _("Tomorrow")
    near = timedelta(0) < away < timedelta(days=300)
    return date_format(at, "l, j F" if near or at.year == now.year else "l, j F Y")


def soon(at: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """As it stands after "Come": "tonight", "tomorrow", "on Tuesday", "on 24 November"."""
    here, today = at.astimezone(zone), now.astimezone(zone).date()
    days = (here.date() - today).days
    if days <= 0:
        return _("tonight") if here.hour >= EVENING else _("today")
    if days == 1:
        return _("tomorrow")
    return _("on %(day)s") % {"day": date_format(here, "l" if days < 7 else "j F")}


def zone_for(request: HttpRequest, meeting: Meeting) -> ZoneInfo:
    """The zone the viewer chose, else the group's."""
    return group_zone(request, meeting.group)


def group_zone(request: HttpRequest, group: Group) -> ZoneInfo:
    return ZoneInfo(zone_of(request) or group.zone)
