"""A goal, its endings, and the meetings it is brought to. Who may read it is asked here, and nowhere else."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.companions.models import Pact
from kith.groups.models import Group, Membership
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.meetings.models import Meeting
from kith.people.models import Apart, Person


class GoalSet(models.QuerySet["Goal"]):
    def of(self, person: Person) -> Self:
        """Their own, where they are a member."""
        return self.filter(by__in=Membership.objects.of(person))

    def ever_of(self, person: Person) -> Self:
        """Their own, also where they are not a member any more: for taking along."""
        return self.filter(by__person=person)

    def shown_to(self, person: Person) -> Self:
        """Those of others that they may read, asked anew each time: whatever ends it ends it in the same moment.

        The other must be a member now, and the two not blocked. For a companion the pact it was shown in must last and not
        rest: it is shown to this one, not to whoever comes after.
        """
        away = Apart.objects.between(person, Apart.Kind.BLOCK, "by__person")
        unsafe = Apart.objects.between(person, Apart.Kind.UNSAFE, "by__person")
        pacts = Pact.objects.visible_to(person).lasting().filter(paused_at=None)
        as_companion = Q(shown=Goal.Shown.COMPANION, pact__in=pacts.values("pk")) & ~unsafe
        here = self.filter(group__in=Membership.objects.of(person).values("group"), by__state=Membership.State.MEMBER)
        return here.filter(Q(shown=Goal.Shown.GROUP) | as_companion).exclude(by__person=person).exclude(away)

    def lasting(self) -> Self:
        return self.exclude(is_over())

    def over(self) -> Self:
        return self.filter(is_over())

    def newest(self) -> Self:
        return self.order_by("-at", "-pk")


def is_over() -> Exists:
    return Exists(Ending.objects.filter(goal=OuterRef("pk"), taken_up_on=None))


class Goal(models.Model):
    """In one's own words. `by_when` is a wish, not a limit: nothing happens when it passes.

    `pact`: in which it is shown to a companion. `remind_every`: so many days, 0 never. `ask_from`: asked after, in private, at the
    first check-in round that begins after that.
    """

    class Shown(models.TextChoices):
        NOBODY = "nobody"
        COMPANION = "companion"
        GROUP = "group"

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=300)
    more = models.TextField(max_length=1000, blank=True)  # why, or what it would be like
    by_when = models.DateField(null=True, blank=True)
    shown = models.CharField(max_length=9, choices=Shown.choices, default=Shown.NOBODY)
    pact = models.ForeignKey(Pact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    remind_every = models.PositiveSmallIntegerField(default=0)
    remind_on = models.DateField(null=True, blank=True, db_index=True)
    ask_from = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = GoalSet.as_manager()

    def get_absolute_url(self) -> str:
        return addresses.at("goals:goal", self.ref)

    @property
    def shown_now(self) -> str:
        """Who may read it at this moment: a companion only while that pact lasts."""
        is_left = self.shown == self.Shown.COMPANION and (self.pact is None or not self.pact.lasts)
        return self.Shown.NOBODY if is_left else self.shown

    def is_still_ahead(self, today: date) -> bool:
        """Whether there is a day to speak of. One that has passed is nobody's concern."""
        return self.by_when is not None and self.by_when >= today


class Ending(models.Model):
    """It came to a good end. `taken_up_on`: since when it goes on again."""

    class How(models.TextChoices):
        GOT_THERE = "got_there"
        FOR_NOW = "for_now"  # done for now
        MIND = "mind"  # changed my mind

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="endings")
    how = models.CharField(max_length=9, choices=How.choices)
    words = models.TextField(max_length=600, blank=True)
    on = models.DateField()
    taken_up_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal"], name="one_ending_at_a_time", condition=Q(taken_up_on=None))
        ]


class Brought(models.Model):
    """A goal that comes along to a meeting, to be held up while its owner speaks."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="brought")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "meeting"], name="goal_brought_once")]
