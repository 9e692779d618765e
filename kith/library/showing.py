"""What a shelf shows: the things on it by theme, and on the group's page the one way of coping that surely helped."""

import json
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Q
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from kith.companions import kindness
from kith.groups import cupboards, known, lines, places
from kith.groups.models import Group, Membership, Theme
from kith.library import asking, holding_up, trying
from kith.library.models import Resource, Strategy, Tried
from kith.library.weighing import FEW, Weight, in_words, lower_bound
from kith.meetings import whens
from kith.people.models import Person

TRIED = "tried"
MEETINGS = 4  # to choose from
MOST = 200  # of each on one page; a shelf of a small group


def shelf(me: Membership, *, theme: str = "") -> dict[str, Any]:
    """Both kinds, of one theme or of all; newest resources first, strategies by how surely they helped."""
    resources = asking.resources(me.person).filter(group=me.group).order_by("-at")
    strategies = asking.strategies(me.person).filter(group=me.group).order_by("-at")
    about = Theme.objects.filter(ref=theme).first()
    if about:
        resources, strategies = resources.filter(theme=about), strategies.filter(theme=about)
    return {
        "me": me,
        "group": me.group,
        "resources": list(resources[:MOST]),
        "strategies": [card(one, weight) for one, weight in trying.in_order(strategies[:MOST])],
        "themes": themes(me.person, me.group),
        "about": about,
    }


def card(strategy: Strategy, weight: Weight) -> dict[str, Any]:
    return {"strategy": strategy, "went": in_words(weight)}


def themes(person: Person, group: Group) -> list[Theme]:
    """The themes that something on this shelf is about."""
    of_resources = asking.resources(person).filter(group=group).order_by().values("theme")
    of_strategies = asking.strategies(person).filter(group=group).order_by().values("theme")
    return list(Theme.objects.filter(Q(pk__in=of_resources) | Q(pk__in=of_strategies)))


def one_resource(request: HttpRequest, me: Membership, resource: Resource) -> dict[str, Any]:
    facts = {"me": me, "group": me.group, "resource": resource, "mine": resource.by_id == me.pk}
    return facts | {"meetings": to_bring_to(request, me, resource)}


def one_strategy(request: HttpRequest, me: Membership, strategy: Strategy) -> dict[str, Any]:
    weight = trying.weights([strategy]).get(strategy.pk, Weight())
    facts = card(strategy, weight) | {"me": me, "group": me.group, "mine": strategy.by_id == me.pk}
    facts["may_give"] = cupboards.is_open(me.group, kindness.CUPBOARD) and not me.alongside_of_id
    return facts | {"said": trying.said(strategy, by=me), "meetings": to_bring_to(request, me, strategy)}


def to_bring_to(request: HttpRequest, me: Membership, thing: Resource | Strategy) -> list[dict[str, Any]]:
    """The next meetings, and whether it comes along. Only its owner holds it up."""
    if thing.by_id != me.pk:
        return []
    now = timezone.now()
    ahead = holding_up.ahead(me, now=now)
    brought = holding_up.is_brought(thing, ahead)
    return [
        {
            "meeting": meeting,
            "when": whens.when(meeting, zone=whens.zone_for(request, meeting), now=now),
            "brought": meeting.pk in brought,
        }
        for meeting in ahead.select_related("group")[:MEETINGS]
    ]


def what_helped(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """On the group's page: the first card of the shelf, once enough have tried it."""
    if me is None or not cupboards.is_open(group, asking.CUPBOARD):
        return ""
    weighed = [(row, Weight(**json.loads(row.more))) for row in lines.of(me, TRIED)]
    best = max(weighed, key=lambda pair: (lower_bound(pair[1]), pair[0].at), default=None)
    first = {"strategy": best[0], "went": in_words(best[1])} if best and best[1].share >= 0.5 else None
    return render_to_string("library/what_helped.html", {"group": group, "first": first}, request)


def _some_tried(me: Membership) -> bool:
    return bool(known.says(me, "tried_by_some") and known.says(me, "cupboard_shelf"))


def _tried(me: Membership, now: datetime) -> lines.Rows:
    """What enough have tried, each with how it went."""
    how = {one: Count("tried", filter=Q(tried__how=one)) for one in Tried.How.values}
    here = asking.strategies(me.person).filter(group=me.group_id).alias(n=Count("tried")).filter(n__gte=FEW)
    return lines.rows(here, TRIED, name="name", more=JSONObject(**how))


def fill_places() -> None:
    lines.look_for(TRIED, _tried, when=_some_tried)
    tried = Strategy.objects.filter(group=known.GROUP).alias(n=Count("tried")).filter(n__gte=FEW)
    known.ask("tried_by_some", lambda now: Exists(tried))
    places.beside.fill(what_helped)
