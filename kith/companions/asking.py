"""Who may ask what: members of a group that has opened this cupboard, and about whom."""

from django.db.models import Count, Q, QuerySet

from kith.companions.models import Rest, Rota, Side, Tick
from kith.companions.models.pact import CUPBOARD
from kith.groups.models import Cupboard, Group, Membership
from kith.groups.models.group import GroupSet
from kith.groups.models.membership import MembershipSet
from kith.meetings.models import Attendance
from kith.people.models import Apart, Person

MEETINGS = 4  # together, before one may wish for the other; and here, before the rota


def me(person: Person) -> MembershipSet:
    """This person's memberships where companions are a thing. Who is alongside someone is there for that one."""
    return Membership.objects.at_home(person).filter(group__in=with_companions(), alongside_of=None)


def run(person: Person) -> MembershipSet:
    return Membership.objects.running(person).filter(group__in=with_companions()).select_related("group")


def with_companions() -> GroupSet:
    return Group.objects.filter(pk__in=Cupboard.objects.filter(what=CUPBOARD).values("group"))


def known_to(me: Membership) -> MembershipSet:
    """Whom they may tick: members who came to the same four meetings. Whoever is blocked either way is not there, as everywhere.

    "I'm not safe" hides the other from who said it, and never shows to the other: it only never comes true.
    """
    mine = Attendance.objects.filter(membership=me).values("meeting")
    met = Count("attendances", filter=Q(attendances__meeting__in=mine))
    unsafe = Apart.objects.filter(by=me.person_id, kind=Apart.Kind.UNSAFE)
    there = Membership.objects.here().filter(group=me.group_id, alongside_of=None).exclude(pk=me.pk)
    there = there.exclude(Apart.objects.between(me.person, Apart.Kind.BLOCK, "person"))
    return there.exclude(person__in=unsafe.values("of")).annotate(met=met).filter(met__gte=MEETINGS)


def ticks(me: Membership) -> "QuerySet[Tick]":
    """Their open wishes."""
    return Tick.objects.filter(by=me, wished__in=known_to(me).values("pk"))


def on_rota(me: Membership) -> Rota | None:
    return Rota.objects.filter(of=me).first()


def may_rota(me: Membership) -> bool:
    return Attendance.objects.filter(membership=me).count() >= MEETINGS


def pairing_rests(group: Group) -> bool:
    return Rest.objects.filter(group=group).exists()


def side_now(me: Membership) -> Side | None:
    """Theirs of the pact that lasts."""
    return Side.objects.filter(of=me, over_at=None).select_related("pact__group").first()


def companion_of(me: Membership) -> Membership | None:
    """With whom a pact lasts now, for apps above: None also while one of the two rests, or wishes to be kept apart."""
    mine = side_now(me)
    if mine is None or mine.pact.paused_at:
        return None
    away = Q(pk__in=[]) | Apart.objects.between(me.person, Apart.Kind.BLOCK, "person")
    away |= Apart.objects.between(me.person, Apart.Kind.UNSAFE, "person")
    other = Side.objects.filter(pact=mine.pact).exclude(pk=mine.pk).values("of")
    return Membership.objects.here().filter(pk__in=other).exclude(away).first()
