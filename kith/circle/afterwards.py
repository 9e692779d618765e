"""Once a circle has closed: the small step that one wrote in it, ready to be kept as a goal. Its words are there for seven days."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from kith.circle.models import Entry
from kith.goals.asking import CUPBOARD
from kith.goals.working import LONGEST
from kith.groups import cupboards
from kith.groups.models import Membership
from kith.meetings.models import Meeting

MODE = "writing"


def to_keep(of: Membership, *, at: Meeting) -> dict[str, str] | None:
    """Where all wrote a line and the group has goals: mine, cut to what a goal's words may be; empty if I wrote none."""
    if not any(part["mode"] == MODE for part in at.parts) or not cupboards.is_open(at.group, CUPBOARD):
        return None
    kept = Entry.objects.filter(Q(actor=of.ref, kind="say") | Q(events__contains='"PartOpened"'), room=at.pk)
    events = (event for events in kept.order_by("seq").values_list("events", flat=True) for event in json.loads(events))
    words = written(events, of.ref)
    return {"words": words[:LONGEST].strip(), "more": words[LONGEST:].strip()}


def written(events: Iterable[dict[str, Any]], by: str) -> str:
    """The last that they wrote while all wrote at once; not the one word of a short closing, which is written at once too."""
    found, together = "", False
    for event in events:
        if event["is"] == "PartOpened":
            together = event["together"]
        elif event["is"] == "Said" and event["who"] == by and event["once"] and not together:
            found = event["text"]
    return found
