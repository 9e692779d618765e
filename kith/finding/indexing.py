"""Keeps what the directory is searched by: a row for each listed group, none for any other. Doing it twice is harmless."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, DateField, F, Q, QuerySet, Value

from kith.finding import searching, themes
from kith.finding.listed import Listed
from kith.finding.models import Words
from kith.groups.models import Group, Membership
from kith.kit import by_heart, indexes
from kith.meetings import cohorts

BATCH = 500
COLUMNS = ("group", "taken", "here", "its_zone", "its_last")
SEAT, OPEN, BEGUN = searching.mark("seat", "free"), searching.mark("door", "open"), searching.mark("group", "begun")


def index(keys: Iterable[int], *, now: datetime) -> None:
    """Bring these groups' rows up to what the groups are now. Each batch is a transaction of its own."""
    every = list(keys)
    for some in (every[at : at + BATCH] for at in range(0, len(every), BATCH)):
        with transaction.atomic():
            _index(set(some), now=now)


def index_all(now: datetime) -> None:
    """Every group that is listed, or was; what a lost announcement left behind is put right."""
    listed = Group.objects.open_to(None).values_list("pk", flat=True)
    index(sorted({*listed, *Words.objects.values_list("pk", flat=True)}), now=now)
    indexes.merge(Words._meta.db_table)


def _index(keys: set[int], *, now: datetime) -> None:
    """The groups' rows are held, so that the last to write has seen the newest."""
    held = Group.objects.open_to(None).filter(pk__in=keys).select_for_update(no_key=True).order_by("pk")
    fresh = {row.pk: row.text for row in _rows(list(held.prefetch_related("themes")), now=now)}
    old = {row.pk: row.text for row in Words.objects.filter(pk__in=keys)}
    Words.objects.filter(pk__in=old.keys() - fresh.keys()).delete()
    changed = [Words(pk=key, text=text) for key, text in fresh.items() if old.get(key) != text]
    Words.objects.bulk_create(changed, update_conflicts=True, unique_fields=["group"], update_fields=["text"])


def _rows(groups: list[Group], *, now: datetime) -> Iterator[Words]:
    tree, seats = themes.Tree.of(), seats_of(groups, now=now)
    for group in groups:
        about = [theme for each in group.themes.all() for theme in tree.path(each.pk)]
        said = [group.name, group.about, group.who_for, group.town, *(theme.name for theme in about)]
        marks = [
            *(searching.mark("theme", theme.ref) for theme in about),
            *_marks(group, seats.get(group.pk, NOBODY)),
        ]
        yield Words(pk=group.pk, text=searching.text_of(said, marks))


def _marks(group: Group, seats: "Seats") -> Iterator[str]:
    yield searching.mark("lang", group.language)
    if may_ask_for_a_seat(group, seats):
        yield SEAT
    if group.door == Group.Door.OPEN:
        yield OPEN
    if not group.is_forming:
        yield BEGUN


@dataclass(frozen=True, slots=True)
class Seats:
    taken: int = 0
    here: int = 0  # members: what a forming group counts, to know when it starts
    closed: bool = False  # a closed circle is under way: nobody comes in before it ends


NOBODY = Seats()


def free(group: Group | Listed, seats: Seats) -> int:
    """The same as groups.capacity.free, of a group whose seats have been counted."""
    return 0 if group.full_since or seats.closed else max(0, group.capacity - seats.taken)


def may_ask_for_a_seat(group: Group | Listed, seats: Seats) -> bool:
    """A seat is free, and who finds the group by herself can come to it."""
    return group.door != Group.Door.INVITATION and free(group, seats) > 0


def seats_of(groups: Iterable[Group | Listed], *, now: datetime) -> dict[int, Seats]:
    """How many seats are taken in each, and whether a closed circle is under way, in one question. Where nobody is, nothing."""
    found: dict[int, Seats] = {}
    for group, taken, here, zone, last_on in _seats([group.pk for group in groups], now):
        was = found.get(group, NOBODY)
        is_closed = bool(zone) and (last_on is None or last_on >= now.astimezone(ZoneInfo(zone)).date())
        found[group] = Seats(was.taken + taken, was.here + here, was.closed or is_closed)
    return found


@by_heart.question
def _seats(keys: list[int], now: datetime) -> "QuerySet[Any, Any]":
    return _counted(keys, now).union(_closed(keys, now), all=True)


def _counted(keys: list[int], now: datetime) -> "QuerySet[Any, Any]":
    seated = Membership.objects.filter(group__in=keys).taking_seats(now).order_by().values("group")
    here = Count("pk", filter=Q(state=Membership.State.MEMBER))
    blank = {"its_zone": Value(""), "its_last": Value(None, output_field=DateField())}
    return seated.annotate(taken=Count("pk"), here=here, **blank).values_list(*COLUMNS)


def _closed(keys: list[int], now: datetime) -> "QuerySet[Any, Any]":
    mine = cohorts.past_their_first_week(now).filter(group__in=keys).order_by()
    facts = {"taken": Value(0), "here": Value(0), "its_zone": F("zone"), "its_last": F("last_on")}
    return mine.annotate(**facts).values_list(*COLUMNS)
