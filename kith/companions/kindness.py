"""Who may give a few kind words to whom, in a group that has opened this cupboard."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from kith.companions.models import WelcomesIdeas
from kith.groups.models import Cupboard, Membership
from kith.groups.models.membership import MembershipSet
from kith.meetings.models import Attendance
from kith.people.models import Apart, Person

CUPBOARD = "kindness"


def is_open(group: str = "group") -> Exists:
    return Exists(Cupboard.objects.filter(group=OuterRef(group), what=CUPBOARD))


def gives(me: Membership) -> Exists:
    """Whether this member gives kind words in their group: part of another question, for a page that may ask little."""
    return Exists(Membership.objects.filter(is_open(), pk=me.pk, alongside_of=None))


def me(person: Person) -> MembershipSet:
    """This person's memberships where kind words are given. Who is alongside someone is there for that one."""
    return Membership.objects.at_home(person).filter(is_open(), alongside_of=None)


def run(person: Person) -> MembershipSet:
    return Membership.objects.running(person).filter(is_open()).select_related("group", "person")


def others(me: Membership) -> MembershipSet:
    """Whoever is here besides this member and not kept apart from them, as on every page. To whom it shows, see `known_to`."""
    there = Membership.objects.here().filter(group=me.group_id, alongside_of=None).exclude(pk=me.pk)
    unsafe = Apart.objects.filter(by=me.person_id, kind=Apart.Kind.UNSAFE)
    apart = Apart.objects.between(me.person, Apart.Kind.BLOCK, "person") | Q(person__in=unsafe.values("of"))
    return there.exclude(apart)


def known_to(me: Membership) -> MembershipSet:
    """Whom they have been in a circle with: nobody who has only just walked in can write to everyone.

    "I'm not safe" hides the other from who said it, and shows to the other nowhere: their words only never arrive.
    """
    mine = Attendance.objects.filter(membership=me).values("meeting")
    return others(me).filter(Exists(Attendance.objects.filter(membership=OuterRef("pk"), meeting__in=mine)))


def sitting_with(me: Membership, refs: Iterable[str]) -> MembershipSet:
    """Who sits in the same circle this moment, met before or not. There everyone sees everyone: between two who are kept apart

    it is taken as from anyone, and never arrives.
    """
    return Membership.objects.here().filter(group=me.group_id, ref__in=list(refs)).exclude(pk=me.pk)


def glad_of_ideas(me: Membership) -> MembershipSet:
    """Of those they know: who said that they welcome ideas."""
    return known_to(me).filter(pk__in=WelcomesIdeas.objects.values("of"))
