"""A place kept in someone's session before any account is asked for: half an hour, one each, and no seat is taken by it."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

from kith.groups import aliases
from kith.groups.models import Group

FOR = timedelta(minutes=30)
PLACE = "place"


def keep(session: SessionBase, group: Group, *, alias: str, comes: str, words: str = "", now: datetime) -> None:
    """One place: a second one takes the place of the first. The alias must be free in this group now."""
    alias = aliases.free(group, alias)
    session["welcome"] = {"alias": alias, "comes": comes}  # nobody is asked twice
    session[PLACE] = {
        "group": group.ref,
        "until": (now + FOR).timestamp(),
        "alias": alias,
        "comes": comes,
        "words": words,
    }


def kept(session: SessionBase, group: Group, *, now: datetime) -> dict[str, str]:
    """What was answered, while it is kept; else nothing."""
    place = session.get(PLACE) or {}
    if place.get("group") != group.ref or place.get("until", 0) < now.timestamp():
        return {}
    return {name: str(place[name]) for name in ("alias", "comes", "words")}


def let_go(session: SessionBase) -> None:
    session.pop(PLACE, None)
