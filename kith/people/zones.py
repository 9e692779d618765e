"""Times are shown in the viewer's own zone."""

from collections.abc import Callable
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone


@cache
def zones() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")) | {"UTC"}


def known_zone(name: str) -> str:
    """The name, when it is a zone's; else nothing, and a group's page falls back to the group's zone."""
    return name if name in zones() else ""


def regions() -> list[tuple[str, list[tuple[str, str]]]]:
    """All zones by region, for a list to choose from: [("Europe", [("Europe/Dublin", "Dublin"), ...]), ...]."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zones()):
        region, _, place = name.partition("/")
        found.setdefault(region, []).append((name, (place or region).replace("_", " ").replace("/", ", ")))
    return sorted(found.items())


def zone_of(request: HttpRequest) -> str:
    """The zone a signed-in person chose; a database that is away must not take the help page with it."""
    try:
        return known_zone(request.user.zone) if request.user.is_authenticated else ""
    except DatabaseError:
        return ""


def in_their_zone(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Every page is drawn in the zone the person chose, else in UTC; a group's page then falls back to the group's."""

    def answer(request: HttpRequest) -> HttpResponse:
        zone = zone_of(request)
        with timezone.override(ZoneInfo(zone) if zone else None):
            return get_response(request)

    return answer
