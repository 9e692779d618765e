"""What the shelf is searched by: the words of each thing on it, as tokens. Nobody's alias is among them."""

from django.db import models

from kith.kit import searching
from kith.library.models.resource import Resource
from kith.library.models.strategy import Strategy


class Words(searching.Words):
    """Of one resource or strategy, each word behind its group's place. The row goes with what it is about."""

    resource = models.OneToOneField(Resource, null=True, on_delete=models.CASCADE, related_name="+")
    strategy = models.OneToOneField(Strategy, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "words"
