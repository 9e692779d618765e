"""What the pages of kind words show: of others only whom one may write to; of a jar only its owner anything."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from kith.companions import cards, jar, kindness, minding
from kith.companions.cards import Card
from kith.companions.models import Encouragement, WelcomesIdeas
from kith.groups import cupboards, places
from kith.groups.models import Group, Membership
from kith.people.models import Person

A_PAGE = 30
KEPT = _("It is kept for them. They read it when they wish.")


@dataclass(frozen=True, slots=True)
class Slip:
    """One of them, with the card that lies beside it where there is one that may be seen."""

    one: Encouragement
    card: Card | None = None


def slips(person: Person, found: Iterable[Encouragement]) -> list[Slip]:
    there = list(found)
    known = cards.known(person, {one.card for one in there if one.card})
    return [Slip(one, known.get(one.card)) for one in there]


def page(me: Membership, *, to: str, now: datetime) -> dict[str, Any]:
    """Around the form: what I gave lately, whether I welcome ideas, and of whom I am reminded, if I look at that one."""
    lately = Encouragement.objects.to_take_back(me.person, now).filter(by=me).select_related("to").order_by("-at")
    reminded = minding.standing(me, now).filter(of__ref=to).select_related("of").first() if me.runs and to else None
    return {
        "me": me,
        "group": me.group,
        "lately": slips(me.person, lately),
        "glad_of_ideas": WelcomesIdeas.objects.filter(of=me).exists(),
        "reminded": reminded,
    }


def my_jar(person: Person, *, before: str, now: datetime) -> dict[str, Any]:
    """Newest first, a page at a time. `before`: the ref of the last one on the page before this."""
    there = Encouragement.objects.in_jar_of(person, now).select_related("by", "to__group").order_by("-comes_at", "-pk")
    if last := there.filter(ref=before).first() if before else None:
        there = there.filter(comes_at__lt=last.comes_at)
    found = list(there[: A_PAGE + 1])
    more = found[A_PAGE - 1].ref if len(found) > A_PAGE else ""
    return {"slips": slips(person, found[:A_PAGE]), "more": more, "rests": jar.rests(person), "earlier": bool(before)}


def one_slip(person: Person, *, but: str, now: datetime) -> dict[str, Any]:
    drawn = jar.draw(person, but=but, now=now)
    return {"slip": slips(person, [drawn])[0] if drawn else None}


def on_the_groups_page(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """The way there; the same whatever is in anyone's jar."""
    if me is None or me.alongside_of_id or not cupboards.is_open(group, kindness.CUPBOARD):
        return ""
    return render_to_string("companions/kind_beside.html", {"group": group}, request)


def fill_places() -> None:
    places.beside.fill(on_the_groups_page)
