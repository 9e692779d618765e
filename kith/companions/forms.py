"""What one of the two types or chooses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.companions.models import Side
from kith.groups.asking import KindForm

Again = Side.Again
FEWEST, MOST = 1, 12
DAYS = tuple(
    enumerate((_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")))
)


def words(label: Any, *, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, max_length=600, required=required, widget=forms.Textarea(attrs={"rows": rows}))


class LineForm(KindForm):
    text = words(_("A few words"), required=True)


class CheckInForm(KindForm):
    how = words(_("How was your week?"), required=True)
    leaned = words(_("What did you lean on?"))
    wish = words(_("What would you like next week to have in it?"))


class ArrangeForm(KindForm):
    weeks_ = forms.TypedChoiceField(
        label=_("For how many weeks?"),
        coerce=int,
        choices=[(n, n) for n in range(FEWEST, MOST + 1)],
        help_text=_("Each of you says a number. The smaller one holds."),
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day do you check in?"),
        coerce=int,
        choices=DAYS,
        help_text=_("Whichever was said last holds."),
    )


class ShowForm(KindForm):
    words = forms.CharField(
        label=_("How else you may be reached"),
        max_length=200,
        required=False,
        help_text=_(
            "Leave it empty to stay in Kith only. It is shown when you both write something here, and not before."
        ),
    )


class AgainForm(KindForm):
    wish = forms.ChoiceField(label=_("What would you wish?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *given: Any, openly: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        endless = [(Again.OPEN.value, _("Go on without an end date"))] if openly else []
        self.fields["wish"].choices = [  # type: ignore[attr-defined]
            (Again.UNSAID.value, _("Let it end with a thank-you")),
            (Again.WEEKS.value, _("As many weeks again")),
            *endless,
        ]


class PressForm(KindForm):
    """Nothing to type."""
