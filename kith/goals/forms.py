"""What one types or chooses about a goal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.goals.checking_in import EVERY
from kith.goals.words import END, HOW, SHOWN
from kith.groups.asking import KindForm

REMIND = {0: _("No, I come by myself"), 7: _("Once a week"), 14: _("Every two weeks"), 28: _("Every four weeks")}


def some_words(label: Any, longest: int, *, rows: int = 3, required: bool = False, helps: Any = "") -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, required=required, widget=box, help_text=helps)


def one_of(label: Any, choices: dict[Any, Any], *, helps: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices.items()), widget=forms.RadioSelect, help_text=helps)


class GoalForm(KindForm):
    words = some_words(
        _("What would you like to work towards?"), 300, rows=2, required=True, helps=_("In your own words.")
    )
    more = some_words(_("Why it matters to you, if you like"), 1000)
    by_when = forms.DateField(
        label=_("By when, if you like"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("You can leave it open. Nothing happens when the day passes."),
    )


class NewForm(GoalForm):
    """`ask`: to be asked after at the next check-in round, said where a circle has just closed."""

    ask = forms.BooleanField(required=False, widget=forms.HiddenInput)


class StepForm(KindForm):
    text = forms.CharField(
        label=_("A small step"), max_length=200, help_text=_("So small that you could do it on a bad day.")
    )


class CheckInForm(KindForm):
    how = one_of(_("How did it go?"), HOW)
    text = some_words(_("A few words, if you like"), 1000)


class ShowForm(KindForm):
    to = one_of(_("Who may see it?"), SHOWN)


class RemindForm(KindForm):
    every = forms.TypedChoiceField(
        label=_("May Kith remind you to check in?"), coerce=int, choices=[(n, REMIND[n]) for n in (0, *EVERY)]
    )


class EndForm(KindForm):
    how = one_of(_("How does it end?"), END)
    words = some_words(_("A few words to go with it, if you like"), 600)


class OfForm(KindForm):
    """Which step or check-in: the button says so."""

    of = forms.CharField(max_length=20)


class AskForm(KindForm):
    yes = forms.BooleanField(required=False)


class PressForm(KindForm):
    """Nothing to type."""
