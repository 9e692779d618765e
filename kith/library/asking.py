"""Who may stand before a shelf: members of a group that has opened this cupboard."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from kith.companions.cards import Card
from kith.groups.models import Cupboard, Group, Membership
from kith.groups.models.group import GroupSet
from kith.groups.models.membership import MembershipSet
from kith.library.models import Resource, Strategy
from kith.library.models.resource import ResourceSet
from kith.library.models.strategy import StrategySet
from kith.people.models import Person

CUPBOARD = "shelf"


def me(person: Person) -> MembershipSet:
    """This person's memberships of groups whose shelf is open."""
    return Membership.objects.at_home(person).filter(is_open())


def is_open(group: str = "group") -> Exists:
    """True of rows whose group has opened this cupboard. Asked of each row: a list of all open cupboards is long."""
    return Exists(Cupboard.objects.filter(group=OuterRef(group), what=CUPBOARD))


def with_a_shelf() -> GroupSet:
    return Group.objects.filter(is_open("pk"))


def resources(person: Person) -> ResourceSet:
    found = Resource.objects.visible_to(person).filter(is_open())
    return found.select_related("by", "group", "theme", "meeting")


def strategies(person: Person) -> StrategySet:
    found = Strategy.objects.visible_to(person).filter(is_open())
    return found.select_related("by", "group", "theme", "meeting")


def cards(person: Person, refs: Collection[str]) -> dict[str, Card]:
    """What the cards beside kind words are called, as far as this person may see them."""
    return {one.ref: Card(one.name, one.get_absolute_url()) for one in strategies(person).filter(ref__in=refs)}
