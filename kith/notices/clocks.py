"""A moment as the clock of a person shows it: their own zone, else that of what it is about, else UTC."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kith.notices.models import Notice
from kith.people.zones import known_zone


@dataclass(frozen=True, slots=True)
class Moment:
    iso: str
    words: str  # "Tuesday, 24 November, 19:00"

    def __str__(self) -> str:
        return self.words


def zone_of(notice: Notice) -> ZoneInfo:
    return ZoneInfo(known_zone(notice.person.zone) or known_zone(notice.zone) or "UTC")


def moment(notice: Notice) -> Moment | None:
    """Day and hour of what it is about. A clock that is not the person's own says by how much it differs, never where it is."""
    if notice.when is None:
        return None
    here = notice.when.astimezone(zone_of(notice))
    words = _("%(day)s, %(hour)s") % {"day": date_format(here, "l, j F"), "hour": date_format(here, "H:i")}
    return Moment(here.isoformat(), words if known_zone(notice.person.zone) else f"{words} ({_offset(here)})")


def _offset(at: datetime) -> str:
    """UTC, UTC+1, UTC-3:30."""
    minutes = int((at - at.replace(tzinfo=UTC)).total_seconds() // -60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return "UTC" if not minutes else f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
