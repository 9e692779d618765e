"""Coming: what a member says of one meeting, changeable until it starts; and, apart from it, that it has been a hard week."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.kit.refs import RefField
from kith.meetings.models.meeting import Meeting
from kith.people.models import Apart, Person

GOOD_FOR = timedelta(days=14)  # past this, "a hello, please" is no longer put before anyone


def _blocked(person: Person, one: str, other: str) -> "models.QuerySet[Apart, int]":
    """Ids of persons on the other end of a block; asked within the query, not before it."""
    return Apart.objects.filter(kind=Apart.Kind.BLOCK, **{one: person}).values_list(f"{other}_id", flat=True)


class ComingSet(models.QuerySet["Coming"]):
    def of(self, person: Person) -> Self:
        """This person's own answers, in the groups they are a member of."""
        return self.filter(membership__in=Membership.objects.of(person))

    def standing(self) -> Self:
        """Given by members, for the time the meeting now has: an answer for Tuesday says nothing of Wednesday."""
        return self.filter(membership__state=Membership.State.MEMBER, starts_at=models.F("meeting__starts_at"))

    def counted_for(self, person: Person) -> Self:
        """What a member sees as a number: answers in their own groups, but nothing of whom they are kept apart from (A5)."""
        in_theirs = self.standing().filter(meeting__group__in=Group.objects.visible_to(person))
        return in_theirs.exclude(membership__person__in=_blocked(person, "by", "of")).exclude(
            membership__person__in=_blocked(person, "of", "by")
        )

    def named_for(self, person: Person) -> Self:
        """What those who facilitate read by alias. A hard week is not on these rows, and cannot be read from them."""
        return (
            self.counted_for(person)
            .filter(meeting__group__in=Group.objects.run_by(person))
            .select_related("membership")
        )

    def coming(self) -> Self:
        return self.filter(answer__in=Coming.COMES)

    def not_coming(self) -> Self:
        return self.filter(answer=Coming.Answer.CANT)


class Coming(models.Model):
    """One member's answer to one meeting. The last one counts."""

    class Answer(models.TextChoices):
        COME = "come"
        LISTEN = "listen"  # comes, and just listens
        CANT = "cant"

    COMES = (Answer.COME, Answer.LISTEN)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="answers")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    starts_at = models.DateTimeField()  # the time of the meeting that was answered to
    said_at = models.DateTimeField(default=timezone.now)

    objects = ComingSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="answers_once")]


class HardWeekSet(models.QuerySet["HardWeek"]):
    def of(self, person: Person) -> Self:
        """This person's own."""
        return self.filter(coming__membership__in=Membership.objects.of(person))

    def waiting(self, now: datetime) -> Self:
        """A hello was asked for, and has not been said yet."""
        return self.filter(hello_from__isnull=False, hello_said_at=None, at__gt=now - GOOD_FOR)

    def asked_of(self, person: Person, *, now: datetime) -> Self:
        """Those who asked this very person for a hello, who has not said it yet. Nobody else is ever shown a hard week."""
        asked = self.waiting(now).filter(hello_from__in=Membership.objects.of(person))
        still_here = asked.filter(coming__membership__state=Membership.State.MEMBER)
        apart = [_blocked(person, "by", "of"), _blocked(person, "of", "by")]
        return still_here.exclude(coming__membership__person__in=apart[0]).exclude(
            coming__membership__person__in=apart[1]
        )


class HardWeek(models.Model):
    """ "I can't, and it's been a hard week." Kept apart from the answer, so that whoever may read that cannot read this."""

    ref = RefField()
    coming = models.OneToOneField(Coming, on_delete=models.CASCADE, related_name="hard_week")
    at = models.DateTimeField(default=timezone.now)
    hello_from = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    leave_me_be = models.BooleanField(default=False)
    hello_said_at = models.DateTimeField(null=True, blank=True)

    objects = HardWeekSet.as_manager()

    @property
    def is_answered(self) -> bool:
        """Whether they have said if they would like a hello."""
        return self.leave_me_be or self.hello_from_id is not None
