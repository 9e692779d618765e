"""Cards beside kind words: the app above that has them says what they are called. What it does not know is not shown."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from kith.people.models import Person


@dataclass(frozen=True, slots=True)
class Card:
    name: str
    path: str


Find = Callable[[Person, Collection[str]], Mapping[str, Card]]
_find: list[Find] = []


def offer(find: Find) -> None:
    """Called in `apps.ready()`. `find(person, refs)` gives those of the cards that this person may see."""
    _find[:] = [find]


def known(person: Person, refs: Collection[str]) -> Mapping[str, Card]:
    """In one question, and none where no card lies beside anything."""
    return _find[0](person, refs) if _find and refs else {}
