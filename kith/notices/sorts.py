"""The kinds of notices in the few sorts that a person chooses between."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.notices.models import Notice

Kind = Notice.Kind


class How(StrEnum):
    MAIL = "mail"  # by mail, and in Kith
    KITH = "kith"  # in Kith
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sort:
    """`silent`: a person may wish not to be told at all. What changes something for them is always told in Kith."""

    key: str
    label: str | Promise
    kinds: tuple[Notice.Kind, ...]
    silent: bool = False


CHANGES = (Kind.MOVED, Kind.CALLED_OFF, Kind.OUTING_CHANGED)
SORTS = (
    Sort("day", _("A day before a meeting or an outing"), (Kind.REMINDER_DAY, Kind.OUTING_DAY), silent=True),
    Sort("hour", _("An hour before a meeting"), (Kind.REMINDER_HOUR,), silent=True),
    Sort("change", _("A meeting or an outing is moved or called off"), CHANGES),
    Sort("seat", _("A seat is offered, or someone answers you"), (Kind.SEAT_OFFERED, Kind.ANSWERED, Kind.STARTS)),
    Sort("own", _("A letter to yourself can be opened"), (Kind.OWN,), silent=True),
    Sort("free", _("A seat is free in a group you do not belong to yet"), (Kind.SEAT_FREE,), silent=True),
    Sort("hello", _("Someone says hello"), (Kind.HELLO,), silent=True),
    Sort("listen", _("Nobody has answered a story, and you said that you can listen"), (Kind.UNHEARD,), silent=True),
    Sort("group", _("Something changes in a group of yours"), (Kind.AGREEMENT, Kind.STANDING, Kind.WRITTEN)),
    Sort("companion", _("Something is there for you alone"), (Kind.COMPANION,), silent=True),
    Sort("outing", _("Someone proposes time together outside meetings"), (Kind.OUTING,), silent=True),
    Sort("greet", _("Someone new comes to a group where you greet"), (Kind.NEWCOMER, Kind.SAY_HELLO), silent=True),
    Sort("care", _("Something waits in a group that you run"), (Kind.ASKED, Kind.FACILITATING)),
)
_sort_of = {kind: sort for sort in SORTS for kind in sort.kinds}


def how(wished: dict[str, str] | None, kind: str) -> str:
    """How this person is told of this kind of thing. What nobody has sorted yet is told in Kith."""
    sort = _sort_of.get(Kind(kind))
    if sort is None:
        return How.KITH
    told = (wished or {}).get(sort.key, How.KITH)
    return How.KITH if told == How.NONE and not sort.silent else told


def silent(wished: dict[str, str] | None) -> set[str]:
    """The kinds this person does not wish to be told of at all."""
    return {kind for kind in _sort_of if how(wished, kind) == How.NONE}
