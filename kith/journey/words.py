"""What this app says when it says no."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    ENOUGH_DAYS = "journey_enough_days"
    ENOUGH_LETTERS = "journey_enough_letters"
    A_DAY_TO_COME = "journey_a_day_to_come"
    NOT_THERE_NOW = "journey_not_there_now"
    NOT_YET = "journey_not_yet"


SAYINGS: dict[str, str | Promise] = {
    Reason.ENOUGH_DAYS: _("That are many days. Take one away first, if you would like to add another."),
    Reason.ENOUGH_LETTERS: _("Many letters are waiting already. Let one go first, or wait until one opens."),
    Reason.A_DAY_TO_COME: _("Please choose a day to come, within the next ten years."),
    Reason.NOT_THERE_NOW: _("You are not in that group just now. Nothing was changed."),
    Reason.NOT_YET: _("This is asked from the day before a meeting until a week after it."),
}
