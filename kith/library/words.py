"""What this app says when it says no."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    NOT_YET = "library_not_yet"
    SHELF_FULL = "library_shelf_full"
    ALREADY_THERE = "library_already_there"


SAYINGS: dict[str, str | Promise] = {
    Reason.NOT_YET: _("That day is still to come. Please choose today or a day before."),
    Reason.SHELF_FULL: _(
        "You have put much on this shelf. Take something back first, so that the others find their way."
    ),
    Reason.ALREADY_THERE: _("Something with this name stands on your shelf already. Please choose another name."),
}
