"""What After a meeting asks, what a month is told in, and how it says no."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.kit.together import Word

Words = str | Promise


class Reason(StrEnum):
    TOO_LATE = "insights_too_late"


SAYINGS: dict[str, Words] = {
    Reason.TOO_LATE: _("This could be answered until the end of the day after. Nothing was changed."),
}
QUESTIONS: dict[str, Words] = {"heard": _("I felt heard"), "myself": _("I could be myself")}
ANSWERS: dict[str, Words] = {"yes": _("Yes"), "no": _("Not really")}
TOLD: dict[str, dict[str, Words]] = {
    "heard": {
        Word.MOST: _("Most felt heard."),
        Word.SOME: _("Some felt heard, some did not."),
        Word.FEW: _("Few felt heard."),
        Word.TOO_FEW: _("Fewer than five said whether they felt heard, so it is not told."),
    },
    "myself": {
        Word.MOST: _("Most could be themselves."),
        Word.SOME: _("Some could be themselves, some could not."),
        Word.FEW: _("Few could be themselves."),
        Word.TOO_FEW: _("Fewer than five said whether they could be themselves, so it is not told."),
    },
}
NEITHER: Words = _("Fewer than five people answered, so nothing is told of this month.")
SHORT: dict[str, Words] = {
    Word.MOST: _("Most"),
    Word.SOME: _("Some"),
    Word.FEW: _("Few"),
    Word.TOO_FEW: _("Not told"),
}
