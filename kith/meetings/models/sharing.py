"""Two who share an evening: asking someone to hold the piece, and five minutes afterwards for oneself."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models import Membership
from kith.meetings.models.meeting import Meeting
from kith.people.models import Person


class PieceAskedSet(models.QuerySet["PieceAsked"]):
    def asked_of(self, person: Person) -> Self:
        """What this person was asked, where they still are a member."""
        return self.filter(of__in=Membership.objects.of(person))

    def waiting(self) -> Self:
        return self.filter(answer=PieceAsked.Answer.WAITING)


class PieceAsked(models.Model):
    """ "Would you hold the piece that evening?" asked of someone who facilitates too, and what they said."""

    class Answer(models.TextChoices):
        WAITING = ""
        YES = "yes"
        NO = "no"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="piece_asked")
    of = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = PieceAskedSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "of"], name="asked_once_to_hold")]


class DebriefSet(models.QuerySet["Debrief"]):
    def of(self, person: Person) -> Self:
        """One's own. Nobody else reads them: no other facilitator, and no host."""
        return self.filter(by__person=person)


class Debrief(models.Model):
    """Five minutes about oneself after an evening. It has no names of members, and no reader but its writer."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    how = models.CharField(max_length=500, blank=True)  # how was it for you?
    took = models.CharField(max_length=500, blank=True)  # what did it take out of you?
    leave = models.CharField(max_length=500, blank=True)  # what will you leave here?
    next = models.CharField(max_length=300, blank=True)  # one thing for next time

    objects = DebriefSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "by"], name="one_debrief_each")]
