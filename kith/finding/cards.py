"""What a stranger reads of a group in a list: for whom, when on her clock, whether a seat is free, proof of life. Never a name."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf.locale import LANG_INFO
from django.contrib.humanize.templatetags.humanize import apnumber
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kith.finding import indexing
from kith.finding.asking import WAYS, Search
from kith.finding.indexing import NOBODY, Seats
from kith.finding.looking import QUIET, Looking
from kith.groups import capacity
from kith.groups.models import Group, Theme
from kith.meetings.models import Rhythm
from kith.meetings.whens import Clock, on_clock


@dataclass(frozen=True, slots=True)
class Card:
    group: Group
    there: str  # its page
    when: Clock | None  # its next meeting, on the visitor's clock, else on the group's
    place: str  # whose clock that is, where it is not the visitor's
    seats: str
    proof: str
    is_quiet: bool
    chips: SafeString  # twenty cards of some five each: their items are written here


def deal(
    groups: list[Group],
    looking: Looking,
    *,
    search: Search,
    zone: ZoneInfo | None,
    seats: dict[int, Seats] | None = None,
) -> list[Card]:
    """One card each, in the same order. Two questions for all of them; one where `seats` have been counted."""
    nexts = looking.next_of(groups, search)
    seats = indexing.seats_of(groups, now=looking.now) if seats is None else seats
    return [card(group, nexts.get(group.pk), seats.get(group.pk, NOBODY), looking, zone) for group in groups]


def card(group: Group, meets: datetime | None, taken: Seats, looking: Looking, zone: ZoneInfo | None) -> Card:
    """`meets`: when it does next."""
    now = looking.now
    when = on_clock(meets, zone=zone or group.tz, now=now) if meets else None
    rhythm = rhythm_of(group)
    quiet = is_quiet(group, rhythm, now)
    return Card(
        group,
        reverse("groups:public", args=[group.ref]),
        when,
        _("on its clock (%(place)s)") % {"place": when.place} if when and not zone else "",
        seats_in_words(group, taken),
        proof(group, rhythm, quiet),
        quiet,
        _chips(group, rhythm, looking.about(group)),
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
        return capacity.seats_in_words(0, closed=True)
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


def ways_of(rhythm: Rhythm | None) -> list[str]:
    fields = {"call": "by_call", "hall": "in_hall", "text": "by_text"}
    return [way for way, field in fields.items() if rhythm and getattr(rhythm, field)]


def _chips(group: Group, rhythm: Rhythm | None, about: list[Theme]) -> SafeString:
    said: list[str | Promise] = [theme.name for theme in about]
    said += [WAYS[way] for way in ways_of(rhythm)]
    every = [*said, language_name(group.language), *([group.town] if group.town else [])]
    return format_html_join("", '<li class="chip">{}</li>', ((one,) for one in every))
