"""A pact: two people keep each other company for some weeks. How they came together is not kept."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from kith.groups.models import Cupboard, Group, Membership
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.people.models import Apart, Person

CUPBOARD = "companions"


class PactSet(models.QuerySet["Pact"]):
    def visible_to(self, person: Person) -> Self:
        """Theirs, while they are a member where it is and the cupboard is open."""
        opened = Cupboard.objects.filter(what=CUPBOARD).values("group")
        mine = Side.objects.filter(of__in=Membership.objects.of(person))
        return self.filter(pk__in=mine.values("pact"), group__in=opened).select_related("group", "ending")

    def seen_by_who_runs(self, person: Person) -> Self:
        """That these pairs exist, and no more."""
        opened = Cupboard.objects.filter(what=CUPBOARD).values("group")
        return self.lasting().filter(group__in=Group.objects.run_by(person)).filter(group__in=opened)

    def lasting(self) -> Self:
        return self.filter(ending=None)

    def between(self, one: int, two: int) -> Self:
        """Of these two people."""
        return self.filter(sides__of__person=one).filter(sides__of__person=two)


class Pact(models.Model):
    """`ends_at` None: without an end date. `checks_from`: the first check-in day, then weekly, on each one's own calendar."""

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField(default=timezone.now)
    weeks = models.PositiveSmallIntegerField(default=4)
    ends_at = models.DateTimeField(null=True, blank=True)
    checks_from = models.DateField()
    renewals = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, blank=True)  # one of the two rests; its time stands still
    if TYPE_CHECKING:
        ending: "Ending"

    objects = PactSet.as_manager()

    def get_absolute_url(self) -> str:
        return addresses.at("companions:pact", self.ref)

    @property
    def lasts(self) -> bool:
        return not hasattr(self, "ending")


class Side(models.Model):
    """One of the two. What stands here is that one's own; `again`, `shows` and `let_go` count only when both say so."""

    class Again(models.TextChoices):
        UNSAID = ""
        WEEKS = "weeks"
        OPEN = "open"  # without an end date, after one renewal

    pact = models.ForeignKey(Pact, on_delete=models.CASCADE, related_name="sides")
    of = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    weeks = models.PositiveSmallIntegerField(default=4)  # so long may it last; the fewer of the two hold
    again = models.CharField(max_length=5, choices=Again.choices, blank=True, default=Again.UNSAID)
    shows = models.CharField(max_length=200, blank=True)  # another way to be reached
    let_go = models.BooleanField(default=False)  # at the end: may all that was said go
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pact", "of"], name="two_different_people"),
            models.UniqueConstraint(fields=["of"], name="one_companion_at_a_time", condition=models.Q(over_at=None)),
        ]


class Ending(models.Model):
    """It is over. `in_time`: its weeks were up; else it ended, and nothing here says which of many reasons it was."""

    pact = models.OneToOneField(Pact, on_delete=models.CASCADE, related_name="ending")
    at = models.DateTimeField(default=timezone.now)
    in_time = models.BooleanField(default=False)


def apart(one: Person, two: Person) -> bool:
    """Whether one of the two wishes to be kept apart, of any kind."""
    pair = models.Q(by=one, of=two) | models.Q(by=two, of=one)
    return Apart.objects.filter(pair).exists()


def next_day(after: date, weekday: int) -> date:
    """The first such weekday (Monday is 0) after that day."""
    return date.fromordinal(after.toordinal() + 1 + (weekday - after.weekday() - 1) % 7)
