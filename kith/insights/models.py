"""What people said after a meeting, until its month is told; and months, in a word each, that nothing changes any more."""

from typing import Self

from django.db import models

from kith.groups.models import Cupboard, Group, Membership
from kith.kit.together import Word
from kith.meetings.models import Meeting
from kith.people.models import Person

CUPBOARD = "after"


class SaidSet(models.QuerySet["Said"]):
    def of(self, person: Person) -> Self:
        """One's own. Nobody else is ever shown one."""
        return self.filter(membership__in=Membership.objects.of(person))


class Said(models.Model):
    """One person after one meeting. When it was said is not kept; all of it goes when the month is told."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()  # its first day, on the group's calendar
    heard = models.BooleanField(null=True)  # "I felt heard"
    myself = models.BooleanField(null=True)  # "I could be myself"

    objects = SaidSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="said_once_a_meeting")]


class MonthSet(models.QuerySet["Month"]):
    def run_by(self, person: Person) -> Self:
        """Of the groups this person facilitates, where the cupboard is open."""
        opened = Cupboard.objects.filter(what=CUPBOARD).values("group")
        return self.filter(group__in=Group.objects.run_by(person)).filter(group__in=opened)


class Month(models.Model):
    """One group's month: a word for each question. Written once; nothing changes it, whoever goes or is erased."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    heard = models.CharField(max_length=4, choices=[(one.value, one.name) for one in Word], blank=True)
    myself = models.CharField(max_length=4, choices=[(one.value, one.name) for one in Word], blank=True)

    objects = MonthSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "month"], name="one_telling_a_month")]
