"""A first, told as a story if its person wishes: how the story begins. Nothing is shared by it; they write and press themselves."""

from typing import Any

from kith.journey import lived
from kith.journey.kinds import FIRSTS
from kith.journey.models import First
from kith.people.models import Person


def first_of(person: Person, kind: str) -> First | None:
    """Theirs, if it has been."""
    return lived.firsts(person).get(kind) if kind in FIRSTS else None


def write_down(person: Person, first: First, *, words: str) -> None:
    """Their own few words about it. Nobody else reads them."""
    First.objects.update_or_create(
        person=person,
        kind=first.kind,
        defaults={"words": words.strip()},
        create_defaults={"words": words.strip(), "on": first.on},
    )


def begin(person: Person, kind: str) -> dict[str, Any]:
    """For the page where stories are written. It is the same in every group, and only on the screen of who writes."""
    found = first_of(person, kind)
    return {"title": str(FIRSTS[kind].title), "text": found.words} if found else {}
