"""What a refusal of this app says to the person it meets: each names what to do."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    DEAD_LINK = "dead_link"
    ALIAS_TAKEN = "alias_taken"
    ALIAS_EMPTY = "alias_empty"
    NO_CLAUSES = "no_clauses"
    LAST_FACILITATOR = "last_facilitator"
    NOT_ALONE = "not_alone"
    STEPS_DOWN_ALONE = "steps_down_alone"
    NOT_YOURSELF = "not_yourself"
    NOT_A_MEMBER = "not_a_member"
    BY_INVITATION = "by_invitation"
    ALREADY_HERE = "already_here"
    RESTING = "resting"
    RESTS_TOO = "rests_too"
    ASKED_LATELY = "asked_lately"
    ANSWERED = "answered"
    NO_SEAT = "no_seat"
    OFFER_OVER = "offer_over"
    NOT_TO_BE_ASKED = "not_to_be_asked"
    ASKED_BACK_LATELY = "asked_back_lately"
    NO_WORDS = "no_words"
    MANY_QUESTIONS = "many_questions"
    MANY_WAITING = "many_waiting"


SAYINGS: dict[str, str | Promise] = {
    Reason.DEAD_LINK: _("This link leads nowhere any more. Ask whoever gave it to you for a new one."),
    Reason.ALIAS_TAKEN: _(
        "Someone here goes by %(alias)s already. Please choose another name, or add something to it."
    ),
    Reason.ALIAS_EMPTY: _("Please choose a name with at least one letter or number."),
    Reason.NO_CLAUSES: _("An agreement needs at least one line."),
    Reason.LAST_FACILITATOR: _("You are the only facilitator here. Name another facilitator first; then you can go."),
    Reason.NOT_ALONE: _(
        "A facilitator or co-facilitator is not removed by one person alone. Talk with them first, or tell the host."
    ),
    Reason.STEPS_DOWN_ALONE: _("Only they can lay this role down. Talk with them, or tell the host."),
    Reason.NOT_YOURSELF: _("You cannot choose yourself for this."),
    Reason.NOT_A_MEMBER: _("They are no longer a member here, so nothing was changed."),
    Reason.BY_INVITATION: _("This group takes in people by invitation just now. You can ask it a question."),
    Reason.ALREADY_HERE: _("You are in this group already."),
    Reason.RESTING: _("You are taking a rest from this group. You can come back from your own page, in one press."),
    Reason.RESTS_TOO: _("You come alongside %(alias)s, who takes a rest too. You come back together."),
    Reason.ASKED_LATELY: _(
        "You asked not long ago. Please wait two weeks before you ask again, or look at other groups."
    ),
    Reason.ANSWERED: _("This was answered already, or taken back. Nothing was changed."),
    Reason.NO_SEAT: _("No seat is free just now. Make the group bigger, or wait until one is."),
    Reason.OFFER_OVER: _("This seat was kept for you as long as it could be. You are told when there is another."),
    Reason.NOT_TO_BE_ASKED: _("They cannot be asked just now. Nothing was changed."),
    Reason.ASKED_BACK_LATELY: _("They were asked back within three months. Please let it rest."),
    Reason.NO_WORDS: _("Please write a few words, or choose some."),
    Reason.MANY_WAITING: _(
        "Many questions wait for an answer here just now. Please try again in a few days, or come in first: with a name "
        "of your own you can always ask."
    ),
    Reason.MANY_QUESTIONS: _("You have asked several questions today. Please wait until tomorrow."),
}
