"""The journal takes its places: its words when it says no, and its file among what is taken along."""

from kith.journey import journal_taking
from kith.journey.journal_words import SAYINGS
from kith.kit import along
from kith.kit.refusal import teach


def wire() -> None:
    teach(SAYINGS)
    along.add("journal", journal_taking.shelf)
