"""What stories are searched by: the words of each one that someone may read, as tokens. Nobody's alias is among them."""

from django.db import models
from django.db.models import Q

from kith.kit import searching
from kith.stories.models.keepsake import Keepsake
from kith.stories.models.reply import Reply
from kith.stories.models.story import Story


class Words(searching.Words):
    """Of one story, reply or keepsake, each word behind the place where it may be read. The row goes with what it is about."""

    story = models.OneToOneField(Story, null=True, on_delete=models.CASCADE, related_name="+")
    reply = models.OneToOneField(Reply, null=True, on_delete=models.CASCADE, related_name="+")
    keepsake = models.OneToOneField(Keepsake, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "words"
        constraints = [
            models.CheckConstraint(
                name="words_of_one_thing",
                condition=Q(story__isnull=False, reply=None, keepsake=None)
                | Q(story=None, reply__isnull=False, keepsake=None)
                | Q(story=None, reply=None, keepsake__isnull=False),
            )
        ]
