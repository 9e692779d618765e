"""What this app says when it says no."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    THREE_ALREADY = "companions_three_already"
    COME_FIRST = "companions_come_first"
    IT_ENDED = "companions_it_ended"
    IT_RESTS = "companions_it_rests"
    STILL_LASTS = "companions_still_lasts"
    ONCE_MORE_FIRST = "companions_once_more_first"
    ENOUGH_FOR_TODAY = "companions_enough_for_today"
    NOT_YET_THE_DAY = "companions_not_yet_the_day"
    BOTH_ANSWERED = "companions_both_answered"
    SAY_A_FEW_WORDS = "companions_say_a_few_words"
    GAVE_THEM_TODAY = "companions_gave_them_today"
    GAVE_MUCH_TODAY = "companions_gave_much_today"


SAYINGS: dict[str, str | Promise] = {
    Reason.THREE_ALREADY: _(
        "You have three open wishes. Take one back first, if you would like to wish for someone else."
    ),
    Reason.COME_FIRST: _("This opens when you have come to four meetings here."),
    Reason.IT_ENDED: _("It ended. Nothing was changed."),
    Reason.IT_RESTS: _("It rests for now. Its weeks are not counted, and it goes on by itself."),
    Reason.STILL_LASTS: _("It still lasts. This can be chosen when it has ended."),
    Reason.ONCE_MORE_FIRST: _("That can be chosen after you have gone on together once."),
    Reason.ENOUGH_FOR_TODAY: _("That is much for one day. What you wrote is still here; please send it tomorrow."),
    Reason.NOT_YET_THE_DAY: _("The first check-in is still to come."),
    Reason.BOTH_ANSWERED: _("You have both answered for this week. The next one comes by itself."),
    Reason.SAY_A_FEW_WORDS: _("A few words are enough."),
    Reason.GAVE_THEM_TODAY: _("You have given them some words today. Tomorrow you can give more."),
    Reason.GAVE_MUCH_TODAY: _(
        "You have given to three people today. What you wrote is still here; tomorrow it can go."
    ),
}
