"""What the directory is searched by: one row for each listed group, in the tokens that kit's search makes."""

from django.db import models

from kith.groups.models import Group
from kith.kit import searching


class Words(searching.Words):
    """A listed group's name, sentences, town and themes as tokens, and its language and themes as marks.

    The index itself (FTS5 or a tsvector, see migrations) is kept from this table by the database: a row that goes, goes there too.
    A group that is not listed has no row.
    """

    group = models.OneToOneField(Group, primary_key=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "words"
