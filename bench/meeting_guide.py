"""Public meetings in the Meeting Guide form, read as they are: odd times, lists of days, no zone. For benches and tests.

The file is never part of the project: KITH_REAL_MEETINGS names it, or it lies in ../shared/data/. Without it meetings are made up.
"""

import json
import os
import random
import re
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ZONES = (
    *("America/Los_Angeles", "America/Chicago", "America/New_York", "America/Sao_Paulo", "Europe/Dublin"),
    *("Europe/Berlin", "Africa/Cairo", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland"),
)
LANGUAGES = {"SP": "es", "FR": "fr", "POL": "pl", "RUS": "ru", "POR": "pt", "ITA": "it"}
CLOCK = re.compile(r"^\s*(\d{1,2})[:.](\d{2})(?::\d{2})?\s*([ap])?\.?m?\.?\s*$", re.IGNORECASE)
MADE_UP = (
    "Walking",
    "Grief",
    "Anxiety",
    "Quiet",
    "Open",
    "Evening",
    "Morning",
    "Carers",
    "Young",
    "Hope",
    "Circle",
    "Loss",
)


@dataclass(frozen=True)
class Guided:
    """One meeting as someone published it. `days`: 0 is Monday; none: by appointment. `zone` may be empty."""

    name: str
    days: tuple[int, ...]
    clock: time | None
    minutes: int
    by_call: bool
    in_hall: bool
    town: str
    zone: str
    language: str
    call_link: str
    place: str
    open_to_all: bool


def path() -> Path | None:
    """Where the real ones are, if they are here."""
    named = os.environ.get("KITH_REAL_MEETINGS", "")
    file = Path(named) if named else ROOT.parent / "shared" / "data" / "meetings-real.json"
    return file if file.is_file() else None


def read(file: Path) -> list[Guided]:
    return [guided(row) for row in json.loads(file.read_text("utf-8"))]


def some() -> list[Guided]:
    """The real ones, else five thousand made up."""
    file = path()
    return read(file) if file else made_up(5000)


def made_up(many: int) -> list[Guided]:
    rnd = random.Random(7)
    return [guided(_row(rnd, number)) for number in range(many)]


def _row(rnd: random.Random, number: int) -> dict[str, Any]:
    way = rnd.choice(["in_person", "online", "hybrid"])
    hour = rnd.choice([7, 10, 12, 17, 18, 19, 19, 19, 20, 20, 21])
    name = f"{' '.join(rnd.sample(MADE_UP, rnd.randint(2, 4)))} {number}"
    return {"name": name, "day": rnd.randrange(7), "time": f"{hour:02}:30", "attendance_option": way, "types": ["O"]}


def guided(row: dict[str, Any]) -> Guided:
    types = [str(one) for one in row.get("types") or []]
    way = str(row.get("attendance_option") or "")
    call = way in {"online", "hybrid"} or "ONL" in types or bool(row.get("conference_url"))
    return Guided(
        name=str(row.get("name") or ""),
        days=_days(row.get("day")),
        clock=_clock(row.get("time")),
        minutes=_minutes(row.get("time"), row.get("end_time")),
        by_call=call,
        in_hall=way in {"in_person", "hybrid"} or not call,
        town=str(row.get("region") or ""),
        zone=str(row.get("timezone") or ""),
        language=next((LANGUAGES[one] for one in types if one in LANGUAGES), "en"),
        call_link=str(row.get("conference_url") or ""),
        place=str(row.get("formatted_address") or ""),
        open_to_all="O" in types,
    )


def _days(said: Any) -> tuple[int, ...]:
    """Theirs begin on Sunday; one, several or none; a number, or a number in letters."""
    several = said if isinstance(said, list) else [] if said is None else [said]
    numbers = (int(day) for day in several if str(day).strip().isdigit())
    return tuple(sorted({(day - 1) % 7 for day in numbers if day < 7}))


def _clock(said: Any) -> time | None:
    """ "19:30" or "7:30 PM"; else none."""
    found = CLOCK.match(said) if isinstance(said, str) else None
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _minutes(begins: Any, ends: Any) -> int:
    """What lies between, over midnight too; an hour where nobody says; at least half, at most three."""
    first, last = _clock(begins), _clock(ends)
    if not first or not last:
        return 60
    length = (last.hour * 60 + last.minute - first.hour * 60 - first.minute) % (24 * 60)
    return min(180, max(30, length or 60))
