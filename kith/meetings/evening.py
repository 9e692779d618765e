"""What an evening is like, minute by minute, for someone who has never been."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kith.groups.models import Group
from kith.meetings import agenda, formats
from kith.meetings.models import KETTLE, Meeting

USUAL = "guided-discussion"  # shown while nothing is planned


@dataclass(frozen=True, slots=True)
class Hour:
    iso: str
    clock: str
    name: str
    words: str


def of(meeting: Meeting, *, zone: ZoneInfo) -> list[Hour]:
    """The kettle and each part of this meeting, on the viewer's clock."""
    start = meeting.starts_at
    hours = [_hour(start - KETTLE, zone, *_opening(meeting.group))]
    for part in meeting.parts:
        hours.append(_hour(start, zone, part["name"], part["first_time"]))
        start += timedelta(minutes=part["minutes"])
    return [*hours, _hour(start, zone, _("The kettle stays on"), _("Stay a while, or go. No one will ask why."))]


def usual(group: Group) -> list[Hour]:
    """The same for a group that has planned nothing yet: minutes from the start, no clock."""
    form = formats.shelf()[USUAL]
    hours, minutes = [Hour("", _("before"), *_opening(group))], 0
    for part in agenda.fit(form, form.minutes)["parts"]:
        clock = _("%(n)s min") % {"n": minutes} if minutes else _("start")
        hours.append(Hour("", clock, part["name"], part["first_time"]))
        minutes += part["minutes"]
    return hours


def _hour(at: datetime, zone: ZoneInfo, name: str, words: str) -> Hour:
    here = at.astimezone(zone)
    return Hour(here.isoformat(), date_format(here, "H:i"), name, words)


def _opening(group: Group) -> tuple[str, str]:
    words = _("You can say hello, or just sit.")
    if group.greeter:
        words = _("%(alias)s greets you.") % {"alias": group.greeter.alias} + " " + words
    return _("The room is open"), words
