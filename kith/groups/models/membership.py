"""A person in one group, what they are there, and every change of it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from kith.kit.refs import RefField
from kith.people.models import Person

if TYPE_CHECKING:
    from kith.groups.models.agreement import Agreement


class MembershipSet(models.QuerySet["Membership"]):
    def here(self) -> Self:
        """Those who are members now."""
        return self.filter(state=Membership.State.MEMBER)

    def of(self, person: Person) -> Self:
        """This person's own standing, in each group they are a member of."""
        return self.here().filter(person=person)

    def at_home(self, person: Person) -> Self:
        """The same, with what a group's page needs."""
        return self.of(person).select_related("person", "group__greeter", "group__goodbye")

    def running(self, person: Person) -> Self:
        """This person's own standing, in each group they facilitate."""
        return self.of(person).filter(role__in=Membership.RUNS)

    def leading(self, person: Person) -> Self:
        return self.of(person).filter(role=Membership.Role.FACILITATOR)

    def on_the_way(self, person: Person) -> Self:
        """This person's own standing where they have asked, wait for a seat, or are offered one; and where they rest."""
        return self.filter(person=person, state__in=Membership.ON_THE_WAY)

    def own(self, person: Person) -> Self:
        """Whatever they are, or were, in each group; not where they were asked to go."""
        return self.filter(person=person).exclude(state__in=Membership.GONE)

    def taking_seats(self, now: datetime) -> Self:
        """Whom a seat is for: members, those one is kept for while they rest, those one is offered to. Not who is alongside."""
        resting = models.Q(state__in=(Membership.State.PAUSED, Membership.State.DIED), kept_until__gt=now)
        return self.filter(models.Q(state__in=Membership.SEATED) | resting, alongside_of=None)

    def greeting(self, person: Person) -> Self:
        """This person's own standing where they greet who is new, or facilitate."""
        mine = self.of(person)
        return mine.filter(models.Q(role__in=Membership.RUNS) | models.Q(group__greeter=models.F("pk")))

    def to_be_asked(self, person: Person) -> Self:
        """Whom this person, who facilitates, may ask back or offer a seat: who was a member once, or waits."""
        been = (Membership.State.MEMBER, *Membership.RUNS)
        past = models.Q(state__in=Membership.PAST, standings__what__in=been)
        mine = self.filter(group__in=Membership.objects.running(person).values("group"))
        mine = mine.exclude(pk__in=_moved_elsewhere())  # their name is on another account now
        return mine.filter(past | models.Q(state=Membership.State.WAITING)).distinct()

    def beside(self, person: Person) -> Self:
        """The members of the groups this person is a member of, themselves included."""
        return self.here().filter(group__in=Membership.objects.of(person).values("group"))

    def named_by_who_runs(self, person: Person) -> Self:
        """Whoever is in a group this person runs, rests, waits for it or has asked to come."""
        run = Membership.objects.running(person).values("group")
        return self.filter(group__in=run, state__in=Membership.NAMED)

    def known_to_who_runs(self, person: Person) -> Self:
        """Whoever is or was in a group that this person runs; and, for a host, whom one of the two named already."""
        run = models.Q(group__in=Membership.objects.running(person).values("group"))
        if person.is_host:
            run |= models.Q(pk__in=_said_to_have_died())
        return self.filter(run)

    def who_run(self) -> Self:
        return self.here().filter(role__in=Membership.RUNS).order_by("-role", "joined_at")


def _moved_elsewhere() -> "models.QuerySet[Any, int | None]":
    from kith.groups.models.returning import Returning

    return Returning.objects.filter(outcome=Returning.Outcome.MOVED, of__isnull=False).values_list("of", flat=True)


def _said_to_have_died() -> "models.QuerySet[Any, int]":
    from kith.groups.models.farewell import Passing

    return Passing.objects.standing().values_list("membership", flat=True)


class Membership(models.Model):
    """A person in one group: an alias, a colour seed, a standing and a role. All that the group ever sees of them."""

    class State(models.TextChoices):
        ASKED = "asked"
        INVITED = "invited"
        WAITING = "waiting"
        MEMBER = "member"
        PAUSED = "paused"
        GRADUATED = "graduated"
        LEFT = "left"
        NOT_NOW = "not_now"  # asked, and was kindly told: not just now. They never were a member
        REMOVED = "removed"
        BANNED = "banned"
        DIED = "died"

    class Role(models.TextChoices):
        MEMBER = "member"
        FACILITATOR = "facilitator"
        CO_FACILITATOR = "co_facilitator"

    class Comes(models.TextChoices):
        LISTEN = "listen"
        MIGHT_TALK = "might_talk"
        UNSURE = "unsure"

    class IfAway(models.TextChoices):
        """ "If you're away a while": what may be done."""

        SAY_HELLO = "say_hello"
        WAIT = "wait"
        ONLY_FACILITATOR = "only_facilitator"

    class WordsAfter(models.TextChoices):
        """What should become of their words if they die."""

        UNSAID = ""
        KEEP = "keep"
        TAKE_DOWN = "take_down"

    RUNS = (Role.FACILITATOR, Role.CO_FACILITATOR)
    SEATED = (State.MEMBER, State.INVITED)
    ON_THE_WAY = (State.ASKED, State.INVITED, State.WAITING, State.PAUSED)
    NAMED = (State.MEMBER, *ON_THE_WAY)  # nobody else may take their alias
    PAST = (State.LEFT, State.GRADUATED)
    GONE = (State.REMOVED, State.BANNED)

    ref = RefField()
    group = models.ForeignKey("Group", on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    alias = models.CharField(max_length=40)
    seed = models.PositiveSmallIntegerField(default=0)  # 0..7, the colour wash of the letter
    state = models.CharField(max_length=10, choices=State.choices, default=State.MEMBER)
    role = models.CharField(max_length=14, choices=Role.choices, default=Role.MEMBER)
    comes = models.CharField(max_length=10, choices=Comes.choices, default=Comes.UNSURE)
    joined_at = models.DateTimeField(default=timezone.now)
    if_away = models.CharField(max_length=16, choices=IfAway.choices, default=IfAway.SAY_HELLO)
    kept_until = models.DateTimeField(null=True, blank=True)  # paused: until when a seat is kept
    words_after = models.CharField(max_length=10, choices=WordsAfter.choices, blank=True, default=WordsAfter.UNSAID)
    alongside_of = models.ForeignKey(  # alongside: an interpreter or carer, who came with this member
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="alongside"
    )

    objects = MembershipSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="one_membership"),
            models.UniqueConstraint("group", Lower("alias"), name="one_alias", condition=models.Q(state="member")),
        ]

    def __str__(self) -> str:
        return self.alias

    @property
    def runs(self) -> bool:
        return self.state == self.State.MEMBER and self.role in self.RUNS

    @property
    def leads(self) -> bool:
        return self.state == self.State.MEMBER and self.role == self.Role.FACILITATOR

    def has_said_yes(self, agreement: "Agreement | None") -> bool:
        """Where there is no agreement, there is nothing to ask."""
        return agreement is None or self.acceptances.filter(agreement=agreement).exists()


class Standing(models.Model):
    """A change of state or role: who, when and, where it matters, why."""

    class Told(models.TextChoices):
        """What the others are told when someone pauses or goes."""

        NOTHING = ""
        RESTING = "resting"  # taking a rest
        MOVED_ON = "moved_on"  # moved on, thank you

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="standings")
    what = models.CharField(max_length=14)  # the state or role it became
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300, blank=True)
    told = models.CharField(max_length=12, choices=Told.choices, blank=True, default=Told.NOTHING)
