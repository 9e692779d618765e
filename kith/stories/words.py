"""What this app says when it says no."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    NOTHING_WRITTEN = "story_nothing_written"
    OLDER_TAB = "story_older_tab"
    IS_TAKEN_BACK = "story_is_taken_back"
    NOT_YOUR_OWN = "story_not_your_own"
    NOT_ME_TOO = "story_not_me_too"
    TOO_MANY_DRAFTS = "story_too_many_drafts"
    NO_COMPANION = "story_no_companion"
    SAY_WHY = "story_say_why"
    TOO_MANY_KEEPSAKES = "story_too_many_keepsakes"
    TWO_OF_AN_OUTING = "story_two_of_an_outing"
    NOT_ALL_AGREE = "story_not_all_agree"
    NOT_YOURS_TO_BRING = "story_not_yours_to_bring"
    BROUGHT_ENOUGH = "story_brought_enough"


SAYINGS: dict[str, str | Promise] = {
    Reason.NOTHING_WRITTEN: _("There is nothing written yet. A sentence is enough."),
    Reason.OLDER_TAB: _(
        "This was changed in another window since you opened it here. Copy what you need, and open it anew."
    ),
    Reason.IS_TAKEN_BACK: _("This story was taken back by whoever wrote it."),
    Reason.NOT_YOUR_OWN: _("This is your own story."),
    Reason.NOT_ME_TOO: _("They asked us to just listen. “I hear you” says enough."),
    Reason.NO_COMPANION: _(
        "You have no companion here just now. Choose someone else to read it; it is kept as a draft."
    ),
    Reason.SAY_WHY: _("Please say why. Whoever wrote it reads your reason."),
    Reason.TOO_MANY_DRAFTS: _("You are in the middle of many stories. Finish one or let one go first."),
    Reason.TOO_MANY_KEEPSAKES: _("You keep many things here already. Take one back first, and there is room."),
    Reason.TWO_OF_AN_OUTING: _("You keep two pictures of this outing already. Take one back first, if you like."),
    Reason.NOT_ALL_AGREE: _("Someone on this picture would rather not be shown. It is for you alone."),
    Reason.NOT_YOURS_TO_BRING: _("Only whoever it belongs to can bring it to a meeting."),
    Reason.BROUGHT_ENOUGH: _("You bring five things to this meeting already. Leave one at home first."),
}
