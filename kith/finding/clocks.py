"""On whose clock a visitor reads: the account's, else the one chosen on the page and remembered for the visit."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest

from kith.people.zones import known_zone, zone_of

KEPT = "zone"  # in the session


def clock_of(request: HttpRequest) -> ZoneInfo | None:
    """None: nobody has said yet; times are then shown on each group's own clock."""
    name = zone_of(request) or known_zone(str(request.session.get(KEPT, "")))
    return ZoneInfo(name) if name else None


def choose(request: HttpRequest) -> None:
    """A clock chosen in the form. An account's own is changed on its page, not here."""
    name = known_zone(request.GET.get("zone", ""))
    if name and name != request.session.get(KEPT):
        request.session[KEPT] = name
