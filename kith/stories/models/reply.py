"""Replies, and the quiet words one can answer with: never counted in public."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.groups.models import Membership
from kith.kit.refs import RefField
from kith.people.models import Apart, Person
from kith.stories.models.story import Folded, Story


class ReplySet(models.QuerySet["Reply"]):
    def of(self, person: Person) -> Self:
        return self.filter(by__person=person)

    def ever_of(self, person: Person) -> Self:
        """Their own, also from groups they left since: for taking along. What was taken back has no words any more."""
        return self.filter(by__person=person, withdrawn_at=None)

    def visible_to(self, person: Person) -> Self:
        """Their own; and those under stories they may read, by nobody they are kept apart from, and not folded for everyone."""
        away = Apart.objects.between(person, Apart.Kind.BLOCK, "by__person")
        folded = Exists(Folded.objects.filter(reply=OuterRef("pk"), unfolded_at=None))
        others = Q(withdrawn_at=None) & ~away & ~folded
        return self.filter(story__in=Story.objects.visible_to(person)).filter(Q(by__person=person) | others)


class Reply(models.Model):
    ref = RefField()
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="replies")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    notes: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)  # what it speaks of, as a story's
    note_words = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ReplySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        indexes = [models.Index(fields=["story", "at"], name="replies_of_a_story")]


class Acknowledgement(models.Model):
    """ "I hear you", "me too" or "thank you": to a story, or to a reply. Only its writer learns of it, and only as words."""

    class Kind(models.TextChoices):
        HEAR = "hear"
        ME_TOO = "me_too"  # not offered under "just listen"
        THANK_YOU = "thank_you"

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="acknowledgements")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.CASCADE, related_name="acknowledgements")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "by", "kind"], name="heard_once", condition=Q(reply=None)),
            models.UniqueConstraint(
                fields=["reply", "by", "kind"], name="heard_a_reply_once", condition=Q(reply__isnull=False)
            ),
        ]
