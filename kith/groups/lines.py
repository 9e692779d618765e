"""Small lines on a group's page: whoever has something short to tell a member adds its kind, and all are found in one question.

An app above calls `tell` (or, for those who run the group alone, `waits.add`) in `apps.ready()`. What it finds are rows of one
shape, so that however many apps wish to say something, the database is asked once a page. Nothing of it outlives the page.

That one question is known by heart (`kit.by_heart`), and so is what each kind adds to it: `find(me, now)` may only put into its
rows who `me` is, their person and their group. What it needs to know besides is `given`, and whether it is asked at all is `when`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.fields import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.kit import by_heart
from kith.people.models import Person

FOUND, MOST = "_lines_found", 12


@dataclass(frozen=True, slots=True)
class Row:
    """One thing as it was found: whose name is in its sentence, by which `ref` it is opened, when; and what else its kind needs."""

    kind: str
    name: str
    ref: str
    at: datetime
    more: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the one link behind it."""

    words: str
    path: str
    press: str


Rows = QuerySet[Any, tuple[str, str, str, datetime, str]]
Find = Callable[..., Rows]
When = Callable[[Membership], bool]
Given = Callable[[Membership, datetime], tuple[Any, ...]]
Say = Callable[[Membership, Row], Line]
Asked = tuple[Find, int]  # and how many values are given to it


def _always(me: Membership) -> bool:
    return True


def who_runs(me: Membership) -> bool:
    return me.runs


def _nothing(me: Membership, now: datetime) -> tuple[Any, ...]:
    return ()


_kinds: dict[str, tuple[Find, When, Given]] = {}
_told: dict[str, Say] = {}


def look_for(kind: str, find: Find, *, when: When = _always, given: Given = _nothing) -> None:
    """Makes rows of this kind part of the one question; `of(me, kind)` are they. `find(me, now, *given)` gives `rows(...)`."""
    _kinds[kind] = (find, when, given)


def tell(kind: str, *, find: Find, say: Say, when: When = _always, given: Given = _nothing) -> None:
    """A line for each row, among the member's own on the group's page: what is soonest first."""
    look_for(kind, find, when=when, given=given)
    _told[kind] = say


def take_away(kind: str) -> None:
    """For tests: an app that was never there."""
    _kinds.pop(kind, None)
    _told.pop(kind, None)


def rows(found: QuerySet[Any], kind: str, *, name: str, ref: str = "ref", at: str = "at", more: Any = "") -> Rows:
    """A kind of small things in the shape that all of them share: the fields to take. `more` is a field or an expression, and is
    taken as text. Bound what may be long: `first(...)`."""
    told = Cast(more, TextField()) if more else Value("", output_field=TextField())
    shape = {"kind_": Value(kind), "name_": F(name), "ref_": F(ref), "at_": F(at), "more_": told}
    in_shape: Rows = found.order_by().annotate(**shape).values_list(*shape)
    return in_shape


def first(found: QuerySet[Any], n: int = MOST) -> QuerySet[Any]:
    """The first few, as a question that can stand in a union: SQLite takes no LIMIT there."""
    few: QuerySet[Any] = found.model._default_manager.filter(pk__in=found.values("pk")[:n])
    return few


def of(me: Membership, kind: str) -> list[Row]:
    """The rows of one kind, soonest first. Asked with all the others, once for each member in hand."""
    return _all(me).get(kind, [])


def told(me: Membership) -> list[Line]:
    mine = sorted((row for kind in _told for row in of(me, kind)), key=lambda row: row.at)
    return [_told[row.kind](me, row) for row in mine]


def _all(me: Membership) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] | None = me.__dict__.get(FOUND)
    if found is None:
        found = me.__dict__[FOUND] = {}
        for row in sorted((Row(*one) for one in _ask(me, timezone.now())), key=lambda row: row.at):
            found.setdefault(row.kind, []).append(row)
    return found


def _ask(me: Membership, now: datetime) -> list[tuple[str, str, str, datetime, str]]:
    asked: list[Asked] = []
    values: list[Any] = []
    for find, when, given in _kinds.values():
        if when(me):
            more = given(me, now)
            asked.append((find, len(more)))
            values += more
    return _found(me, me.group, me.person, now, tuple(asked), *values) if asked else []


@by_heart.question
def _found(me: Membership, group: Group, person: Person, now: datetime, asked: tuple[Asked, ...], *values: Any) -> Rows:
    me.group, me.person = group, person
    left = iter(values)
    those = [find(me, now, *(next(left) for _ in range(n))) for find, n in asked]
    return those[0].union(*those[1:], all=True)
