"""Themes: what groups are about. A small tree, two steps deep, that the host keeps in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Self

from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from kith.finding import by_hand
from kith.finding.words import Reason
from kith.groups.models import Group, Theme
from kith.kit import by_heart
from kith.kit.refusal import Refused
from kith.people.models import Person

FIELDS = ("id", "ref", "name", "under_id", "order")


@dataclass(frozen=True, slots=True)
class Branch:
    """A broad theme, and those within it."""

    theme: Theme
    within: tuple[Theme, ...]


@dataclass(frozen=True)
class Tree:
    branches: tuple[Branch, ...]

    @staticmethod
    def of() -> "Tree":
        """One question, whatever its size. As long as it is answered the same, the tree is the same one: only to be read."""
        return _same(tuple(_every()))

    @staticmethod
    def and_languages() -> "tuple[Tree, list[str]]":
        """The same, and what listed groups speak, in the same question."""
        rows, languages = by_hand.themes_and_languages()
        return _same(tuple(rows)), languages

    @classmethod
    def grown(cls, every: Iterable[Theme]) -> Self:
        """Of themes in their order."""
        some = list(every)
        roots = [theme for theme in some if theme.under_id is None]
        return cls(tuple(Branch(root, tuple(t for t in some if t.under_id == root.pk)) for root in roots))

    @cached_property
    def paths(self) -> dict[int, tuple[Theme, ...]]:
        alone = {branch.theme.pk: (branch.theme,) for branch in self.branches}
        return alone | {theme.pk: (theme, branch.theme) for branch in self.branches for theme in branch.within}

    def path(self, key: int) -> tuple[Theme, ...]:
        """A theme and the one it is within: a group about the one is found under both."""
        return self.paths.get(key, ())

    def about(self, said: str | None) -> list[Theme]:
        """The themes with these keys ("3,17"), in their order."""
        found = [path[0] for path in map(self.path, map(int, said.split(",") if said else ())) if path]
        return sorted(found, key=lambda theme: (theme.order, theme.name))

    def names(self, said: str | None) -> tuple[str, ...]:
        """Their names: the same few again and again."""
        if said not in self._names:
            self._names[said] = tuple(theme.name for theme in self.about(said))
        return self._names[said]

    @cached_property
    def _names(self) -> dict[str | None, tuple[str, ...]]:
        return {}

    def named(self, ref: str) -> Theme | None:
        every = (theme for branch in self.branches for theme in (branch.theme, *branch.within))
        return next((theme for theme in every if theme.ref == ref), None)


@by_heart.question
def _every() -> "QuerySet[Theme, tuple[Any, ...]]":
    return Theme.objects.order_by("order", "name").values_list(*FIELDS)


@lru_cache(maxsize=4)
def _same(rows: tuple[tuple[Any, ...], ...]) -> Tree:
    return Tree.grown(Theme(**dict(zip(FIELDS, row, strict=True))) for row in rows)


def kept_by(person: Person) -> "QuerySet[Theme]":
    """The host keeps them; for anyone else's pencil there are none."""
    return Theme.objects.all() if person.is_host else Theme.objects.none()


def broad(by: Person) -> "QuerySet[Theme]":
    """Those that others may stand under."""
    return kept_by(by).filter(under=None).order_by("order", "name")


def counted(by: Person) -> Tree:
    """The tree with `groups_about` on each theme: how many groups are about it, listed or not."""
    return Tree.grown(kept_by(by).annotate(groups_about=Count("groups")).order_by("order", "name"))


def groups_about(theme: Theme) -> int:
    """A broad theme counts the groups about what is within it, too; each once."""
    return Group.objects.filter(themes__in=[theme, *theme.within.all()]).distinct().count()


@transaction.atomic
def add(*, name: str, under: Theme | None, by: Person) -> Theme:
    """At the end of where it belongs."""
    beside = kept_by(by).filter(under=under)
    last = beside.aggregate(last=Max("order"))["last"]
    return Theme.objects.create(name=name, under=_broad(under), order=0 if last is None else last + 1)


@transaction.atomic
def change(theme: Theme, *, name: str, under: Theme | None, by: Person) -> Theme:
    """Its name, or where it stands; groups that are about it are found by the new words."""
    moved = theme.under_id != (under.pk if under else None)
    if under and (under == theme or theme.within.exists()):
        raise Refused(Reason.THEME_HOLDS_OTHERS, field="under")
    theme.name, theme.under = name, _broad(under)
    theme.order = 32_000 if moved else theme.order
    theme.save(update_fields=["name", "under", "order"])
    _in_order(list(kept_by(by).filter(under=under).order_by("order", "name")))
    _found_anew(theme)
    return theme


@transaction.atomic
def step(theme: Theme, *, up: bool, by: Person) -> None:
    """One place up or down among those beside it; at the end nothing happens."""
    beside = list(kept_by(by).filter(under=theme.under_id).order_by("order", "name"))
    at = beside.index(theme)
    to = at - 1 if up else at + 1
    if 0 <= to < len(beside):
        beside[at], beside[to] = beside[to], beside[at]
    _in_order(beside)


@transaction.atomic
def remove(theme: Theme, *, by: Person) -> None:
    """The groups about it stay; they are only no longer found under it."""
    if theme.within.exists():
        raise Refused(Reason.THEME_HOLDS_OTHERS)
    _found_anew(theme)
    kept_by(by).filter(pk=theme.pk).delete()


def _broad(theme: Theme | None) -> Theme | None:
    """What others may stand within: never a third step."""
    if theme and theme.under_id:
        raise Refused(Reason.THEME_TOO_DEEP, field="under")
    return theme


def _in_order(beside: list[Theme]) -> None:
    for place, theme in enumerate(beside):
        theme.order = place
    Theme.objects.bulk_update(beside, ["order"])


def _found_anew(theme: Theme) -> None:
    """Once it is true: the groups about it, or about what is within it, are put in the index again."""
    from kith.finding import indexing

    about = Group.objects.filter(themes__in=[theme, *theme.within.all()])
    keys = list(about.values_list("pk", flat=True).distinct())
    transaction.on_commit(lambda: indexing.index(keys, now=timezone.now()), robust=True)
