"""The directory's page: what was asked for, what was found, and where nothing was found, what to ask a little less."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from kith.finding import cards, clocks, options
from kith.finding.asking import DAYS, PARTS, WAYS, Search
from kith.finding.looking import Looking
from kith.finding.questions import MOST
from kith.finding.themes import Tree
from kith.people.models import Person
from kith.people.zones import zone_of


def page(request: HttpRequest, *, now: datetime) -> dict[str, Any]:
    person = request.user if isinstance(request.user, Person) else None
    search, zone = Search.said_in(request.GET), clocks.clock_of(request)
    tree, languages = Tree.and_languages()
    looking = Looking(person, tree=tree, zone=zone, now=now)
    turned = looking.turn_to(search, _number(request.GET.get("page", "")))
    groups = looking.rows(turned.keys, looking.spans(search)) if turned.keys else []
    return {
        "search": search,
        "count": turned.count,
        "cards": cards.deal(groups, looking, zone=zone) if groups else [],
        "looser": [] if turned.count else looking.looser(search),
        "number": turned.number,
        "pages": turned.pages,
        "more": turned.count == MOST,
        "languages": [(code, cards.language_name(code)) for code in languages],
        **choices(search),
        **offered(request, tree),
    }


def choices(search: Search) -> dict[str, Any]:
    return {
        "by_way": options.some(WAYS, search.way),
        "days": options.some(DAYS, search.day),
        "parts": options.some(PARTS, search.part),
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
