"""How a story begins that is told from another page. The app with that page knows the words; the address has none of them."""

from collections.abc import Callable
from typing import Any

from kith.people.models import Person

Begin = Callable[[Person, str], dict[str, Any]]
_known: dict[str, Begin] = {}


def add(name: str, begin: Begin) -> None:
    """Called in `apps.ready()`. `begin(person, key)` says a title and a text of theirs, or nothing."""
    _known[name] = begin


def of(person: Person, asked: str) -> dict[str, Any]:
    """For "name:key" in the address of the page where one writes: what its fields start with. Nothing is kept by it."""
    name, _, key = asked.partition(":")
    return _known[name](person, key) if name in _known else {}
