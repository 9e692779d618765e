"""A meeting that was moved, and who has been told of a change by a person rather than by Kith."""

from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models.functions import JSONObject
from django.utils import timezone

from kith.groups.models import Membership
from kith.meetings.models.meeting import Meeting

FIELDS = ("pk", "was", "became", "by_id", "at")


class Moved(models.Model):
    """From one time to another. Each has its own number, so that moving there and back is told twice."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="moves")
    was = models.DateTimeField()
    became = models.DateTimeField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)


def last_moved() -> models.Subquery:
    """How a meeting was last moved, to annotate meetings with: `last_move` reads it."""
    moves = Moved.objects.filter(meeting=models.OuterRef("pk")).order_by("-pk")
    return models.Subquery(moves.values(found=JSONObject(**{name: name for name in FIELDS}))[:1])


def last_move(meeting: Meeting) -> Moved | None:
    """The last time it was moved. Where it came with `moved`, nothing is asked."""
    if "moved" not in meeting.__dict__:
        return meeting.moves.order_by("-pk").first()
    found: dict[str, Any] | None = meeting.__dict__["moved"]
    if found is None:
        return None
    moments = {name: _moment(found[name]) for name in ("was", "became", "at")}
    return Moved(**{**found, **moments, "meeting": meeting})


def _moment(told: str) -> datetime:
    """As a database writes it into JSON: SQLite leaves out that it is UTC."""
    at = datetime.fromisoformat(told)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


class ToldOf(models.Model):
    """A tick on tonight's list: this member has been told of this change, by someone who rang or met them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="told")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    moved = models.ForeignKey(
        Moved, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # None: called off
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "moved"], name="told_once_of_a_move"),
            models.UniqueConstraint(
                fields=["membership", "meeting"], name="told_once_it_is_off", condition=models.Q(moved__isnull=True)
            ),
        ]
