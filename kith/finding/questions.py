"""What the directory asks the database, known by heart: who finds what, and in which order, is said here once, as querysets."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, Q, QuerySet, When, Window

from kith.finding import by_hand, hours, searching
from kith.finding.listed import FIELDS
from kith.groups.models import Group
from kith.kit import by_heart
from kith.meetings.models import Meeting

QUIET = timedelta(days=60)
PAGE = 20
LAST = 50  # pages; who wants to see more says a little more
MOST = LAST * PAGE + 1
WAYS = {"call": Q(rhythm__by_call=True), "hall": Q(rhythm__in_hall=True), "text": Q(rhythm__by_text=True)}


class Kind(NamedTuple):
    """What decides the shape of a question. Its values come behind, in this order: who asks, the words, the moments."""

    signed_in: bool = False
    by_words: bool = False
    way: str = ""
    timed: bool = False
    either: bool = False  # the way or the time: one of them is enough
    walk: bool = False  # along all groups in their order, asking of each: where many are found, that ends soon


class Part(NamedTuple):
    """So many of what is found, from there on."""

    kind: Kind
    first: int
    most: int


def groups(kind: Kind, *values: Any) -> "QuerySet[Group]":
    """Those that are found. Everything below begins with this, so that nobody finds what is not open to them."""
    said = list(values)
    found = Group.objects.open_to(said.pop(0) if kind.signed_in else None)
    if kind.by_words:
        told = said.pop(0)
        found = searching.of_each(found, told) if kind.walk else found.filter(pk__in=searching.keys(told))
    wishes = [WAYS[kind.way]] if kind.way else []
    if kind.timed:
        spans = _spans(said)
        wishes.append(Q(by_hand.meets_in(spans)) if kind.walk else Q(pk__in=by_hand.who_meet_in(spans)))
    return found.filter(reduce(or_ if kind.either else and_, wishes)) if wishes else found


def in_order(found: "QuerySet[Group]", since: datetime) -> "QuerySet[Group]":
    """Those that meet soonest first; where nobody has met `since`, at the end."""
    later = Case(When(is_quiet(since), then=2), When(rhythm__next_at__isnull=False, then=0), default=1)
    return found.annotate(later=later).order_by("later", F("rhythm__next_at").asc(nulls_last=True), "pk")


def is_quiet(since: datetime) -> Q:
    """Nobody has met there since then, as far as anyone noted."""
    never = Q(rhythm__last_met_at=None) & (Q(begun_at__lt=since) | Q(begun_at=None, starts_with=0, made_at__lt=since))
    return Q(rhythm__last_met_at__lt=since) | never


@by_heart.question
def keys(part: Part, since: datetime, *values: Any) -> "QuerySet[Group, int]":
    found = in_order(groups(part.kind, *values), since)
    return found.values_list("pk", flat=True)[part.first : part.first + part.most]


@by_heart.question
def counted_keys(part: Part, since: datetime, *values: Any) -> "QuerySet[Group, tuple[int, int]]":
    """Each with how many there are in all."""
    found = in_order(groups(part.kind, *values), since).annotate(every=Window(Count("pk")))
    return found.values_list("pk", "every")[part.first : part.first + part.most]


@by_heart.question
def soonest(part: Part, since: datetime, *values: Any) -> "QuerySet[Group, int]":
    """The same order, of those only that come first in it: the database walks along its index."""
    meets = groups(part.kind._replace(walk=True), *values).filter(~is_quiet(since), rhythm__next_at__isnull=False)
    found = meets.order_by("rhythm__next_at", "pk").values_list("pk", flat=True)
    return found[part.first : part.first + part.most]


@by_heart.question
def enough(kind: Kind, *values: Any) -> "QuerySet[Group, int]":
    """In no order, and no more than are ever shown: to be counted."""
    return groups(kind, *values).order_by().values_list("pk", flat=True)[:MOST]


@by_heart.question
def rows(kind: Kind, some: list[int], *values: Any) -> "QuerySet[Group, tuple[Any, ...]]":
    """These groups, in the fields of Listed: when each meets first in these spans; `timed`: whether in all but the first."""
    said = list(values)
    mine = Group.objects.open_to(said.pop(0) if kind.signed_in else None).filter(pk__in=some)
    spans = _spans(said)
    beside = {"theme_keys": by_hand.about_keys(), "meets": by_hand.first_in(spans[:1] if kind.timed else spans)}
    if kind.timed:
        beside["meets_then"] = by_hand.meets_in(spans[1:])
    return mine.annotate(**beside).values_list(*FIELDS, *beside)


def meetings(spans: list[hours.Span]) -> "QuerySet[Meeting]":
    """Those that start in one of these spans, and are not called off."""
    within = [Q(starts_at__gte=begins, starts_at__lt=ends) for begins, ends in spans]
    return Meeting.objects.standing().filter(reduce(or_, within))


def moments(spans: list[hours.Span]) -> list[datetime]:
    """As values of a question."""
    return [moment for span in spans for moment in span]


def _spans(said: Sequence[Any]) -> list[hours.Span]:
    return list(zip(said[::2], said[1::2], strict=True))
