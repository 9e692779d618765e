"""What waits for a host's word: whether someone who runs a group goes; and, where only one runs it, what takes two people."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.groups import two
from kith.groups.models import Group, Membership, Parting, Passing, Returning
from kith.people.models import Person

MOST = 50


@dataclass(frozen=True, slots=True)
class Waits:
    """One line: what it is, in which group, since when, and where it is answered."""

    words: str
    group: Group
    at: datetime
    path: str


def waiting_for(host: Person) -> list[Waits]:
    """The oldest first. What this person has said already, or what is about them, is not in it."""
    if not host.is_host:
        return []
    every = [*_partings(host), *_returnings(host), *_passings(host)]
    return sorted(every, key=lambda one: one.at)[:MOST]


def _partings(host: Person) -> list[Waits]:
    found = Parting.objects.readable_by(host).open().with_names().filter(host_at=None)
    mine = found.exclude(about__person=host).exclude(by__person=host).exclude(yes_by__person=host)
    return [
        Waits(
            _("Whether %(alias)s goes") % {"alias": one.about.alias}, one.group, one.at, _to("parting", one.group, one)
        )
        for one in mine.order_by("at")[:MOST]
    ]


def _returnings(host: Person) -> list[Waits]:
    found = Returning.objects.vouched_before(host).open().filter(second_by=None).select_related("group", "of")
    mine = [one for one in found.exclude(first_by=host).order_by("at")[:MOST] if _second(host, one.group, one.of)]
    words = _("Someone has lost everything")
    return [Waits(words, one.group, one.at, _to("returning", one.group, one)) for one in mine]


def _passings(host: Person) -> list[Waits]:
    found = Passing.objects.standing().filter(second_at=None).exclude(said_by=host)
    rows = found.select_related("membership__group").order_by("said_at")[:MOST]
    mine = [one for one in rows if _second(host, one.membership.group, one.membership)]
    words = _("Whether a member has died")
    return [
        Waits(words, one.membership.group, one.said_at, _to("passing", one.membership.group, one.membership))
        for one in mine
    ]


def _second(host: Person, group: Group, about: Membership | None) -> bool:
    """Whether it takes this host, because only one runs the group."""
    return two.may_say(host, group, about=about) and two.runners(group, about=about).exclude(person=host).count() == 1


def _to(name: str, group: Group, row: Parting | Returning | Membership) -> str:
    return reverse(f"groups:{name}", args=[group.ref, row.ref])
