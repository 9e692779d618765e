"""Goals: what someone works towards in their own words, small steps, how it went, and who saw."""

from kith.goals.models.goal import Brought, Ending, Goal
from kith.goals.models.going import CheckIn, Saw, Step

__all__ = ["Brought", "CheckIn", "Ending", "Goal", "Saw", "Step"]
