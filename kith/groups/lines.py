"""Small lines on a group's page: whoever has something short to tell a member adds its kind, and all are found in one question.

An app above calls `tell` (or, for those who run the group alone, `waits.add`) in `apps.ready()`. What it finds are rows of one
shape, so that however many apps wish to say something, the database is asked once a page. Nothing of it outlives the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.fields import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from kith.groups.models import Membership

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
Find = Callable[[Membership, datetime], "Rows | None"]
Say = Callable[[Membership, Row], Line]
_kinds: dict[str, tuple[Find, bool]] = {}
_told: dict[str, Say] = {}


def look_for(kind: str, find: Find, *, who_runs: bool = False) -> None:
    """Makes rows of this kind part of the one question; `of(me, kind)` are they. `find` gives `rows(...)`, or None for none."""
    _kinds[kind] = (find, who_runs)


def tell(kind: str, *, find: Find, say: Say) -> None:
    """A line for each row, among the member's own on the group's page: what is soonest first."""
    look_for(kind, find)
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


def _ask(me: Membership, now: datetime) -> Rows | list[tuple[str, str, str, datetime, str]]:
    asked = [find(me, now) for find, who_runs in _kinds.values() if me.runs or not who_runs]
    those = [one for one in asked if one is not None]
    return those[0].union(*those[1:], all=True) if those else []
