"""A year of months in a word, told to a group and to who facilitates it; and what one person said of herself, for herself."""

from collections import defaultdict
from datetime import date, timedelta

from kith.config.demo.written import Cast
from kith.groups.models import Cupboard, Goodbye
from kith.insights import saying
from kith.insights.models import CUPBOARD as AFTER
from kith.insights.models import Month
from kith.journey.models.how_am_i import CUPBOARD as HOW_ARE_WE
from kith.journey.models.how_am_i import HowAmI, HowAreWe
from kith.kit import together
from kith.meetings.models import Attendance

GROUP, WRITER, EACH = "Walking with grief", "marisol", timedelta(days=17)
SINCE = 51  # weeks
# The last month first: felt heard, could be themselves, how alone.
WORDS = (
    *(("most", "most", "some"), ("most", "some", "some"), ("some", "some", "some"), ("most", "most", "few")),
    *(("most", "some", "some"), ("some", "few", "most"), ("some", "some", "most"), ("most", "some", "most")),
)
# The last one first: companionship, left out, isolated, and whether she could tell someone.
SAID: tuple[tuple[int, int, int, int], ...] = (
    *((2, 1, 1, 3), (1, 1, 2, 3), (2, 2, 1, 3), (3, 2, 3, 2), (2, 2, 2, 3), (2, 1, 2, 2), (2, 2, 3, 2)),
    *((3, 2, 2, 2), (2, 2, 2, 1), (3, 2, 3, 2), (3, 3, 3, 1), (3, 2, 3, 1), (3, 3, 3, 1)),
)
ANSWERED = (("teo", True, True), ("noor", True, False), ("kit", False, True))


def tell(cast: Cast) -> None:
    """In one group only. Its first months had too few people, and the page says so."""
    if cast.group.name == GROUP and not Goodbye.objects.filter(group=cast.group).exists():
        for what in (AFTER, HOW_ARE_WE):
            Cupboard.objects.create(group=cast.group, what=what, opened_by=cast.founder, at=cast.ago(SINCE))
        _months(cast)
        _of_oneself(cast)
        _lately(cast)


def _months(cast: Cast) -> None:
    zone, there = cast.group.tz, _who_came(cast)
    told = list(together.months(together.month_of(cast.ago(SINCE), zone), together.last_due(cast.now, zone)))
    months, ours = list[Month](), list[HowAreWe]()
    for back, month in enumerate(reversed(told)):
        many = len(there[month]) >= together.FEWEST
        heard, myself, alone = WORDS[back % len(WORDS)] if many else ("", "", "")
        months.append(Month(group=cast.group, month=month, heard=heard, myself=myself))
        ours.append(HowAreWe(group=cast.group, month=month, word=alone if back % 5 != 4 else ""))
    Month.objects.bulk_create(months)
    HowAreWe.objects.bulk_create(ours)


def _who_came(cast: Cast) -> dict[date, set[int]]:
    """Month -> who of those that are asked came in it."""
    found: dict[date, set[int]] = defaultdict(set)
    asked = Attendance.objects.filter(meeting__in=cast.past, membership__role="member", membership__alongside_of=None)
    for at, who in asked.values_list("meeting__starts_at", "membership"):
        found[together.month_of(at, cast.group.tz)].add(who or 0)
    return found


def _of_oneself(cast: Cast) -> None:
    person, today = cast.people[WRITER], cast.now.date()
    HowAmI.objects.bulk_create(
        HowAmI(person=person, on=today - (back + 1) * EACH, companionship=one, left_out=two, isolated=three, told=told)
        for back, (one, two, three, told) in enumerate(SAID)
    )


def _lately(cast: Cast) -> None:
    """After the last evening some have answered, where it can still be answered."""
    for name, heard, myself in ANSWERED:
        me = cast.members[name]
        if meeting := saying.open_to(me, now=cast.now).order_by("-starts_at").first():
            saying.say(meeting, by=me, now=cast.now, heard=heard, myself=myself)
