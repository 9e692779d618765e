"""What several people said, told as one word for a month: from five on, in thirds, decided once and never again.

No number leaves here, and no word stands for one sum alone: whoever hears "most" cannot tell whether it was everyone. What was
decided is written to a file beside the database too, so that a backup that is put back cannot have it decided a second time.
docs/decisions/0039 says what this protects, and what it cannot.
"""

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

FEWEST = 5  # different people
THIRD = Fraction(1, 3)
WAIT = timedelta(days=2)  # so long a month can still be spoken of once it is over
LINE = re.compile(r"([0-9a-f]{64}) ([a-z,-]+)\n")


class Word(StrEnum):
    TOO_FEW = ""  # or nobody: the two look the same
    FEW = "few"
    SOME = "some"
    MOST = "most"


def word(shares: Collection[Fraction]) -> Word:
    """`shares`: one from 0 to 1 for each person. A middle that lies on an edge is "some"."""
    if len(shares) < FEWEST:
        return Word.TOO_FEW
    middle = sum(shares, Fraction(0)) / len(shares)
    if middle < THIRD:
        return Word.FEW
    return Word.MOST if middle > 2 * THIRD else Word.SOME


# months, on the wall clock of whom they are told of


def month_of(at: datetime, zone: ZoneInfo) -> date:
    """Its first day."""
    return at.astimezone(zone).date().replace(day=1)


def after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def decided_at(month: date, zone: ZoneInfo) -> datetime:
    """From this moment nothing is added to the month or taken from it."""
    return datetime.combine(after(month) + WAIT, time(0), zone)


def last_due(now: datetime, zone: ZoneInfo) -> date:
    """The last month that may be decided."""
    month = before(month_of(now, zone))
    return month if decided_at(month, zone) <= now else before(month)


def months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = after(first)


# what was decided before, also where the database has forgotten it


def once(what: str, group: str, month: date, decide: Callable[[], tuple[Word, ...]]) -> tuple[Word, ...]:
    """The words for that month of that group (its ref): those that were decided before, else `decide`'s, kept from now on.

    Written before the caller commits: if the machine stops in between, the next one finds the same words.
    """
    key = hashlib.sha256(f"{what} {group} {month}".encode()).hexdigest()  # a ref has 80 random bits: nobody guesses it
    known = _known().get(key)
    if known is None:
        known = ",".join(one or "-" for one in decide())
        _keep(f"{key} {known}\n")
    return tuple(Word(one.strip("-")) for one in known.split(","))


def _path() -> Path:
    return Path(settings.DATA) / "decided.txt"


def _known() -> dict[str, str]:
    """A last line that was cut short by a power cut was never told to anyone, and does not count."""
    try:
        text = _path().read_text("ascii", errors="replace")
    except FileNotFoundError:
        return {}
    found: dict[str, str] = {}
    for line in text.splitlines(keepends=True):
        if whole := LINE.fullmatch(line):
            found.setdefault(whole[1], whole[2])
    return found


def _keep(line: str) -> None:
    _path().parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(_path(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(handle).st_size
        cut = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        os.write(handle, (("!\n" if cut else "") + line).encode("ascii"))  # what was cut stays unreadable
        os.fsync(handle)
    finally:
        os.close(handle)
