"""What waits for those who run a group, of all that keeps it: found with one question to the database, whoever adds to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kith.groups.models import AlongsideWish, Membership, Parting, Passing, Proposal, Returning


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sentence, and the one press that it asks for."""

    words: str
    path: str
    press: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits, as it was found: whose name is in its sentence, by which `ref` it is opened, since when it waits."""

    kind: str
    name: str
    ref: str
    at: datetime


Rows = QuerySet[Any, tuple[str, str, str, datetime]]
Find = Callable[[Membership, datetime], Rows]
Say = Callable[[Membership, Row], Waiting]
_more: dict[str, tuple[Find, Say]] = {}


def add(kind: str, *, find: Find, say: Say) -> None:
    """Called in `apps.ready()` by an app above. `find` gives `rows(...)` of this kind, which become part of the one question."""
    _more[kind] = (find, say)


def for_who_runs(me: Membership) -> list[Waiting]:
    """Each in a sentence: what is still to come first, then what waits longest. What is about oneself too, but no vouching."""
    now = timezone.now()
    first, *rest = _our_own(me) + [find(me, now) for find, _say in _more.values()]
    waiting = sorted((Row(*row) for row in first.union(*rest, all=True)), key=lambda row: (row.at <= now, row.at))
    return [_more[row.kind][1](me, row) if row.kind in _more else _said(me, row) for row in waiting]


def _our_own(me: Membership) -> list[Rows]:
    group = me.group_id
    wishes = AlongsideWish.objects.waiting().filter(membership__group=group, membership__state=Membership.State.MEMBER)
    passings = Passing.objects.standing().filter(membership__group=group, second_at=None).exclude(membership=me.pk)
    return [
        rows(Proposal.objects.waiting().filter(group=group), "proposal", name="by__alias"),
        rows(wishes, "alongside", name="membership__alias"),
        rows(Returning.objects.open().filter(group=group).exclude(of=me.pk), "returning", name="said"),
        rows(Parting.objects.open().filter(group=group), "parting", name="about__alias"),
        rows(passings, "passing", name="membership__alias", ref="membership__ref", at="said_at"),
    ]


def rows(found: QuerySet[Any], kind: str, *, name: str, ref: str = "ref", at: str = "at") -> Rows:
    """A kind of waiting things in the shape that all of them share; the rest are the fields to take."""
    asked = found.order_by().annotate(kind_=Value(kind), name_=F(name), ref_=F(ref), at_=F(at))
    in_shape: Rows = asked.values_list("kind_", "name_", "ref_", "at_")
    return in_shape


def _said(me: Membership, row: Row) -> Waiting:
    said = {
        "proposal": _("%(alias)s proposes a change of the agreement."),
        "alongside": _("%(alias)s would like to bring an interpreter or carer."),
        "returning": _("Someone has lost everything, and says that they were %(alias)s."),
        "parting": _("Someone asks that %(alias)s goes. It needs more than one of you."),
        "passing": _("One of you says that %(alias)s has died. It needs a second."),
    }
    group, words = me.group.ref, said[row.kind] % {"alias": row.name or _("someone who has left")}
    if row.kind == "alongside":
        return Waiting(words, reverse("groups:members", args=[group]), _("Answer"))
    return Waiting(words, reverse(f"groups:{row.kind}", args=[group, row.ref]), _("Read and answer"))
