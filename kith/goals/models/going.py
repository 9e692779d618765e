"""How it goes: small steps, check-ins, and that someone saw. What was seen is read by the owner as words, and counted nowhere."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kith.goals.models.goal import Goal
from kith.groups.models import Membership
from kith.kit.refs import RefField


class Step(models.Model):
    """One small step. `reached_on` None: not yet, which is an answer."""

    ref = RefField()
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=200)
    reached_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)


class CheckIn(models.Model):
    """How it went, on a day: in one of three answers, and in words if they like."""

    class How(models.TextChoices):
        WELL = "well"
        SOME = "some"
        NOT_YET = "not_yet"

    ref = RefField()
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="check_ins")
    how = models.CharField(max_length=7, choices=How.choices)
    text = models.TextField(max_length=1000, blank=True)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)


class Saw(models.Model):
    """ "I saw that", of one check-in or one step reached, by someone who may read it."""

    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    step = models.ForeignKey(Step, null=True, blank=True, on_delete=models.CASCADE, related_name="seen")
    check_in = models.ForeignKey(CheckIn, null=True, blank=True, on_delete=models.CASCADE, related_name="seen")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "step"], name="step_seen_once"),
            models.UniqueConstraint(fields=["by", "check_in"], name="check_in_seen_once"),
            models.CheckConstraint(
                name="saw_one_thing",
                condition=Q(step__isnull=True, check_in__isnull=False) | Q(step__isnull=False, check_in__isnull=True),
            ),
        ]
