"""Companions: who wishes whom, pacts for a time, and what the two say to each other; kind words to one person; outings."""

from kith.companions.models.encouragement import Encouragement, LetPass, NotNow, Reminder, WelcomesIdeas
from kith.companions.models.outing import Going, Off, Outing, SheetRead, Suits, Time
from kith.companions.models.pact import Ending, Pact, Side
from kith.companions.models.wish import Batch, Rest, Rota, Tick
from kith.companions.models.words import CheckIn, Line

__all__ = [
    "Batch",
    "CheckIn",
    "Encouragement",
    "Ending",
    "LetPass",
    "Line",
    "NotNow",
    "Pact",
    "Reminder",
    "Rest",
    "Rota",
    "Side",
    "Tick",
    "WelcomesIdeas",
]
__all__ += ["Going", "Off", "Outing", "SheetRead", "Suits", "Time"]
