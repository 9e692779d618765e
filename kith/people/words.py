"""What people's refusals say. A verb raises the reason; these sentences are the only place where it becomes words."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    TOO_MANY_TRIES = "too_many_tries"
    TOO_MANY_CODES = "too_many_codes"
    TOO_MANY_NOTES = "too_many_notes"
    TOO_MANY_ARRIVALS = "too_many_arrivals"
    TOO_MANY_AT_A_DOOR = "too_many_at_a_door"
    NOT_THAT_PASSPHRASE = "not_that_passphrase"  # noqa: S105 - the name of a refusal
    NOT_THAT_CODE = "not_that_code"
    ENOUGH_QUIET_DAYS = "enough_quiet_days"


SAYS = {
    Reason.TOO_MANY_TRIES: _(
        "There were many tries from here. Please wait %(minutes)s minutes and try again. One of your printed codes works now."
    ),
    Reason.TOO_MANY_CODES: _("There were many tries from here. Please wait %(minutes)s minutes and try again."),
    Reason.TOO_MANY_NOTES: _("Many notes were asked for from here. Please wait %(minutes)s minutes and try again."),
    Reason.TOO_MANY_ARRIVALS: _("Many people came from here just now. Please wait %(minutes)s minutes and try again."),
    Reason.TOO_MANY_AT_A_DOOR: _(
        "Many asked here from around you just now. Please wait %(minutes)s minutes and try again."
    ),
    Reason.NOT_THAT_PASSPHRASE: _("That is not your passphrase. Please try again."),
    Reason.NOT_THAT_CODE: _("That sign-in name and code do not go together, or the code was used before."),
    Reason.ENOUGH_QUIET_DAYS: _("You have said many days already. Take one of them back first."),
}
