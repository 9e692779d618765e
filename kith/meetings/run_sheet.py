"""An evening on paper, for whoever holds it: what comes when, what to say, who reads, how many chairs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kith.groups.places import Place
from kith.meetings import expecting
from kith.meetings.models import KETTLE, Meeting
from kith.people.models import Person

on_paper = Place()  # help numbers and hard moments, which apps above know


@dataclass(frozen=True, slots=True)
class Line:
    """One part: when it begins on the wall, and everything that is said in it."""

    at: datetime
    part: dict[str, Any]
    reads: str  # the alias of whoever reads it tonight, if it goes round


@dataclass(frozen=True, slots=True)
class Sheet:
    kettle: datetime
    lines: list[Line]
    ends: datetime
    expected: expecting.Expected


def of(meeting: Meeting, *, person: Person) -> Sheet:
    """On the group's clock, as on the wall of the hall."""
    expected, zone = expecting.of(meeting, person=person), meeting.group.tz
    at, lines = meeting.starts_at, []
    for part in meeting.parts:
        lines.append(Line(at.astimezone(zone), part, expected.readers.get(part["key"], "")))
        at += timedelta(minutes=part["minutes"])
    return Sheet((meeting.starts_at - KETTLE).astimezone(zone), lines, at.astimezone(zone), expected)
