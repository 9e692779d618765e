"""What How am I? shows: to a person their own answers as a line and a table; to a group one word for each month."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from kith.groups import cupboards
from kith.groups.models import Group, Membership
from kith.journey.how_am_i import HEAVY, LEAST, share_of
from kith.journey.how_am_i_words import HOW_OFTEN, MINE, OURS, OWN, SHORT
from kith.journey.models.how_am_i import CUPBOARD, HowAmI, HowAreWe
from kith.kit import drawing, together
from kith.people.models import Person

SHOWN = 60  # answers
YEAR = 12  # months
LEVELS = (HOW_OFTEN[3], HOW_OFTEN[2], HOW_OFTEN[1])
EACH = 3  # of the total, from one level to the next


def mine(person: Person) -> dict[str, Any]:
    """My last answers, the newest first, and what I said last in a sentence."""
    answers = list(HowAmI.objects.of(person).prefetch_related("counted__membership__group")[:SHOWN])
    last = answers[0] if answers else None
    return {
        "answers": [_row(one) for one in answers],
        "last": last,
        "sentence": MINE[together.word([share_of(last.total)] * together.FEWEST)] if last else "",
        "is_heavy": last is not None and last.total >= HEAVY,
        "line": _line(answers[::-1]) if len(answers) > 1 else None,
    }


def _row(one: HowAmI) -> dict[str, Any]:
    said = [(words, HOW_OFTEN.get(getattr(one, name) or 0)) for name, words in OWN.items()]
    return {
        "one": one,
        "own": [(words, answer) for words, answer in said if answer],
        "groups": sorted(counted.membership.group.name for counted in one.counted.all()),
    }


def _line(answers: Sequence[HowAmI]) -> drawing.Line:
    first, last = answers[0].on, answers[-1].on
    days = max(1, (last - first).days)
    points = [((one.on - first).days / days, (one.total - LEAST) / EACH) for one in answers]
    return drawing.line(points, levels=LEVELS, first=_day(first), last=_day(last))


def _day(day: date) -> str:
    from django.utils.formats import date_format

    return date_format(day, "j M Y")


def ours(me: Membership) -> dict[str, Any]:
    """A year of my group's months. Months before the cupboard was opened, and the one that is now, are not there."""
    rows = list(HowAreWe.objects.visible_to(me.person).filter(group=me.group_id).order_by("-month")[:YEAR])
    months = [(row.month, SHORT[row.word]) for row in rows]
    return {
        "me": me,
        "group": me.group,
        "months": months,
        "last": rows[0].month if rows else None,
        "sentence": OURS[rows[0].word] if rows else "",
    }


def on_the_groups_page(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """The way there. The same for everyone, whatever they answered."""
    if me is None or not cupboards.is_open(group, CUPBOARD):
        return ""
    return render_to_string("journey/how_are_we_beside.html", {"group": group}, request)


def next_told(group: Group, now: Any) -> date:
    """On which day the next month is told."""
    month = together.after(together.last_due(now, group.tz))
    return (together.decided_at(month, group.tz) + timedelta(hours=1)).date()
