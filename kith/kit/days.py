"""Days in words. They are the same few for everyone, and to put one into words takes longer than to remember it."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language


def in_words(day: date) -> str:
    """28 November 2026."""
    return _said(day, "j F Y", get_language())


def month_in_words(month: date) -> str:
    """November 2026."""
    return _said(month, "F Y", get_language())


def month_in_short(month: date) -> str:
    """Nov."""
    return _said(month, "M", get_language())


@lru_cache(maxsize=5_000)
def _said(day: date, shape: str, _language: str) -> str:
    return date_format(day, shape)
