"""What one press on an outing's page does, each with its verb and what is said when it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from kith.companions.models import Outing
from kith.companions.outings import coming, proposing, times
from kith.companions.outings.proposing import Plan
from kith.groups.models import Membership

Verb = Callable[[Outing, QueryDict, Membership, datetime], object]


@dataclass(frozen=True, slots=True)
class Deed:
    verb: Verb
    done: Any  # words


def known() -> dict[str, Deed]:
    return {
        "come": Deed(_come, _("Your answer is kept.")),
        "no": Deed(_no, _("That is fine. Nobody asks why.")),
        "suits": Deed(_suits, _("Your times are kept. You are told when it is settled.")),
        "settle": Deed(_settle, _("It is settled. Whoever answered is told.")),
    }


def _come(outing: Outing, sent: QueryDict, me: Membership, now: datetime) -> object:
    return coming.come(outing, by=me, now=now)


def _no(outing: Outing, sent: QueryDict, me: Membership, now: datetime) -> object:
    return coming.say_no(outing, by=me, now=now)


def _suits(outing: Outing, sent: QueryDict, me: Membership, now: datetime) -> object:
    chosen = list(outing.times.filter(ref__in=sent.getlist("time")))
    return times.suits(outing, chosen, by=me, now=now)


def _settle(outing: Outing, sent: QueryDict, me: Membership, now: datetime) -> object:
    """Only whoever proposed it; for others there is no such deed."""
    time = outing.times.filter(ref=sent.get("time", "")).first()
    if outing.by_id != me.pk or (time is None and outing.is_poll):
        raise Http404
    return times.settle(outing, time, now=now) if time else outing


def change_of(outing: Outing) -> Callable[..., Outing]:
    def change(plan: Plan, at: Sequence[datetime], now: datetime) -> Outing:
        return proposing.change(outing, plan, at=next(iter(at), None), now=now)

    return change
