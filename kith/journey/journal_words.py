"""What the journal says when it says no."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    BEGUN_ELSEWHERE = "journal_begun_elsewhere"
    LOCKS_CHANGED = "journal_locks_changed"
    CHANGED_ELSEWHERE = "journal_changed_elsewhere"
    TAKEN_AWAY = "journal_taken_away"
    TOO_LONG = "journal_too_long"
    FULL = "journal_full"
    IT_WENT = "journal_it_went"


SAYINGS: dict[str, str | Promise] = {
    Reason.BEGUN_ELSEWHERE: _("You have begun a journal on another device. Load this page again to open it."),
    Reason.LOCKS_CHANGED: _("It was changed on another device just now. Load this page again, then try once more."),
    Reason.CHANGED_ELSEWHERE: _("This note was changed on another device."),
    Reason.TAKEN_AWAY: _("This note was taken away on another device."),
    Reason.TOO_LONG: _("This note is full. Go on in another one."),
    Reason.FULL: _("Your journal is full. Take a note away, or take the whole of it along and begin a new one."),
    Reason.IT_WENT: _("This journal was let go on another device."),
}
