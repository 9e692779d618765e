"""Meetings: when a group gathers, in which format, where, and who came."""

from kith.meetings.models.attendance import Attendance, Correction, NotHeld
from kith.meetings.models.coming import Coming, HardWeek
from kith.meetings.models.format import OWN, Variation, WrittenFormat
from kith.meetings.models.meeting import ENDS, KETTLE, LATE, LENGTH, LONGEST, SHORTEST, Cancellation, Meeting
from kith.meetings.models.moving import Moved, ToldOf
from kith.meetings.models.rhythm import Rhythm
from kith.meetings.models.series import Series, Skipped
from kith.meetings.models.sharing import Debrief, PieceAsked

__all__ = [
    "ENDS",
    "KETTLE",
    "LATE",
    "LENGTH",
    "LONGEST",
    "OWN",
    "SHORTEST",
    "Attendance",
    "Cancellation",
    "Coming",
    "Correction",
    "Debrief",
    "HardWeek",
    "Meeting",
    "Moved",
    "NotHeld",
    "PieceAsked",
    "Rhythm",
    "Series",
    "Skipped",
    "ToldOf",
    "Variation",
    "WrittenFormat",
]
