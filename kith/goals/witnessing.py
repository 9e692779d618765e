""" "I saw that": said quietly to a check-in or a step reached, by someone who may read it; read by the owner as words."""

from datetime import datetime

from kith.goals import asking
from kith.goals.models import CheckIn, Goal, Saw, Step
from kith.groups.models import Membership


def saw(one: Step | CheckIn, *, by: Membership, now: datetime) -> None:
    """Nobody is told. Twice is once."""
    Saw.objects.get_or_create(by=by, **_which(one), defaults={"at": now})


def unsay(one: Step | CheckIn, *, by: Membership) -> None:
    Saw.objects.filter(by=by, **_which(one)).delete()


def to_see(goal: Goal, ref: str) -> Step | CheckIn | None:
    """The step reached, or the check-in, of that name."""
    step = asking.steps_to_see(goal).filter(ref=ref).first()
    return step or asking.check_ins_to_see(goal).filter(ref=ref).first()


def _which(one: Step | CheckIn) -> dict[str, Step | CheckIn]:
    return {"step" if isinstance(one, Step) else "check_in": one}
