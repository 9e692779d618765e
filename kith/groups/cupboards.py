"""Cupboards: what a group can have besides meetings. The app behind each offers it; facilitators open it."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists
from django.utils.functional import Promise

from kith.groups import ending, known
from kith.groups.models import Cupboard, Group, Membership
from kith.groups.words_keeping import Kept
from kith.kit.refusal import Refused

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is what stands on its door, `words` a sentence about what is in it."""

    key: str
    name: Words
    words: Words


KNOWN = "_open_cupboards"
_offered: dict[str, Kind] = {}


def offer(key: str, name: Words, words: Words) -> None:
    """Called in `apps.ready()`. The same key again takes the place of the first."""
    _offered[key] = Kind(key, name, words)
    known.ask(f"cupboard_{key}", lambda now: Exists(Cupboard.objects.filter(group=known.GROUP, what=key)))


def take_away(key: str) -> None:
    """For tests: an app that was never there."""
    _offered.pop(key, None)


def offered() -> list[Kind]:
    return list(_offered.values())


def is_open(group: Group, key: str) -> bool:
    return key in _offered and key in _opened(group)


def know(me: Membership) -> None:
    """Which are open was asked together with who the member is: for this page it is not asked again."""
    me.group.__dict__[KNOWN] = {key for key in _offered if known.says(me, f"cupboard_{key}")}


def _opened(group: Group) -> set[str]:
    """Asked of the database once for each group in hand."""
    known: set[str] | None = group.__dict__.get(KNOWN)
    if known is None:
        known = group.__dict__[KNOWN] = set(Cupboard.objects.filter(group=group).values_list("what", flat=True))
    return known


def shelf(group: Group) -> list[tuple[Kind, Cupboard | None]]:
    """Each that is offered, with the fact that it is open here, or None."""
    opened = {one.what: one for one in Cupboard.objects.filter(group=group).select_related("opened_by")}
    return [(kind, opened.get(kind.key)) for kind in offered()]


@transaction.atomic
def open_up(group: Group, *, what: str, by: Membership) -> Cupboard:
    """Twice is harmless: who opened it first stays."""
    if what not in _offered:
        raise Refused(Kept.NO_CUPBOARD)
    ending.keep_going_only(group)
    group.__dict__.pop(KNOWN, None)
    return Cupboard.objects.get_or_create(group=group, what=what, defaults={"opened_by": by})[0]


def shut(group: Group, *, what: str, by: Membership) -> None:
    """What is in it stays where it is, and is there when it is opened again."""
    group.__dict__.pop(KNOWN, None)
    Cupboard.objects.filter(group=group, what=what).delete()
