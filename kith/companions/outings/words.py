"""What outings say when they say no."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    ENOUGH_PROPOSED = "outing_enough_proposed"
    IN_THE_PAST = "outing_in_the_past"
    TOO_FAR_OFF = "outing_too_far_off"
    TWICE_THE_SAME = "outing_twice_the_same"
    IS_OFF = "outing_is_off"
    HAS_BEGUN = "outing_has_begun"
    STILL_ASKED = "outing_still_asked"
    SETTLED_ALREADY = "outing_settled_already"
    READ_FIRST = "outing_read_first"
    YOURS = "outing_yours"
    BESIDE_FIRST = "outing_beside_first"
    SEATS_TAKEN = "outing_seats_taken"
    OFFER_OVER = "outing_offer_over"
    SAY_WHY = "outing_say_why"


SAYINGS: dict[str, str | Promise] = {
    Reason.ENOUGH_PROPOSED: _("You have proposed five that are still to come. Let one of them pass first."),
    Reason.IN_THE_PAST: _("That moment has passed. Please choose a later one."),
    Reason.TOO_FAR_OFF: _("That is more than half a year away. Please choose an earlier day."),
    Reason.TWICE_THE_SAME: _("That is the same time twice."),
    Reason.IS_OFF: _("This outing was called off. Nothing was changed."),
    Reason.HAS_BEGUN: _("This outing has begun, or is over. Nothing was changed."),
    Reason.STILL_ASKED: _("It is still asked which time suits. You can say yes when that is settled."),
    Reason.SETTLED_ALREADY: _("The time is settled. To move it, change the outing."),
    Reason.READ_FIRST: _("Please read the page about keeping safe first. It is short, and asked once."),
    Reason.YOURS: _("It is your own. You come along in any case; if you cannot, call it off."),
    Reason.BESIDE_FIRST: _("You are here alongside %(alias)s. When %(alias)s comes, so can you."),
    Reason.SEATS_TAKEN: _("More people than that have a seat already. Nobody is sent home."),
    Reason.OFFER_OVER: _("That seat has gone on to someone else."),
    Reason.SAY_WHY: _("Please say why, in a few kind words. Whoever proposed it reads it."),
}
