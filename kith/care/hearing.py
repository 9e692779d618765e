"""Reading what was told: from whom it comes as far as one may know, and with whom one's own words are."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kith.care import looking
from kith.care import telling as hands
from kith.care.addressing import To, aliases, facilitators
from kith.care.models import Telling, Unveiled
from kith.groups.models import Membership
from kith.people.models import Person
from kith.stories import folding


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
    """Aliases; empty means the host, or that who is missing among them would tell whose a story is."""
    if telling.to == To.HOST or telling.group is None or telling.unnamed:
        return []
    return aliases(facilitators(telling.group, about=telling.about, by=by))


def seen_by(telling: Telling) -> str:
    if telling.to == To.HOST or telling.seen_by_id is None or telling.unnamed:
        return ""
    own = Membership.objects.filter(person=telling.seen_by_id, group=telling.group_id).first()
    return own.alias if own else ""


def page(telling: Telling, *, reader: Person) -> dict[str, Any]:
    now = timezone.now()
    about = {"whom": looking.whom(telling, by=reader, now=now)} | looking.facts(telling, by=reader, now=now)
    return {"telling": telling, "teller": teller(telling)} | about


def press(telling: Telling, typed: Mapping[str, str], *, by: Person) -> None:
    """One of the buttons; anything else changes nothing."""
    what, why, now = typed.get("do", ""), typed.get("why", ""), timezone.now()
    if what == "take":
        hands.take(telling, by=by)
    elif what == "settle":
        hands.settle(telling, by=by)
    elif what in Unveiled.What.values:
        looking.look(telling, what=what, why=why, by=by, now=now)
    elif what == "fold" and (piece := telling.reply or telling.story):
        folding.fold(piece, why=why, by=by, now=now)
    elif what == "unfold" and (piece := telling.reply or telling.story):
        folding.unfold(piece, now=now)
