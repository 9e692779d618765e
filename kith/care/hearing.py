"""Reading what was told: from whom it comes as far as one may know, and with whom one's own words are."""

from typing import Any

from django.http import HttpRequest

from kith.care import telling as hands
from kith.care.addressing import To, aliases, facilitators
from kith.care.models import Telling
from kith.groups.models import Membership
from kith.people.models import Person


class PersonRequest(HttpRequest):
    """A request of someone who is signed in."""

    user: Person


def teller(telling: Telling) -> str:
    """The alias of who told it, in the group it is about; empty for someone outside of it, or signed out."""
    if telling.by_id is None or telling.group_id is None:
        return ""
    own = Membership.objects.filter(person=telling.by_id, group=telling.group_id).first()
    return own.alias if own else ""


def mine(person: Person) -> list[dict[str, Any]]:
    """What this person told: with whom it is, whether it was seen. Not the words, which others may glance at."""
    return [
        {"telling": telling, "with": readers(telling, by=person), "seen_by": seen_by(telling)}
        for telling in Telling.objects.told_by(person)
    ]


def readers(telling: Telling, *, by: Person) -> list[str]:
    """Aliases; empty means the host."""
    if telling.to == To.HOST or telling.group is None:
        return []
    return aliases(facilitators(telling.group, about=telling.about, by=by))


def seen_by(telling: Telling) -> str:
    if telling.to == To.HOST or telling.seen_by_id is None:
        return ""
    own = Membership.objects.filter(person=telling.seen_by_id, group=telling.group_id).first()
    return own.alias if own else ""


def press(telling: Telling, what: str, *, by: Person) -> None:
    """One of the two buttons; anything else changes nothing."""
    if what == "take":
        hands.take(telling, by=by)
    elif what == "settle":
        hands.settle(telling, by=by)
