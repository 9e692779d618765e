"""One person's own path: firsts, months, how it was to come, days that matter, letters to oneself. Read by nobody else."""

from kith.journey.models.day import Day, Told
from kith.journey.models.evening import Feeling, Noted
from kith.journey.models.first import First, Month
from kith.journey.models.how_am_i import HowAmI, HowAmICounted, HowAreWe
from kith.journey.models.journal import Journal, Lock, Note
from kith.journey.models.letter import Letter

__all__ = [
    "Day",
    "Feeling",
    "First",
    "HowAmI",
    "HowAmICounted",
    "HowAreWe",
    "Journal",
    "Letter",
    "Lock",
    "Month",
    "Note",
    "Noted",
    "Told",
]
