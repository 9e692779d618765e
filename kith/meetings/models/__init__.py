"""Meetings: when a group gathers, in which format, where, and who came."""

from kith.meetings.models.attendance import Attendance
from kith.meetings.models.meeting import ENDS, KETTLE, LATE, LENGTH, LONGEST, SHORTEST, Cancellation, Meeting
from kith.meetings.models.rhythm import Rhythm
from kith.meetings.models.series import Series, Skipped

__all__ = [
    "ENDS",
    "KETTLE",
    "LATE",
    "LENGTH",
    "LONGEST",
    "SHORTEST",
    "Attendance",
    "Cancellation",
    "Meeting",
    "Rhythm",
    "Series",
    "Skipped",
]
