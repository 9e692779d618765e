"""What a refusal of care says."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    NOBODY_TO_TELL = "nobody_to_tell"
    TELL_IN_WORDS = "tell_in_words"
    TOLD_A_LOT = "told_a_lot"
    ASKED_ENOUGH = "asked_enough"
    ASKING_OVER = "asking_over"
    NOT_YOURS = "not_yours"
    SAY_WHY = "care_say_why"
    NOTHING_TO_LOOK_AT = "nothing_to_look_at"


SAYINGS = {
    Reason.NOBODY_TO_TELL: _(
        "Nobody here could get this except the one it is about. The help page has people outside of Kith."
    ),
    Reason.TELL_IN_WORDS: _(
        "Please write a few words. You are not signed in, so nobody could ask you what it is about."
    ),
    Reason.ASKED_ENOUGH: _("You have asked several things that are still open. Take one back before you ask the next."),
    Reason.ASKING_OVER: _("This question has ended, so nothing is added to it any more."),
    Reason.SAY_WHY: _("Please say why. Whoever wrote it reads your reason."),
    Reason.NOTHING_TO_LOOK_AT: _("There is nothing to look at any more."),
    Reason.NOT_YOURS: _("Only who wrote it can take it back."),
    Reason.TOLD_A_LOT: _(
        "A lot was told from where you are, so nothing more can be sent for a quarter of an hour."
        " What you wrote is still here. The help page has people you can reach now."
    ),
}
