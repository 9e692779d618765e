"""What this app says when it says no."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    NOT_YET = "library_not_yet"
    SHELF_FULL = "library_shelf_full"
    ALREADY_THERE = "library_already_there"
    NOT_YOURS_TO_BRING = "library_not_yours_to_bring"
    BROUGHT_ENOUGH = "library_brought_enough"


SAYINGS: dict[str, str | Promise] = {
    Reason.NOT_YET: _("That day is still to come. Please choose today or a day before."),
    Reason.SHELF_FULL: _(
        "You have put much on this shelf. Take something back first, so that the others find their way."
    ),
    Reason.NOT_YOURS_TO_BRING: _("Only whoever put it on the shelf can hold it up."),
    Reason.BROUGHT_ENOUGH: _("You bring five things to this meeting already. Leave one at home first."),
    Reason.ALREADY_THERE: _("Something with this name stands on your shelf already. Please choose another name."),
}
