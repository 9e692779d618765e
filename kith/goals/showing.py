"""What the pages of goals show, each asked with a few questions that do not grow with what is there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from kith.companions import places as companions
from kith.companions.showing import Seen
from kith.goals import asking, bringing, forms
from kith.goals.models import Brought, CheckIn, Ending, Goal, Saw, Step
from kith.goals.models.goal import GoalSet
from kith.goals.words import END, HOW, OF_OTHERS, SHOWN, TO_END, Words
from kith.groups import cupboards, known, places
from kith.groups.models import Group, Membership
from kith.meetings import places as meetings
from kith.meetings import whens
from kith.meetings.models import Meeting

MOST, SAID, MEETINGS = 60, 100, 3


@dataclass(frozen=True, slots=True)
class Line:
    """A goal on a list."""

    goal: Goal
    next_step: str
    end: Ending | None
    called: Words = ""  # the end, in words
    ahead: bool = False  # whether there is a day to speak of

    @property
    def to(self) -> Words:
        return SHOWN[self.goal.shown_now]


def page(me: Membership, now: datetime) -> dict[str, Any]:
    today = asking.today(me, now)
    mine = _lines(asking.mine(me.person).filter(by=me), today, END)
    others = _lines(asking.shown(me.person).filter(group=me.group), today, OF_OTHERS)
    return {
        "me": me,
        "group": me.group,
        "mine": [line for line in mine if line.end is None],
        "before": [line for line in mine if line.end],
        "others": [line for line in others if line.end is None],
        "others_before": [line for line in others if line.end],
    }


def _lines(found: GoalSet, today: date, called: dict[str, Words]) -> list[Line]:
    """Two questions, however many there are."""
    over = Prefetch("endings", Ending.objects.filter(taken_up_on=None), to_attr="over_now")
    goals = found.annotate(next_step=asking.next_step()).prefetch_related(over).newest()[:MOST]
    return [_line(goal, today, called) for goal in goals]


def _line(goal: Goal, today: date, called: dict[str, Words]) -> Line:
    end = next(iter(goal.__dict__["over_now"]), None)
    said = called[end.how] if end else ""
    return Line(goal, goal.__dict__["next_step"] or "", end, said, goal.is_still_ahead(today))


@dataclass(slots=True)
class Said:
    """A step reached or a check-in, with who saw it: for the owner in words, for a witness whether they said so."""

    one: Any
    how: Words = ""
    seen: str = ""
    mine: bool = False


@dataclass(slots=True)
class Page:
    """One goal, as its owner or a witness sees it."""

    goal: Goal
    today: date
    end: Ending | None
    paths: list[Ending]  # ends that were taken up again
    reached: list[Said]
    ahead: list[Step]
    check_ins: list[Said]
    forms: dict[str, Any] = field(default_factory=dict)

    @property
    def is_ahead(self) -> bool:
        return self.goal.is_still_ahead(self.today)

    @property
    def has_passed(self) -> bool:
        """For its owner alone, and never as a reproach."""
        return self.goal.by_when is not None and not self.is_ahead and self.end is None

    @property
    def to(self) -> Words:
        return SHOWN[self.goal.shown_now]

    @property
    def was_shown(self) -> bool:
        """To a companion whose time is over."""
        return self.goal.shown != self.goal.shown_now

    @property
    def ended(self) -> Words:
        return END[self.end.how] if self.end else ""

    @property
    def to_end(self) -> Words:
        return TO_END[self.end.how] if self.end else ""

    @property
    def of_others(self) -> Words:
        return OF_OTHERS[self.end.how] if self.end else ""


def own(goal: Goal, now: datetime) -> Page:
    seen = _read_as_words(goal)
    made = _page(goal, asking.today(goal.by, now), seen, mine=set())
    made.forms = blank_forms(made)
    return made


def of_another(goal: Goal, me: Membership, now: datetime) -> Page:
    """Nothing of who else saw it, and of the days only those that are still to come."""
    mine = {pk for pair in Saw.objects.filter(_of(goal), by=me).values_list("step", "check_in") for pk in _key(*pair)}
    return _page(goal, asking.today(me, now), {}, mine=mine)


def _page(goal: Goal, today: date, seen: dict[tuple[str, int], str], *, mine: set[tuple[str, int]]) -> Page:
    endings = list(Ending.objects.filter(goal=goal).order_by("pk"))
    steps = list(Step.objects.filter(goal=goal).order_by("pk"))
    check_ins = CheckIn.objects.filter(goal=goal).order_by("-on", "-pk")[:SAID]

    def said(one: Step | CheckIn, how: Words = "") -> Said:
        key = ("step" if isinstance(one, Step) else "check_in", one.pk)
        return Said(one, how, seen.get(key, ""), key in mine)

    reached = sorted((one for one in steps if one.reached_on), key=lambda one: (one.reached_on or today, one.pk))
    return Page(
        goal=goal,
        today=today,
        end=next((one for one in endings if one.taken_up_on is None), None),
        paths=[one for one in endings if one.taken_up_on],
        reached=[said(one) for one in reached],
        ahead=[one for one in steps if not one.reached_on],
        check_ins=[said(one, HOW[one.how]) for one in check_ins],
    )


def _of(goal: Goal) -> Q:
    return Q(step__goal=goal) | Q(check_in__goal=goal)


def _key(step: int | None, check_in: int | None) -> Iterable[tuple[str, int]]:
    if step:
        yield "step", step
    if check_in:
        yield "check_in", check_in


def _read_as_words(goal: Goal) -> dict[tuple[str, int], str]:
    """ "June and Teo saw this." Never how many."""
    rows = Saw.objects.filter(_of(goal), by__in=asking.witnesses(goal)).order_by("pk")
    names: dict[tuple[str, int], list[str]] = {}
    for step, check_in, alias in rows.values_list("step", "check_in", "by__alias"):
        for key in _key(step, check_in):
            names.setdefault(key, []).append(alias)
    return {key: _("%(names)s saw this.") % {"names": get_text_list(who, _("and"))} for key, who in names.items()}


def blank_forms(made: Page) -> dict[str, Any]:
    """Each with what was said before in it."""
    goal = made.goal
    said = {"words": goal.words, "more": goal.more, "by_when": goal.by_when}
    return {
        "step": forms.StepForm(auto_id="step_%s"),
        "check_in": forms.CheckInForm(auto_id="check_in_%s"),
        "reword": forms.GoalForm(auto_id="reword_%s", initial=said),
        "show": forms.ShowForm(auto_id="show_%s", initial={"to": goal.shown_now}),
        "remind": forms.RemindForm(auto_id="remind_%s", initial={"every": goal.remind_every}),
        "end": forms.EndForm(auto_id="end_%s", initial={"how": Ending.How.GOT_THERE}),
    }


def to_bring_to(request: HttpRequest, goal: Goal, now: datetime) -> list[dict[str, Any]]:
    """The next meetings, and whether it comes along."""
    comes = Exists(Brought.objects.filter(goal=goal, meeting=OuterRef("pk")))
    ahead = bringing.ahead(goal.by, now=now).select_related("group").annotate(comes=comes)[:MEETINGS]
    return [{"meeting": one, "when": _when(request, one, now), "brought": one.__dict__["comes"]} for one in ahead]


def _when(request: HttpRequest, meeting: Meeting, now: datetime) -> Any:
    return whens.when(meeting, zone=whens.zone_for(request, meeting), now=now)


# on pages of others


def on_the_groups_page(request: HttpRequest, group: Group, me: Membership | None) -> str:
    """The way there. The same for everyone, whatever they work towards and whoever shows what."""
    if me is None or not cupboards.is_open(group, asking.CUPBOARD):
        return ""
    return render_to_string("goals/beside.html", {"group": group}, request)


def at_meeting(request: HttpRequest, meeting: Meeting, me: Membership) -> str:
    """On a meeting's page, for its owner alone: what comes along, what could, and what one wished to be asked."""
    if not (cupboards.is_open(meeting.group, asking.CUPBOARD) and known.says(me, "goals_last")):
        return ""
    goals = bringing.at(meeting, by=me)
    facts = {
        "meeting": meeting,
        "brought": [goal for goal in goals if bringing.comes(goal)],
        "others": [goal for goal in goals if not bringing.comes(goal)],
        "asked": [goal for goal in goals if bringing.is_asked_after(goal, meeting)],
    }
    return render_to_string("goals/at_meeting.html", facts, request) if goals else ""


def beside_the_week(request: HttpRequest, seen: Seen) -> str:
    """With two companions' check-in: what each of the two shows the other."""
    if seen.other is None or not cupboards.is_open(seen.pact.group, asking.CUPBOARD):
        return ""
    today, me = timezone.now().date(), seen.mine.of
    mine = _lines(asking.mine(me.person).filter(by=me).exclude(shown=Goal.Shown.NOBODY).lasting(), today, END)
    theirs = _lines(asking.shown(me.person).filter(by=seen.other).lasting(), today, OF_OTHERS)
    mine = [line for line in mine if line.goal.shown_now != Goal.Shown.NOBODY]
    if not (mine or theirs):
        return ""
    return render_to_string("goals/with_companion.html", {"mine": mine, "theirs": theirs, "other": seen.other}, request)


def fill_places() -> None:
    known.ask("goals_last", lambda now: Exists(Goal.objects.lasting().filter(by=known.OWN)))
    places.beside.fill(on_the_groups_page)
    meetings.bringing.fill(at_meeting)
    companions.week.fill(beside_the_week)
