"""What a stranger reads of a group in a list: for whom, when on her clock, whether a seat is free, proof of life. Never a name."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf.locale import LANG_INFO
from django.contrib.humanize.templatetags.humanize import apnumber
from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.finding import indexing
from kith.finding.asking import WAYS, Search
from kith.finding.indexing import NOBODY, Seats
from kith.finding.looking import QUIET, Looking
from kith.groups import capacity
from kith.groups.models import Group
from kith.meetings.models import Rhythm
from kith.meetings.whens import Clock, on_clock


@dataclass(frozen=True, slots=True)
class Card:
    group: Group
    when: Clock | None  # its next meeting, on the visitor's clock, else on the group's
    yours: bool  # whether that clock is the visitor's
    seats: str
    proof: str
    is_quiet: bool
    chips: tuple[str, ...]


def deal(groups: list[Group], looking: Looking, *, search: Search, zone: ZoneInfo | None) -> list[Card]:
    """One card each, in the same order. Two questions for all of them."""
    nexts, seats = looking.next_of(groups, search), indexing.seats_of(groups, now=looking.now)
    return [card(group, nexts.get(group.pk), seats.get(group.pk, NOBODY), zone, looking.now) for group in groups]


def card(group: Group, meets: list[datetime] | None, taken: Seats, zone: ZoneInfo | None, now: datetime) -> Card:
    """`meets`: when it does, the next first."""
    when = on_clock(meets[0], zone=zone or group.tz, now=now) if meets else None
    rhythm = rhythm_of(group)
    quiet = is_quiet(group, rhythm, now)
    return Card(
        group,
        when,
        zone is not None,
        seats_in_words(group, taken),
        proof(group, rhythm, quiet),
        quiet,
        _chips(group, rhythm),
    )


def rhythm_of(group: Group) -> Rhythm | None:
    try:
        found: Rhythm = group.rhythm
    except ObjectDoesNotExist:
        return None
    return found


def is_quiet(group: Group, rhythm: Rhythm | None, now: datetime) -> bool:
    """The same as looking.is_quiet, of a group in the hand."""
    met = rhythm.last_met_at if rhythm else None
    if met is None and group.is_forming:
        return False
    return (met or group.begun_at or group.made_at) < now - QUIET


def seats_in_words(group: Group, seats: Seats) -> str:
    if group.door == Group.Door.INVITATION and not group.is_forming:
        return _("By invitation. You can ask them a question.")
    free = indexing.free(group, seats)
    if free and group.is_forming:
        return capacity.missing_in_words(max(1, group.starts_with - seats.here))
    if seats.closed:
        return _("The same people come until it ends. You can wait for a seat.")
    return capacity.seats_in_words(free) if free else _("It is full just now. You can wait for a seat.")


def proof(group: Group, rhythm: Rhythm | None, quiet: bool) -> str:
    """From real meetings: counts and dates, never who."""
    if quiet:
        return _("Nobody has met here for two months.")
    if rhythm is None or rhythm.last_met_at is None:
        return "" if group.is_forming else _("A new group. It has not met yet.")
    if rhythm.weeks <= 1:
        return _("It met for the first time lately.")
    met = _("Met %(met)s of the last %(weeks)s weeks.") % {"met": rhythm.met, "weeks": rhythm.weeks}
    return met[:-1] + ", " + usually(rhythm.usually) if rhythm.usually else met


def usually(people: int) -> str:
    count = {"n": apnumber(people)}
    return ngettext("usually one person.", "usually %(n)s people.", people) % count


def language_name(code: str) -> str:
    """In its own words: "español"; an unknown one by its code."""
    known = LANG_INFO.get(code) or LANG_INFO.get(code.partition("-")[0]) or {}
    name = str(known.get("name_local", code))
    return name[:1].upper() + name[1:]


def ways_of(rhythm: Rhythm | None) -> list[str]:
    fields = {"call": "by_call", "hall": "in_hall", "text": "by_text"}
    return [way for way, field in fields.items() if rhythm and getattr(rhythm, field)]


def _chips(group: Group, rhythm: Rhythm | None) -> tuple[str, ...]:
    said: list[str | Promise] = [theme.name for theme in group.themes.all()]
    said += [WAYS[way] for way in ways_of(rhythm)]
    return (*map(str, said), language_name(group.language), *([group.town] if group.town else []))
