"""What a page is about, in Kith only: the app that has the page names it to those who may see it. Mail never asks."""

from collections.abc import Callable, Mapping, Sequence

from kith.people.models import Person

Namer = Callable[[Person, Sequence[str]], Mapping[str, str]]
_namers: list[Namer] = []


def add(namer: Namer) -> None:
    """Called in `apps.ready()`. `namer(person, paths)` names the paths it knows and this person may see, and no other."""
    if namer not in _namers:
        _namers.append(namer)


def names(person: Person, paths: Sequence[str]) -> dict[str, str]:
    """Path -> what it is about. A page that is gone, or not theirs any more, has no name."""
    found: dict[str, str] = {}
    for namer in _namers:
        found |= namer(person, paths)
    return found
