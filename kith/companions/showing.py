"""What the pages show. Of the other: nothing that one's own page may not have, whatever the reason it may not."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kith.companions import asking, lasting, weeks
from kith.companions.forms import AgainForm, ArrangeForm, CheckInForm, LineForm, ShowForm
from kith.companions.models import CheckIn, Line, Pact, Side
from kith.companions.models.pact import CUPBOARD
from kith.groups import cupboards, places
from kith.groups.models import Group, Membership
from kith.people.models import Apart, Person

LINES = 200  # the newest


def wishes(me: Membership) -> dict[str, Any]:
    """The page of one's own wishes. How many questions it asks, and what they are, does not hang on anyone else's."""
    ticked = {one.wished_id for one in asking.ticks(me)}
    mine = Side.objects.filter(of=me).select_related("pact__ending").order_by("-pact__began_at")
    sides = list(mine[:20])
    return {
        "me": me,
        "group": me.group,
        "people": [(one, one.pk in ticked) for one in asking.known_to(me).order_by("alias")],
        "meetings": asking.MEETINGS,
        "rota": asking.on_rota(me),
        "may_rota": asking.may_rota(me),
        "rests": asking.pairing_rests(me.group),
        "now": next((side.pact for side in sides if side.over_at is None), None),
        "before": [side.pact for side in sides if side.over_at],
    }


def pairs(me: Membership) -> dict[str, Any]:
    """For who runs the group: that two are companions, and since when. Not how, and nothing of what they say."""
    found = Pact.objects.seen_by_who_runs(me.person).filter(group=me.group).order_by("began_at")
    sides = Side.objects.filter(pact__in=found).select_related("of").order_by("of__alias")
    of: dict[int, list[Membership]] = {}
    for side in sides:
        of.setdefault(side.pact_id, []).append(side.of)
    two = [(pact, of[pact.pk]) for pact in found if len(of.get(pact.pk, [])) == 2]
    return {"me": me, "group": me.group, "pairs": two, "rests": asking.pairing_rests(me.group)}


@dataclass(frozen=True, slots=True)
class Week:
    day: date
    mine: CheckIn | None
    theirs: CheckIn | None


@dataclass(slots=True)
class Seen:
    """A pact as one of the two sees it. `other` is None once it ended before its time, and nothing says why."""

    pact: Pact
    mine: Side
    how: str  # lasting | resting | thanked | ended
    other: Membership | None = None
    theirs: Side | None = None
    lines: list[tuple[Line, bool]] = field(default_factory=list)  # with: whether it is mine
    weeks: list[Week] = field(default_factory=list)
    day: date | None = None  # the check-in day whose week it is
    forms: dict[str, Any] = field(default_factory=dict)

    @property
    def this_week(self) -> Week | None:
        return next((week for week in self.weeks if week.day == self.day), None)

    @property
    def before(self) -> list[Week]:
        """While it lasts, the weeks that are over; afterwards all of them."""
        return [week for week in self.weeks if week.day != self.day or not self.pact.lasts]

    @property
    def reached(self) -> str:
        """The other's other way, when both show one."""
        return self.theirs.shows if self.theirs and self.mine.shows else ""


def seen(pact: Pact, person: Person, now: datetime) -> Seen:
    sides = {side.of.person_id: side for side in pact.sides.select_related("of__person", "of__group")}
    mine = sides.pop(person.pk)
    mine.pact = pact
    theirs = _there(next(iter(sides.values()), None), person)
    how = _how(pact, theirs)
    one = Seen(pact, mine, how)
    if how in ("lasting", "thanked") and theirs:
        one.other, one.theirs = theirs.of, theirs
    readable = [side for side in (mine, one.theirs) if side]
    one.lines = [(line, line.side_id == mine.pk) for line in _lines(readable)]
    one.weeks = _weeks(readable, mine)
    one.day = weeks.check_in_day(pact.checks_from, now.astimezone(lasting.zone(mine)).date())
    one.forms = blank_forms(one)
    return one


def _there(theirs: Side | None, person: Person) -> Side | None:
    """The other's side, while they are in the group and neither wished to be kept apart."""
    if theirs is None or Apart.objects.filter(by=person, of=theirs.of.person).exists():
        return None
    return None if Apart.objects.filter(by=theirs.of.person, of=person).exists() else theirs


def _how(pact: Pact, theirs: Side | None) -> str:
    state = theirs.of.state if theirs else ""
    if not pact.lasts:
        return "thanked" if pact.ending.in_time and state == Membership.State.MEMBER else "ended"
    if state in (Membership.State.PAUSED, Membership.State.DIED):
        return "resting"
    return "lasting" if state == Membership.State.MEMBER else "ended"


def _lines(sides: list[Side]) -> list[Line]:
    return list(Line.objects.filter(side__in=sides).order_by("-at", "-pk")[:LINES])[::-1]


def _weeks(sides: list[Side], mine: Side) -> list[Week]:
    """Newest first. The other's answers only where mine are there too; mine always."""
    by_day: dict[date, dict[int, CheckIn]] = {}
    for one in CheckIn.objects.filter(side__in=sides).order_by("-day"):
        by_day.setdefault(one.day, {})[one.side_id] = one
    found = []
    for day, of in by_day.items():
        if own := of.pop(mine.pk, None):
            found.append(Week(day, own, next(iter(of.values()), None)))
    return found


def blank_forms(one: Seen) -> dict[str, Any]:
    """Each with what was said before in it."""
    week, pact, mine = one.this_week, one.pact, one.mine
    before = {name: getattr(week.mine, name) for name in ("how", "leaned", "wish")} if week and week.mine else {}
    return {
        "say": LineForm(),
        "check_in": CheckInForm(initial=before),
        "arrange": ArrangeForm(initial={"weeks_": mine.weeks, "weekday": pact.checks_from.weekday()}),
        "show": ShowForm(initial={"words": mine.shows}),
        "again": AgainForm(initial={"wish": mine.again}, openly=pact.renewals > 0),
    }


def copy(one: Seen, now: datetime) -> str:
    """What one may read, as plain text to keep: lines in order, then the weeks."""
    zone = lasting.zone(one.mine)
    other = one.other.alias if one.other else ""
    said = [
        f"{line.at.astimezone(zone):%Y-%m-%d %H:%M}  {_('I') if mine else other}: {line.text}"
        for line, mine in one.lines
    ]
    return "\n".join([*said, "", *(_in_words(week, other) for week in reversed(one.weeks))])


def _in_words(week: Week, other: str) -> str:
    both = ((_("I"), week.mine), (other, week.theirs))
    said = [f"{who}: {' / '.join(filter(None, (one.how, one.leaned, one.wish)))}" for who, one in both if one]
    return "\n".join([week.day.isoformat(), *said, ""])


def on_the_groups_page(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """Under the next meeting: the way there. The same for everyone, whatever they wish and whoever is with them."""
    if me is None or not cupboards.is_open(group, CUPBOARD):
        return ""
    return render_to_string("companions/beside.html", {"group": group, "me": me}, request)


def fill_places() -> None:
    places.beside.fill(on_the_groups_page)
