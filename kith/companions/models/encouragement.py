"""Encouragement: a few kind words to one person, in a jar that this person alone can open."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.groups.models import Membership
from kith.kit.refs import RefField
from kith.people.models import Apart, Person


class EncouragementSet(models.QuerySet["Encouragement"]):
    def in_jar_of(self, person: Person, now: datetime) -> Self:
        """What has come to them and is still in their jar; wherever they are members, rest, or left in peace."""
        mine = self.filter(to__in=Membership.objects.own(person), taken_out_at=None, withdrawn_at=None)
        waits = Exists(NotNow.objects.filter(of=person, since__lte=OuterRef("comes_at")))
        died = Q(by__state=Membership.State.DIED, by__words_after=Membership.WordsAfter.TAKE_DOWN)
        return mine.filter(comes_at__lte=now).exclude(waits).exclude(died).exclude(_away(person))

    def given_by(self, person: Person) -> Self:
        """What they gave, wherever it is now: for their own path, and to take along. Nothing here tells whether it was read."""
        return self.filter(by__person=person, withdrawn_at=None)

    def to_take_back(self, person: Person, now: datetime) -> Self:
        """What they gave lately: for a week they can still take it back."""
        return self.given_by(person).filter(at__gt=now - Encouragement.OWN_FOR)


class Encouragement(models.Model):
    """A few words. `comes_at`: when it is in the jar; later than `at` where much came on one day."""

    OWN_FOR = timedelta(days=7)  # so long does who gave it see it, and can take it back

    ref = RefField()
    to = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(max_length=300, blank=True)
    card = models.CharField(max_length=17, blank=True)  # ref of a strategy that lies beside it
    at = models.DateTimeField(default=timezone.now)
    comes_at = models.DateTimeField(default=timezone.now)
    taken_out_at = models.DateTimeField(null=True, blank=True)  # by whose jar it is, for good
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # by who gave it

    objects = EncouragementSet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["to", "-comes_at"], name="what_comes_to_a_jar"),
            models.Index(fields=["by", "-at"], name="what_someone_gave"),
        ]


class NotNow(models.Model):
    """This person would rather receive nothing just now. What is given waits unseen, and nobody is told."""

    of = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)


class WelcomesIdeas(models.Model):
    """A member who is glad of a card from the shelf. Others see it when they hold one."""

    of = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Reminder(models.Model):
    """Those who facilitate are reminded of this member for a week. Kept so that it goes round, and read for nothing else."""

    of = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class LetPass(models.Model):
    """A facilitator said "not now" to a reminder. Nobody else is told."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="let_pass")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "let pass"
        constraints = [models.UniqueConstraint(fields=["reminder", "by"], name="reminder_let_pass_once")]


def _away(person: Person) -> Q:
    """By whom: a block of either, or who this person is not safe with. Whoever wrote it never learns of either."""
    unsafe = Apart.objects.filter(by=person, kind=Apart.Kind.UNSAFE)
    return Apart.objects.between(person, Apart.Kind.BLOCK, "by__person") | Q(by__person__in=unsafe.values("of"))
