"""The live room's rows: the circle as it stands, what was done in it, and which screens are connected."""

from django.db import models
from django.utils import timezone

from kith.meetings.models import Meeting


class Room(models.Model):
    """One meeting's circle. `state` is `core.dump(circle)`; empty once the room has been cleared."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, primary_key=True, related_name="+")
    state = models.TextField(blank=True)
    seq = models.PositiveIntegerField(default=0)
    # The next deadline in the circle, in seconds since the epoch.
    due_at = models.FloatField(null=True, blank=True, db_index=True)
    closed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    cleared_at = models.DateTimeField(null=True, blank=True)


class Entry(models.Model):
    """One command that was carried out, and the events it became. Kept seven days for reports, then gone."""

    # No index of its own: `entry_seq` begins with it.
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    op = models.CharField(max_length=80)
    actor = models.CharField(max_length=20)  # a membership's ref, or "clock"
    kind = models.CharField(max_length=24)
    asked = models.CharField(max_length=64)  # hash of the payload: the same op with another payload is a mistake
    events = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="entry_seq"),
            models.UniqueConstraint(fields=["room", "actor", "op"], name="entry_once"),
        ]


class Process(models.Model):
    """A live process's lease, renewed every 20 s. When it runs out, its connections mean nothing."""

    ref = models.CharField(max_length=20, primary_key=True)
    renewed_at = models.DateTimeField()


class Connection(models.Model):
    """One socket of one seat."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="connections")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="connections")
    actor = models.CharField(max_length=20, db_index=True)
    opened_at = models.DateTimeField(default=timezone.now)
