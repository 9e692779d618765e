"""What this app says: when it says no, what an answer is called, what it says to a step, a check-in, an end. Never a number."""

from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.goals.models import CheckIn, Ending, Goal

Words = str | Promise
Shown, How, End = Goal.Shown, CheckIn.How, Ending.How


class Reason(StrEnum):
    MANY_GOALS = "goals_many_goals"
    MANY_STEPS = "goals_many_steps"
    ENOUGH_TODAY = "goals_enough_today"
    NO_COMPANION = "goals_no_companion"
    IS_OVER = "goals_is_over"
    BROUGHT_ENOUGH = "goals_brought_enough"
    NOT_YOURS_TO_BRING = "goals_not_yours"


SAYINGS: dict[str, Words] = {
    Reason.MANY_GOALS: _("You carry much at once. Let one of them rest first, then there is room."),
    Reason.MANY_STEPS: _("These are many steps for one goal. Take one away first, or begin another goal."),
    Reason.ENOUGH_TODAY: _("That is much for one day. What you wrote is still here; please send it tomorrow."),
    Reason.NO_COMPANION: _("You have no companion here just now. Nothing was changed."),
    Reason.IS_OVER: _("It rests. Take it up again first, if you like."),
    Reason.BROUGHT_ENOUGH: _("Three is enough for one evening. Leave one at home first."),
    Reason.NOT_YOURS_TO_BRING: _("Only whose goal it is can bring it, to a meeting of the same group."),
}

SHOWN: dict[str, Words] = {
    Shown.NOBODY: _("Nobody. Only you see it."),
    Shown.COMPANION: _("Your companion, while your time together lasts."),
    Shown.GROUP: _("Your group."),
}
HOW: dict[str, Words] = {How.WELL: _("It went well"), How.SOME: _("Some of it"), How.NOT_YET: _("Not yet")}
TO_HOW: dict[str, Words] = {
    How.WELL: _("It is kept. That was yours to do, and you did it."),
    How.SOME: _("It is kept. Some is not little."),
    How.NOT_YET: _("It is kept. Not yet is an answer. It will be here when you are."),
}
END: dict[str, Words] = {
    End.GOT_THERE: _("I got there"),
    End.FOR_NOW: _("Done for now"),
    End.MIND: _("I changed my mind"),
}
TO_END: dict[str, Words] = {
    End.GOT_THERE: _("You got there. However long it took, you went the way."),
    End.FOR_NOW: _("Done for now. It may rest, and so may you."),
    End.MIND: _("You changed your mind. To see that something is not for you is worth knowing."),
}
OF_OTHERS: dict[str, Words] = {
    End.GOT_THERE: _("They got there."),
    End.FOR_NOW: _("Done for now."),
    End.MIND: _("They changed their mind."),
}
REACHED: tuple[Words, ...] = (
    _("You did that."),
    _("That step is behind you now."),
    _("Done, and by you."),
    _("A small step is a step. You took it."),
)


def to_step(on: date) -> Words:
    """Not the same every day; the same all day."""
    return REACHED[on.toordinal() % len(REACHED)]
