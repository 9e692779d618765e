"""Who may ask what: members of a group that has opened this cupboard; and who is new enough to be asked first."""

from django.db.models import Count, Q, QuerySet

from kith.companions.models import Going, Outing, SheetRead
from kith.companions.models.outing import OutingSet, is_open
from kith.groups.models import Group, Membership
from kith.groups.models.membership import MembershipSet
from kith.meetings.models import Attendance
from kith.people.models import Person

FEW = 4  # meetings: whoever came to fewer is new here, and asked first


def me(person: Person) -> MembershipSet:
    """This person's memberships where outings are a thing."""
    return Membership.objects.at_home(person).filter(is_open())


def of(person: Person, group: Group) -> Membership:
    """Theirs in this group, of an outing that is visible to them."""
    return Membership.objects.at_home(person).get(group=group)


def may_call_off(person: Person) -> OutingSet:
    """What they proposed; and, for who facilitates, any in the group. That is all that facilitating adds."""
    mine = Q(by__in=Membership.objects.of(person)) | Q(group__in=Group.objects.run_by(person))
    return Outing.objects.visible_to(person).standing().filter(mine)


def ended_for(person: Person) -> "QuerySet[Going]":
    """What is over for them, whatever the reason: only their own row speaks of it."""
    ended = Going.objects.of_person(person).filter(how=Going.How.ENDED)
    return ended.select_related("outing__group", "of")


def has_read(me: Membership) -> bool:
    return SheetRead.objects.filter(of=me).exists()


def newcomers(group: int) -> MembershipSet:
    """Members who have come to few meetings here. Not who runs the group, nor who is alongside someone and needs no seat."""
    often = Attendance.objects.filter(meeting__group=group, membership__isnull=False).values("membership")
    often = often.annotate(n=Count("pk")).filter(n__gte=FEW).values("membership")
    here = Membership.objects.here().filter(group=group, alongside_of=None, role=Membership.Role.MEMBER)
    return here.exclude(pk__in=often)
