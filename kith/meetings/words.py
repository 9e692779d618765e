"""What a refusal of this app says to the person it meets: each names what to do."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    NO_SUCH_TIME = "no_such_time"
    TIME_COMES_TWICE = "time_comes_twice"
    IN_THE_PAST = "in_the_past"
    TOO_FAR_OFF = "too_far_off"
    NOWHERE = "nowhere"
    ASKED_LATELY = "asked_lately"
    HAS_BEGUN = "has_begun"
    IS_OVER = "meeting_is_over"
    WAS_CANCELLED = "was_cancelled"


SAYINGS: dict[str, str | Promise] = {
    Reason.NO_SUCH_TIME: _(
        "The clocks go forward that night, and %(time)s does not happen. Please choose another time."
    ),
    Reason.TIME_COMES_TWICE: _("The clocks go back that night, and %(time)s comes twice. Say which one you mean."),
    Reason.IN_THE_PAST: _("That moment has gone by. Please choose one that is still to come."),
    Reason.TOO_FAR_OFF: _("That is more than a year away. Please choose a nearer day."),
    Reason.NOWHERE: _("Choose at least one way to meet: beside a call, in a hall, or by text."),
    Reason.ASKED_LATELY: _("This question was asked here within six months. Please choose another one."),
    Reason.HAS_BEGUN: _("This meeting has begun, so it is not changed any more. What is needed now is in the circle."),
    Reason.IS_OVER: _("This meeting is over, so there is nothing left to cancel."),
    Reason.WAS_CANCELLED: _("This meeting was cancelled, so it is not changed any more. You can plan a new one."),
}
