"""What How am I? says: its questions, its answers in a plain sentence, and when it says no."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.journey.models.how_am_i import HowOften
from kith.kit.together import Word

Words = str | Promise


class Reason(StrEnum):
    TOLD_ALREADY = "journey_month_told_already"


SAYINGS: dict[str, Words] = {
    Reason.TOLD_ALREADY: _("That month was told already in this group. Nothing can be added to it."),
}
# Hughes and others, 2004, in their words.
SCALE: dict[str, Words] = {
    "companionship": _("How often do you feel that you lack companionship?"),
    "left_out": _("How often do you feel left out?"),
    "isolated": _("How often do you feel isolated from others?"),
}
OWN: dict[str, Words] = {
    "told": _("This week, could you tell someone how you are?"),
    "good": _("This week, did something do you good?"),
    "rested": _("This week, did you wake up rested?"),
}
HOW_OFTEN: dict[int, Words] = dict(HowOften.choices)
# Of one person, by the third their three answers lie in.
MINE: dict[str, Words] = {
    Word.FEW: _("You said that you hardly ever feel alone or left out."),
    Word.SOME: _("You said that you feel alone or left out some of the time."),
    Word.MOST: _("You said that you often feel alone or left out. That is hard to carry."),
}
# Of a group's month.
OURS: dict[str, Words] = {
    Word.FEW: _("On the whole, people here hardly ever felt alone."),
    Word.SOME: _("On the whole, people here felt alone some of the time."),
    Word.MOST: _("On the whole, people here often felt alone. If you did too, you were not the only one."),
    Word.TOO_FEW: _("Fewer than five let an answer count, so nothing is told."),
}
SHORT: dict[str, Words] = {
    Word.FEW: _("Hardly ever"),
    Word.SOME: _("Some of the time"),
    Word.MOST: _("Often"),
    Word.TOO_FEW: _("Not told: fewer than five"),
}
