"""Wall-clock time: what a facilitator means by "Sunday at half past two", also in the nights when clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from kith.kit.refusal import Refused
from kith.meetings.words import Reason

FIRST, SECOND = "first", "second"


def moment(day: date, clock: time, *, zone: ZoneInfo, which: str = "") -> datetime:
    """That time of that day in that zone. One that does not happen, or happens twice, is refused; `which` says which."""
    early, late = (datetime.combine(day, clock.replace(tzinfo=None), zone).replace(fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    if early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != early.replace(tzinfo=None):
        raise Refused(Reason.NO_SUCH_TIME, field="clock", time=f"{clock:%H:%M}")
    if which not in (FIRST, SECOND):
        raise Refused(Reason.TIME_COMES_TWICE, field="which", time=f"{clock:%H:%M}")
    return (early if which == FIRST else late).astimezone(UTC)
