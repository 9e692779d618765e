"""Letters: the mail about a notice. Claimed, handed over and noted in that order, so that none is ever handed over twice."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from kith.notices.models.notice import Notice
from kith.notices.models.walking import Worker


class LetterSet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        """Never given to a mail server, as far as anyone can know: these may go, or go again."""
        return self.filter(outcome="", handed_at=None)

    def free(self, now: datetime) -> Self:
        """Due, and in the hands of no worker that still breathes."""
        held = models.Q(by__in=Worker.objects.breathing(now).values("pk"))
        return self.waiting().filter(~held, after__lte=now)

    def in_doubt(self, before: datetime) -> Self:
        """Handed over and never noted: the mail may have gone out, so it never goes again."""
        return self.filter(outcome="", handed_at__lt=before)


class Letter(models.Model):
    """The mail about one notice. `handed_at` is in the database for good before the mail server hears the first word of it."""

    class Outcome(models.TextChoices):
        SENT = "sent"  # the mail server took it
        REFUSED = "refused"  # the mail server will never take it
        LATE = "late"  # it was of no use any more before it could go
        UNWANTED = "unwanted"  # withdrawn, or the person wished otherwise before it could go
        UNSURE = "unsure"  # handed over, and then Kith or the line was cut: nobody knows

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="letter")
    after = models.DateTimeField(default=timezone.now)  # not before: quiet hours, or the next try
    by = models.CharField(max_length=17, blank=True)  # the worker that has it in hand
    handed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)  # how often the mail server said: later
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LetterSet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["after"],
                name="letters_waiting",
                condition=models.Q(outcome="", handed_at=None),
            )
        ]
