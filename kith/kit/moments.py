"""A moment as an address has it (where a list goes on), and as a page shows it."""

from datetime import date, datetime
from functools import lru_cache
from html import escape

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


def moment(typed: str) -> datetime | None:
    """As it was typed, with its offset; None: it is no moment."""
    try:
        at = parse_datetime(typed.replace(" ", "+"))
    except ValueError:
        return None
    return at if at and at.tzinfo else None


def shown(at: datetime, form: str = "l, j F") -> SafeString:
    """The day, in the zone of whoever looks; in a template `{{ at|moment }}`."""
    there = timezone.localtime(at)
    return mark_safe(f'<time datetime="{there.isoformat()}">{_day(there.date(), form, get_language())}</time>')  # noqa: S308


@lru_cache(maxsize=4096)
def _day(day: date, form: str, language: str | None) -> str:
    """The same few days stand on every page, twenty times on a long one."""
    return escape(date_format(day, form))
