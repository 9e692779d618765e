"""What is typed and chosen in one's own journey."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.groups.models import Membership
from kith.journey.models.evening import How


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FirstForm(KindForm):
    words = forms.CharField(
        label=_("A few words about it, for yourself"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "said"}),
    )


class DayForm(KindForm):
    on = forms.DateField(label=_("Which day?"), widget=day_input())
    words = forms.CharField(label=_("What is it, in your words?"), max_length=200)
    yearly = forms.BooleanField(label=_("It comes back every year"), required=False, initial=True)
    hard = forms.BooleanField(
        label=_("It is a hard day"),
        help_text=_("Then three days before and after it nothing is asked of you. Nobody is told why."),
        required=False,
    )


class TellForm(KindForm):
    """To one of their groups at a time, each in its own words: so nothing links them."""

    words = forms.CharField(
        label=_("What do they read that day?"),
        max_length=200,
        help_text=_("Only these words, under your alias there, on that day alone."),
    )

    def __init__(self, *given: Any, mine: "QuerySet[Membership]", **more: Any) -> None:
        super().__init__(*given, **more)
        self.mine = {one.ref: one for one in mine}
        names = [(ref, one.group.name) for ref, one in self.mine.items()]
        self.fields = {"to": forms.ChoiceField(label=_("Which group?"), choices=names), **self.fields}

    def clean_to(self) -> Membership:
        return self.mine[self.cleaned_data["to"]]


class LetterForm(KindForm):
    text = forms.CharField(
        label=_("Your letter"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10, "class": "said"})
    )
    opens_on = forms.DateField(
        label=_("On which day does it open?"),
        widget=day_input(),
        help_text=_("Until then nobody is shown it, you included. A notice tells you when the day has come."),
    )


class HowForm(KindForm):
    """One word, or none. The question is asked by the one who makes it."""

    ASKS = {"arriving": _("How are you arriving?"), "leaving": _("How are you leaving?")}

    how = forms.TypedChoiceField(
        choices=[*((how.value, how.label) for how in How), ("", _("I would rather not say"))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *given: Any, asks: str = "", **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["how"].label = self.ASKS.get(asks, "")
