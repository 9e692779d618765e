"""All time zones as options of a list. Four hundred of them are written once, not at each visit."""

from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kith.people.zones import known_zone, regions


def options(chosen: str = "") -> SafeString:
    """`<optgroup>`s with the chosen zone selected, if it is one."""
    every = _every()
    name = known_zone(chosen)
    return mark_safe(every.replace(f'value="{name}"', f'value="{name}" selected', 1)) if name else every  # noqa: S308 - a zone's name


@cache
def _every() -> SafeString:
    return format_html_join("", "{}", ((_region(name, places),) for name, places in regions()))


def _region(name: str, places: list[tuple[str, str]]) -> SafeString:
    inside = format_html_join("", '<option value="{}">{}</option>', places)
    return format_html('<optgroup label="{}">{}</optgroup>', name, inside)
