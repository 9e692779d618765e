"""Who may stand before a shelf: members of a group that has opened this cupboard."""

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
    return Membership.objects.at_home(person).filter(group__in=with_a_shelf())


def with_a_shelf() -> GroupSet:
    return Group.objects.filter(pk__in=Cupboard.objects.filter(what=CUPBOARD).values("group"))


def resources(person: Person) -> ResourceSet:
    found = Resource.objects.visible_to(person).filter(group__in=with_a_shelf())
    return found.select_related("by", "group", "theme", "meeting")


def strategies(person: Person) -> StrategySet:
    found = Strategy.objects.visible_to(person).filter(group__in=with_a_shelf())
    return found.select_related("by", "group", "theme", "meeting")
