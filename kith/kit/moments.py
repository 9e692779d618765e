"""A moment in an address: where a list goes on."""

from datetime import datetime

from django.utils.dateparse import parse_datetime


def moment(typed: str) -> datetime | None:
    """As it was typed, with its offset; None: it is no moment."""
    try:
        at = parse_datetime(typed.replace(" ", "+"))
    except ValueError:
        return None
    return at if at and at.tzinfo else None
