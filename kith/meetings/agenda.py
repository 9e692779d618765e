"""An agenda: a format fitted to a meeting's minutes, so that its parts add up to them exactly."""

from functools import lru_cache
from typing import Any

from kith.meetings.formats import Format, Part, shelf
from kith.meetings.models import Meeting
from kith.meetings.prompts import Prompt

CLOSING = (5, 10)  # rule 13: closing keeps one minute a seat
SHORT = ("reading", "silence")  # reading the agreement takes as long in a long meeting as in a short one


def fit(form: Format, minutes: int, prompt: Prompt | None = None) -> dict[str, Any]:
    """The agenda as a meeting keeps it. `minutes` is 30 to 180; the kettle is not counted."""
    lengths = _lengths(form.parts, minutes)
    parts = [_part(part, length, prompt) for part, length in zip(form.parts, lengths, strict=True)]
    return {"format": form.key, "name": form.name, "empty_seat": form.empty_seat, "parts": parts}


def for_two(meeting: Meeting) -> dict[str, Any]:
    """The same evening as two chairs, with the question that was planned: for when only two come."""
    asked: dict[str, Any] = next((part for part in meeting.agenda.get("parts", []) if part.get("asks")), {})
    question = Prompt(text=asked.get("prompt", ""), lighter=asked.get("lighter", ""))
    return fit(shelf()["two-chairs"], max(30, meeting.minutes), question if question.text else None)


def _part(part: Part, minutes: int, prompt: Prompt | None) -> dict[str, Any]:
    asked = prompt if part.asks and prompt else Prompt(text=part.prompt)
    return {
        "key": part.key,
        "name": part.name,
        "mode": part.mode,
        "minutes": minutes,
        "share": min(part.share, minutes) if part.share else None,
        "prompt": asked.text,
        "lighter": asked.lighter,
        "script": part.script,
        "first_time": part.first_time,
        "asks": part.asks,
        "reader": part.reader,
    }


def _bounds(part: Part, minutes: int) -> tuple[int, int]:
    """The fewest and most minutes a part may have."""
    if part.mode == "closing":
        return CLOSING
    return (1, part.minutes) if part.mode in SHORT else (1, minutes)


@lru_cache(maxsize=512)  # a worker makes eighty thousand evenings of a few formats
def _lengths(parts: tuple[Part, ...], minutes: int) -> tuple[int, ...]:
    """Each part stretched or shrunk alike as far as its bounds allow; whole minutes go to whoever is owed most."""
    bounds = [_bounds(part, minutes) for part in parts]
    ideal = _stretched([part.minutes for part in parts], bounds, minutes)
    lengths = [max(low, min(high, int(wish))) for wish, (low, high) in zip(ideal, bounds, strict=True)]
    while (missing := minutes - sum(lengths)) != 0:
        step = 1 if missing > 0 else -1
        room = [i for i, (low, high) in enumerate(bounds) if low <= lengths[i] + step <= high]
        lengths[max(room, key=lambda i: step * (ideal[i] - lengths[i]))] += step
    return tuple(lengths)


def _stretched(weights: list[int], bounds: list[tuple[int, int]], total: int) -> list[float]:
    """Weights times one factor, each kept within its bounds, adding up to the total: the factor is found by halving."""
    low, high = 0.0, float(total)
    for _ in range(60):
        factor = (low + high) / 2
        lengths = [max(lo, min(hi, w * factor)) for w, (lo, hi) in zip(weights, bounds, strict=True)]
        low, high = (factor, high) if sum(lengths) < total else (low, factor)
    return lengths
