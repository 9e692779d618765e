"""What each one who sat there did in an evening, as numbers, while the log still has it. No word of it, and nobody else's part."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kith.circle.models import Entry, Room
from kith.meetings.models import Meeting


@dataclass(slots=True)
class Given:
    """`held`: they had the piece. `reflections`: what they said back to others. `let_in`: whom they let in at the door."""

    held: bool = False
    reflections: int = 0
    let_in: int = 0


def is_open(meeting: Meeting) -> bool:
    """Its circle has begun and is not closed: there is more to come."""
    return Room.objects.filter(meeting=meeting, closed_at=None).exists()


def in_evening(meeting: Meeting) -> dict[str, Given]:
    """By the ref of a seat, which for a member is their membership's. Empty without a circle, and once it has been cleared."""
    found: dict[str, Given] = {}
    for actor, event in _happened(meeting):
        _count(found, actor, event)
    return found


def _happened(meeting: Meeting) -> Iterator[tuple[str, dict[str, Any]]]:
    for actor, events in Entry.objects.filter(room=meeting.pk).order_by("seq").values_list("actor", "events"):
        for event in json.loads(events):
            yield actor, event


def _count(found: dict[str, Given], actor: str, event: dict[str, Any]) -> None:
    match event:
        case {"is": "Held", "holder": ref}:
            found.setdefault(ref, Given()).held = True
        case {"is": "Sent", "kind": "reflection", "who": ref}:
            found.setdefault(ref, Given()).reflections += 1
        case {"is": "LetIn"}:
            found.setdefault(actor, Given()).let_in += 1
