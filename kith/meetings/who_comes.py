"""Who says they come, told to each as far as it is theirs to know: all hear a number in words, those who facilitate aliases."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Max, Q, When
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.groups import known
from kith.groups.models import Membership
from kith.meetings import answering
from kith.meetings.models import Coming, Meeting
from kith.meetings.numbers import aliases, in_words
from kith.people.models import Person

SUITS, WARN, SPLIT = 8, 10, 12


@dataclass(frozen=True, slots=True)
class Week:
    """My own hard week: whether I am left be, or from whom I asked for a hello. Never anybody else's."""

    leave_me_be: bool
    hello_from_id: int | None
    hello_from: str


@dataclass(frozen=True, slots=True)
class Said:
    """One meeting's answers as one person may know them."""

    mine: str  # come, listen, cant, hard; empty when nothing is said for this time
    coming: int
    week: Week | None = None
    givers: list[Membership] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)  # for those who facilitate: by answer

    @property
    def count(self) -> str:
        return in_count(self.coming)

    @property
    def lines(self) -> list[str]:
        return named(self.names)

    @property
    def heads_up(self) -> str:
        return heads_up(self.coming)


def of(meeting: Meeting, person: Person, me: Membership) -> Said:
    """One query; and who could say hello, for whoever has had a hard week, where the page does not know them yet."""
    mine, coming, names = _for_those_who_run(meeting, person, me) if me.runs else _for_everyone(meeting, person, me)
    week = _week(mine)
    if week is None:
        return Said(mine["answer"] or "", coming, names=names)
    return Said(answering.HARD, coming, week, answering.givers(me, known.people(me)), names)


def _mine(me: Membership) -> dict[str, Case]:
    """What only I may know of my answer. Of the others' it is never asked."""
    told = {"week": "hard_week__pk", "hello_id": "hard_week__hello_from", "hello": "hard_week__hello_from__alias"}
    fields = {name: Case(When(membership=me, then=F(field))) for name, field in told.items()}
    return fields | {"left_be": Case(When(membership=me, hard_week__leave_me_be=True, then=1))}


def _week(mine: dict[str, Any]) -> Week | None:
    if mine["answer"] != Coming.Answer.CANT or not mine["week"]:
        return None
    return Week(bool(mine["left_be"]), mine["hello_id"], mine["hello"] or "")


def _for_everyone(meeting: Meeting, person: Person, me: Membership) -> tuple[dict[str, Any], int, dict[str, list[str]]]:
    said = Coming.objects.counted_for(person).filter(meeting=meeting)
    comes, answer = Count("pk", filter=Q(answer__in=Coming.COMES)), Max("answer", filter=Q(membership=me))
    mine = said.aggregate(n=comes, answer=answer, **{name: Max(field) for name, field in _mine(me).items()})
    return mine, mine["n"], {}


def _for_those_who_run(
    meeting: Meeting, person: Person, me: Membership
) -> tuple[dict[str, Any], int, dict[str, list[str]]]:
    names: dict[str, list[str]] = {}
    said = Coming.objects.named_for(person).filter(meeting=meeting).annotate(**_mine(me))
    rows = list(said.order_by("membership__alias").values("answer", "membership__alias", "membership", *_mine(me)))
    for row in rows:
        names.setdefault(row["answer"], []).append(row["membership__alias"])
    mine = next((row for row in rows if row["membership"] == me.pk), {"answer": ""})
    return mine, sum(len(names.get(way, [])) for way in Coming.COMES), names


def in_count(n: int) -> str:
    """ "Five say they come." Nothing for nobody: an empty list would only weigh."""
    if not n:
        return ""
    words = ngettext("%(n)s says they come.", "%(n)s say they come.", n)
    return str(capfirst(words % {"n": in_words(n)}))


def named(names: dict[str, list[str]]) -> list[str]:
    """A line for each answer, with aliases."""
    sayings = {"come": _("Come: %(who)s."), "listen": _("Come and listen: %(who)s."), "cant": _("Can't: %(who)s.")}
    return [words % {"who": aliases(names[answer])} for answer, words in sayings.items() if names.get(answer)]


def heads_up(n: int) -> str:
    """For those who facilitate, while there is time to do something about it."""
    facts: dict[str, Any] = {"suits": in_words(SUITS), "n": in_words(n)}
    if n > SPLIT:
        more = _("Two circles would hear everyone: could someone else hold a second one?")
    elif n > WARN:
        more = _("It works with shorter turns, or in pairs to begin with.")
    else:
        return ""
    return f"{_('A circle suits %(suits)s, and %(n)s say they come.') % facts} {more}"
