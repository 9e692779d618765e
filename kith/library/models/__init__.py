"""The shelf: resources that mattered, and ways of coping with how it went for those who tried them."""

from kith.library.models.resource import Resource
from kith.library.models.strategy import HeldUp, Strategy, Tried
from kith.library.models.words import Words

__all__ = ["HeldUp", "Resource", "Strategy", "Tried", "Words"]
