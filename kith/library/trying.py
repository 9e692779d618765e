"""Saying how it went: once each, changeable, and nobody is shown whose it is."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.library.models import Strategy, Tried
from kith.library.weighing import Weight, lower_bound
from kith.library.words import Reason


def say(strategy: Strategy, *, how: str, on: date, by: Membership, today: date) -> Tried:
    """The last word counts."""
    if on > today:
        raise Refused(Reason.NOT_YET, field="on")
    return Tried.objects.update_or_create(strategy=strategy, by=by, defaults={"how": how, "on": on})[0]


def unsay(strategy: Strategy, *, by: Membership) -> None:
    Tried.objects.filter(strategy=strategy, by=by).delete()


def said(strategy: Strategy, *, by: Membership) -> Tried | None:
    return Tried.objects.filter(strategy=strategy, by=by).first()


def weights(strategies: Iterable[Strategy]) -> dict[int, Weight]:
    """By strategy's key, in one question."""
    counted: dict[int, dict[str, int]] = {}
    rows = Tried.objects.filter(strategy__in=strategies).values_list("strategy", "how").annotate(n=Count("pk"))
    for strategy, how, many in rows:
        counted.setdefault(strategy, {})[how] = many
    return {key: Weight(**of) for key, of in counted.items()}


def in_order(strategies: Iterable[Strategy]) -> list[tuple[Strategy, Weight]]:
    """What surely helped first; what nobody has tried by when it came, newest first."""
    found = list(strategies)
    known = weights(found)
    weighed = [(one, known.get(one.pk, Weight())) for one in found]
    return sorted(weighed, key=lambda pair: (-lower_bound(pair[1]), -pair[0].at.timestamp()))
