"""The kind sentence for each way a circle says no: what is so, and what to do."""

from django.utils.translation import gettext_lazy as _

from kith.circle.core import Reason

SAY = {
    Reason.NOT_SEATED: _("You have no seat in this circle yet. Take a seat first."),
    Reason.NOT_YOUR_TURN: _("The piece is not with you just now. Your turn will come; you can listen until then."),
    Reason.NOT_OFFERED: _("The piece is not being offered to you just now. Nothing is lost; it will come round."),
    Reason.TURN_HAS_PASSED: _("The piece had already moved on when you pressed. Look again, then decide."),
    Reason.PART_HAS_PASSED: _("We had already gone on to another part when you pressed. Look again, then decide."),
    Reason.ONLY_FACILITATORS: _("Only whoever keeps the evening can do this. Ask them."),
    Reason.ONLY_THE_DOOR: _("Only the greeter or a facilitator answers the door. Ask them."),
    Reason.NO_PIECE_NOW: _("No talking piece is going round in this part. Wait for the next one."),
    Reason.PIECE_IS_HELD: _("The piece is in someone's hands. Wait until it is free."),
    Reason.OTHERS_ASKED_FIRST: _("Others asked before you. Say that you would like to share, and it will come to you."),
    Reason.YOU_ARE_LISTENING: _("You are just listening. Choose to share first, if you want to."),
    Reason.ALREADY_HAD_TURN: _("You have had your turn in this round. There is another chance in the next part."),
    Reason.TOO_LATE_TO_UNDO: _(
        "It can no longer be taken back: the next one has the piece. Ask to share again if you want to."
    ),
    Reason.NOT_YET: _("It is not time for this yet. Try again a little later."),
    Reason.TOO_FEW: _("It takes two to begin. Wait a moment for someone else to come."),
    Reason.HAS_BEGUN: _("The circle has begun already. Look at the page again."),
    Reason.IT_IS_OVER: _("This circle is over. Thank you for being here; see your group's page for the next one."),
    Reason.WE_ARE_SILENT: _("We are quiet together just now. Wait until the silence ends."),
    Reason.WE_ARE_PAUSED: _("The circle is resting. Someone can offer to keep the evening, and it goes on."),
    Reason.REMOVED: _("You can't come back into this circle tonight. You can tell the host if that was not right."),
    Reason.DOOR_IS_CLOSED: _("The circle is closing, so the door stays shut tonight. They are welcome next time."),
    Reason.NOT_TONIGHT: _("Not tonight, please. They can come another time."),
    Reason.ALREADY_THERE: _("That is so already. There is nothing more to do."),
    Reason.NOT_THERE: _("They are not in the circle any more. Look at the page again."),
    Reason.NOT_OFFERED_HERE: _("The speaker asked us to just listen. Press “I hear you” instead."),
    Reason.NOTHING_THERE: _("There was nothing to do this with. Write a few words, or look at the page again."),
    Reason.LAST_TURN_WAS_YOURS: _("The last turn was yours. Let someone else speak first."),
    Reason.NOT_BESIDE_A_CALL: _(
        "This meeting was planned without a call. For the next one, change how you meet on its page."
    ),
    Reason.NOT_FOR_THEM: _("You can't do this for that seat. Ask them to do it, or choose someone else."),
    Reason.STILL_UNDER_WAY: _("The circle is still under way. Go on to the closing first, or say that you are sure."),
    Reason.ROOM_IS_FULL: _("There is no room left for more. Wait until there is."),
    Reason.CAME_BACK_ALREADY: _("We came back to you once already. You may speak, write or pass."),
    Reason.NOTHING_DUE: _("Nothing was waiting to happen. Look at the page again."),
}
SENT_BEFORE = _("Something else was sent from this page already. Look at the page again, and send it once more.")
NOT_UNDERSTOOD = _("We could not read the field “%(field)s”. Please change it and send it again; nothing was lost.")
TOO_LONG = _("“%(field)s” holds at most %(most)s characters. Please make it shorter; nothing was lost.")
NO_LINK = _("That is not an address we can open. Paste the whole link, from https:// on.")
TOO_BIG = _("That is too much at once. Please send it in two shorter pieces.")
SIGNED_OUT = _("You are signed out. Sign in, and you are back in the circle.")


def say(reason: str) -> str:
    """The sentence for a reason, also for the one that is ours: an `op` used twice."""
    return str(SENT_BEFORE if reason == "mismatch" else SAY[Reason(reason)])
