"""What a stranger reads of a group in a list: for whom, when on her clock, whether a seat is free, proof of life. Never a name."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf.locale import LANG_INFO
from django.contrib.humanize.templatetags.humanize import apnumber
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kith.finding import indexing
from kith.finding.asking import WAYS
from kith.finding.indexing import NOBODY, Seats
from kith.finding.listed import Listed
from kith.finding.looking import Looking
from kith.finding.questions import QUIET
from kith.groups import capacity
from kith.groups.models import Group
from kith.meetings.whens import on_clock

HERE = mark_safe("<when>")


class Card(NamedTuple):
    """What a card is made of, but for the hour. Nothing of who reads it."""

    group: Listed
    about: tuple[str, ...]
    seats: Seats
    is_quiet: bool
    why: tuple[str, ...]  # it may fit


class Hour(NamedTuple):
    """When it meets next, on the visitor's clock or else on the group's."""

    at: datetime
    clock: str  # the zone's name
    is_hers: bool
    today: date  # on that clock


def deal(
    groups: list[Listed],
    looking: Looking,
    *,
    zone: ZoneInfo | None,
    seats: dict[int, Seats] | None = None,
    why: Sequence[tuple[str, ...]] = (),
) -> list[SafeString]:
    """One card each, in the same order. One question for all of them, where `seats` have not been counted."""
    seats = indexing.seats_of(groups, now=looking.now) if seats is None else seats
    reasons, language = why or [()] * len(groups), get_language()
    dealt = []
    for group, more in zip(groups, reasons, strict=True):
        quiet, names = is_quiet(group, looking.now), looking.tree.names(group.theme_keys)
        before, after = _drawn(
            Card(group._replace(meets=None, meets_then=False), names, seats.get(group.pk, NOBODY), quiet, more),
            language,
        )
        dealt.append(mark_safe(before + _when(_hour(group, looking, zone), language) + after))  # noqa: S308
    return dealt


def _hour(group: Listed, looking: Looking, zone: ZoneInfo | None) -> Hour | None:
    clock = zone or ZoneInfo(group.zone)
    return Hour(group.meets, clock.key, zone is not None, looking.now.astimezone(clock).date()) if group.meets else None


@lru_cache(maxsize=4_000)
def _drawn(card: Card, _language: str) -> tuple[str, str]:
    """What stands before its hour, and what behind. Drawing twenty was most of a page, and they are the same for all who read them.

    It is found again only by all that it is made of, and looked for only when the group was just found for this visitor.
    """
    group = card.group
    said = {
        "group": group,
        "there": reverse("groups:public", args=[group.ref]),
        "when": HERE,
        "seats": seats_in_words(group, card.seats),
        "proof": proof(group, card.is_quiet),
        "is_quiet": card.is_quiet,
        "chips": _chips(card),
        "why": card.why,
    }
    before, _here, after = render_to_string("finding/card.html", said).partition(HERE)
    return before, after


@lru_cache(maxsize=4_000)
def _when(hour: Hour | None, _language: str) -> str:
    """Kept as well: many meet at the same hour."""
    if hour is None:
        return _("No meeting is planned just now.") + " "
    zone = ZoneInfo(hour.clock)
    when = on_clock(hour.at, zone=zone, now=datetime.combine(hour.today, time(12), zone))
    place = "" if hour.is_hers else " " + _("on its clock (%(place)s)") % {"place": when.place}
    said = '<time datetime="{}"><strong>{}, {}</strong></time>{}. '
    return format_html(said, when.iso, when.day, when.time, place)


def is_quiet(group: Listed, now: datetime) -> bool:
    """The same as questions.is_quiet, of a group in the hand."""
    met = group.rhythm__last_met_at
    if met is None and group.is_forming:
        return False
    return (met or group.begun_at or group.made_at) < now - QUIET


def seats_in_words(group: Group | Listed, seats: Seats) -> str:
    if group.door == Group.Door.INVITATION and not group.is_forming:
        return _("By invitation. You can ask them a question.")
    free = indexing.free(group, seats)
    if free and group.is_forming:
        return capacity.missing_in_words(max(1, group.starts_with - seats.here))
    if seats.closed:
        return capacity.seats_in_words(0, closed=True)
    return capacity.seats_in_words(free) if free else _("It is full just now. You can wait for a seat.")


def proof(group: Listed, quiet: bool) -> str:
    """From real meetings: counts and dates, never who."""
    if quiet:
        return _("Nobody has met here for two months.")
    if group.rhythm__last_met_at is None:
        return "" if group.is_forming else _("A new group. It has not met yet.")
    if (group.rhythm__weeks or 0) <= 1:
        return _("It met for the first time lately.")
    met = _("Met %(met)s of the last %(weeks)s weeks.") % {"met": group.rhythm__met, "weeks": group.rhythm__weeks}
    return met[:-1] + ", " + usually(group.rhythm__usually) if group.rhythm__usually else met


def usually(people: int) -> str:
    return _usually(people, get_language())


@lru_cache(maxsize=200)
def _usually(people: int, _language: str) -> str:
    """Kept for each language: a number in words asks for nine words each time."""
    count = {"n": apnumber(people)}
    return ngettext("usually one person.", "usually %(n)s people.", people) % count


def language_name(code: str) -> str:
    """In its own words: "español"; an unknown one by its code."""
    known = LANG_INFO.get(code) or LANG_INFO.get(code.partition("-")[0]) or {}
    name = str(known.get("name_local", code))
    return name[:1].upper() + name[1:]


def ways_of(group: Listed) -> list[str]:
    ways = {"call": group.rhythm__by_call, "hall": group.rhythm__in_hall, "text": group.rhythm__by_text}
    return [way for way, is_one in ways.items() if is_one]


def _chips(card: Card) -> list[str]:
    said = [*card.about, *(str(WAYS[way]) for way in ways_of(card.group)), language_name(card.group.language)]
    return [*said, card.group.town] if card.group.town else said
