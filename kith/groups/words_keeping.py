"""What the verbs that keep a group say when they refuse: each names what to do."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kept(StrEnum):
    NOTHING_CHANGED = "keeping_nothing_changed"
    MOVED_ON = "keeping_agreement_moved_on"
    ANSWERED = "keeping_already_answered"
    NEEDS_ANOTHER = "keeping_needs_another"
    OVER = "keeping_already_over"
    ABOUT_YOU = "keeping_about_you"
    NOT_THAT_SLIP = "keeping_not_that_slip"
    MANY_SLIPS = "keeping_many_slips"
    ALREADY_HERE = "keeping_already_here"
    ASKED_ALREADY = "keeping_asked_already"
    WHO_WAS_IT = "keeping_who_was_it"
    HAS_ENDED = "keeping_group_has_ended"
    NOT_THE_NUMBER = "keeping_not_the_number"
    NO_CUPBOARD = "keeping_no_cupboard"
    RUNS_ALONE = "keeping_runs_alone"


SAYINGS: dict[str, str | Promise] = {
    Kept.NOTHING_CHANGED: _("These are the words of the agreement as it is. Change a line, then send it."),
    Kept.MOVED_ON: _(
        "The agreement has changed since this was proposed. Write it into the newest version by hand; then answer here."
    ),
    Kept.ANSWERED: _("This was answered already. Nothing was changed."),
    Kept.NEEDS_ANOTHER: _("This needs somebody else. One person alone cannot say it twice."),
    Kept.OVER: _("This is over already. Nothing was changed."),
    Kept.ABOUT_YOU: _("This is about you, so others say it."),
    Kept.NOT_THAT_SLIP: _("That code or link leads nowhere. Please look at it again, or ask for a new one."),
    Kept.MANY_SLIPS: _("Many codes were tried from here. Please wait %(minutes)s minutes and try again."),
    Kept.ALREADY_HERE: _("With this account you are in that group already. Leave it there first, then ask again."),
    Kept.ASKED_ALREADY: _("You have asked already. Take that back first, if you meant another group or name."),
    Kept.WHO_WAS_IT: _("Please say which member it is."),
    Kept.HAS_ENDED: _("This group has ended, so nothing is planned and nobody comes in any more."),
    Kept.NOT_THE_NUMBER: _("Please write the number with digits, as you would dial it."),
    Kept.NO_CUPBOARD: _("There is no such cupboard here."),
    Kept.RUNS_ALONE: _(
        "There is nobody else who could agree. Ask someone to facilitate with you first, or talk with the host."
    ),
}
