"""A year of goals in two groups: small and large ones, some that rest, some that came true. Done by the verbs that pages use."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from kith.config.demo.written import DATA, Cast, Told
from kith.goals import bringing, checking_in, ending, witnessing, working
from kith.goals.asking import CUPBOARD
from kith.goals.models import CheckIn, Goal, Step
from kith.groups.models import Cupboard


@cache
def told() -> list[Told]:
    return list(tomllib.loads((Path(DATA) / "demo_goals.toml").read_text("utf-8"))["group"])


def work_towards(cast: Cast) -> None:
    """Most groups have not opened this cupboard."""
    for group in told():
        if group["name"] == cast.group.name:
            Cupboard.objects.create(
                group=cast.group, what=CUPBOARD, opened_by=cast.founder, at=cast.ago(group["since"])
            )
            for one in group["goal"]:
                _go(cast, one)


def _go(cast: Cast, one: Told) -> None:
    by, began = cast.members[one["by"]], cast.ago(one["began"])
    by_when = (cast.now + timedelta(weeks=one["by_when"])).date() if "by_when" in one else None
    made = working.begin(words=one["words"], more=one.get("more", ""), by_when=by_when, by=by, now=began)
    goal = Goal.objects.select_related("by__person", "by__group", "group").get(pk=made.pk)
    for step in one.get("steps", []):
        _step(cast, goal, step, began)
    for said in one.get("went", []):
        at = cast.ago(said["ago"])
        kept = checking_in.check_in(goal, how=said["how"], text=said.get("words", ""), now=at)
        _saw(cast, kept, said, at)
    working.show(goal, to=one.get("shown", Goal.Shown.NOBODY))
    _now(cast, goal, one)


def _step(cast: Cast, goal: Goal, told: Told, began: datetime) -> None:
    step = working.add_step(goal, text=told["words"], now=began)
    if "ago" in told:
        working.reach(goal, of=step.ref, now=cast.ago(told["ago"]))
        _saw(cast, step, told, cast.ago(told["ago"]))


def _saw(cast: Cast, one: Step | CheckIn, told: Told, at: datetime) -> None:
    for name in told.get("saw", []):
        witnessing.saw(one, by=cast.members[name], now=at + timedelta(hours=9))


def _now(cast: Cast, goal: Goal, one: Told) -> None:
    """How it stands today: at an end, with a reminder, or on its way to the next meeting."""
    if "end" in one:
        ending.end(goal, how=one["end"], words=one.get("end_words", ""), now=cast.ago(one["ended"]))
    if "remind" in one:
        checking_in.remind(goal, every=one["remind"], now=cast.now)
    if one.get("brings") and cast.ahead:
        bringing.bring(goal, to=cast.ahead[0], by=goal.by)
        checking_in.ask_me(goal, yes=True, now=cast.ago(0.5))
