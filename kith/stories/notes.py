"""Content notes: what a story speaks of, said before it is opened. The short list is in data/notes.toml."""

import tomllib
from collections.abc import Collection, Iterable
from functools import cache
from importlib import resources

from django.db.models import OuterRef, QuerySet, Subquery

from kith.kit import by_heart
from kith.people.models import Person
from kith.stories.models import Gentle, Reply, Story


@cache
def known() -> dict[str, str]:
    """Key and name of each note, in the order they are offered."""
    text = resources.files("kith.stories").joinpath("data/notes.toml").read_text("utf-8")
    return {one["key"]: one["name"] for one in tomllib.loads(text)["note"]}


def names(one: Story | Reply) -> list[str]:
    """What this story or reply speaks of, in words; empty: nothing to warn of."""
    return in_words(one.notes, one.note_words)


def in_words(keys: Collection[str], own: str) -> list[str]:
    listed = [f"{name[:1].lower()}{name[1:]}" for key, name in known().items() if key in keys] if keys else []
    return [*listed, own] if own else listed


def gentle(person: Person) -> Gentle:
    """What this person would rather not meet; where they chose nothing, every note is folded and nothing is left out."""
    found = _gentle(person)
    return found[0] if found else Gentle(person=person)


@by_heart.question
def _gentle(person: Person) -> "QuerySet[Gentle]":
    return Gentle.objects.filter(person=person)


def left_out_by(person: str = "person") -> Subquery:
    """The keys of what this person would rather not meet, for questions about them."""
    return Subquery(Gentle.objects.filter(person=OuterRef(person)).values("leave_out")[:1])


def be_gentle(person: Person, *, leave_out: Iterable[str]) -> Gentle:
    chosen = [key for key in known() if key in set(leave_out)]
    return Gentle.objects.update_or_create(person=person, defaults={"leave_out": chosen})[0]


def is_left_out(one: Story | Reply, wishes: Gentle) -> bool:
    return bool(set(one.notes) & set(wishes.leave_out))
