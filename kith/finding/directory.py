"""The directory's page: what was asked for, what was found, and where nothing was found, what to ask a little less."""

from datetime import datetime
from math import ceil
from typing import Any

from django.http import HttpRequest

from kith.finding import cards, clocks, options
from kith.finding.asking import DAYS, PARTS, WAYS, Search
from kith.finding.looking import LAST, PAGE, Looking
from kith.finding.themes import Tree
from kith.people.models import Person
from kith.people.zones import zone_of


def page(request: HttpRequest, *, now: datetime) -> dict[str, Any]:
    person = request.user if isinstance(request.user, Person) else None
    search, zone = Search.said_in(request.GET), clocks.clock_of(request)
    looking = Looking(person, tree=Tree.of(), zone=zone, now=now)
    count = looking.count(search)
    pages = min(LAST, max(1, ceil(count / PAGE)))
    number = min(_number(request.GET.get("page", "")), pages)
    groups = looking.page(search, number) if count else []
    return {
        "search": search,
        "count": count,
        "cards": cards.deal(groups, looking, search=search, zone=zone) if groups else [],
        "looser": [] if count else looking.looser(search),
        "number": number,
        "pages": pages,
        "more": count > LAST * PAGE,
        **choices(looking),
        **offered(request, looking.tree),
    }


def choices(looking: Looking) -> dict[str, Any]:
    return {
        "languages": [(code, cards.language_name(code)) for code in looking.languages()],
        "days": DAYS.items(),
        "parts": PARTS.items(),
    }


def offered(request: HttpRequest, tree: Tree) -> dict[str, Any]:
    """What both forms offer."""
    zone, kept = clocks.clock_of(request), bool(zone_of(request))
    return {
        "themes": options.themes(tree, request.GET.get("about", "")),
        "ways": WAYS.items(),
        "zone": zone,
        "zone_is_kept": kept,
        "zones": "" if kept else options.zones(zone.key if zone else ""),
    }


def _number(said: str) -> int:
    """A page's number: whatever else it may be, at least the first."""
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else 1
