"""A group's rhythm, kept beside it so that ten thousand groups can be looked through at once."""

from django.db import models

from kith.groups.models import Group


class Rhythm(models.Model):
    """Counted again whenever a meeting of the group is planned, changed, called off or over. Counts and dates, never who."""

    group = models.OneToOneField(Group, primary_key=True, on_delete=models.CASCADE, related_name="rhythm")
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)
    last_met_at = models.DateTimeField(null=True, blank=True, db_index=True)
    met = models.PositiveSmallIntegerField(default=0)  # in how many of the last `weeks` weeks
    weeks = models.PositiveSmallIntegerField(default=0)  # at most 6; fewer in a young group
    usually = models.PositiveSmallIntegerField(default=0)  # people at a meeting: the median of the last six
    members = models.PositiveSmallIntegerField(default=0)
    by_call = models.BooleanField(default=False)
    in_hall = models.BooleanField(default=False)
    by_text = models.BooleanField(default=False)
    series = models.CharField(max_length=200, blank=True)  # in words: "Tuesdays at 19:00"; on the group's clock
    counted_at = models.DateTimeField(null=True, blank=True)
