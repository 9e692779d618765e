"""Companions: who wishes whom, pacts for a time, and what the two say to each other while one lasts."""

from kith.companions.models.pact import Ending, Pact, Side
from kith.companions.models.wish import Batch, Rest, Rota, Tick
from kith.companions.models.words import CheckIn, Line

__all__ = ["Batch", "CheckIn", "Ending", "Line", "Pact", "Rest", "Rota", "Side", "Tick"]
