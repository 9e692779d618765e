"""Who may ask what: members of a group that has opened this cupboard. Everything a page shows is asked here."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from kith.companions import asking as companions
from kith.companions.models import Pact
from kith.goals.models import CheckIn, Goal, Step
from kith.goals.models.goal import GoalSet
from kith.groups.models import Cupboard, Membership
from kith.groups.models.membership import MembershipSet
from kith.people.models import Apart, Person
from kith.people.zones import known_zone

CUPBOARD = "goals"


def is_open(group: str = "group") -> Exists:
    """True of rows whose group has opened this cupboard."""
    return Exists(Cupboard.objects.filter(group=OuterRef(group), what=CUPBOARD))


def me(person: Person) -> MembershipSet:
    """This person's memberships of groups that have goals."""
    return Membership.objects.at_home(person).filter(is_open())


def mine(person: Person) -> GoalSet:
    """Only theirs: nobody else steps, checks in, shows or ends."""
    found = Goal.objects.of(person).filter(is_open())
    return found.select_related("by__person", "by__group", "group", "pact__ending")


def shown(person: Person) -> GoalSet:
    """What others show them."""
    return Goal.objects.shown_to(person).filter(is_open()).select_related("by", "group")


def pact_of(me: Membership) -> Pact | None:
    """In which a goal can be shown now."""
    side = companions.side_now(me)
    return side.pact if side and side.pact.lasts else None


def steps_to_see(goal: Goal) -> "QuerySet[Step]":
    return Step.objects.filter(goal=goal, reached_on__isnull=False)


def check_ins_to_see(goal: Goal) -> "QuerySet[CheckIn]":
    return CheckIn.objects.filter(goal=goal)


def next_step() -> Subquery:
    """Of goals: the first step that is not reached."""
    ahead = Step.objects.filter(goal=OuterRef("pk"), reached_on=None).order_by("pk")
    return Subquery(ahead.values("text")[:1])


def witnesses(goal: Goal) -> MembershipSet:
    """Whose "I saw that" the owner reads: who is here still, and not blocked either way."""
    there = Membership.objects.here().filter(group=goal.group_id)
    return there.exclude(Q(Apart.objects.between(goal.by.person, Apart.Kind.BLOCK, "person")))


def today(me: Membership, now: datetime) -> date:
    """On their own calendar; without a zone of their own, on the group's."""
    return now.astimezone(ZoneInfo(known_zone(me.person.zone) or me.group.zone)).date()
