"""What a person chooses about being told."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kith.notices.models import Wishes
from kith.notices.sorts import SORTS, How, Sort
from kith.notices.wishing import Wish

SAYS = {How.MAIL: _("By mail too"), How.KITH: _("In Kith"), How.NONE: _("Not at all")}


class Clock(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(required=False, widget=widget, **kwargs)


class Wishing(forms.Form):
    """`mail`: whether they can be written to. Without it only what may be silent is asked."""

    discreet = forms.ChoiceField(
        label=_("What may a mail say?"),
        widget=forms.RadioSelect,
        choices=[
            (Wishes.Discreet.BARE, _("Only that there is something in Kith")),
            (Wishes.Discreet.HOUR, _("The day and hour too, so that you need not look")),
        ],
    )
    quiet_from = Clock(label=_("No mail from"))
    quiet_until = Clock(label=_("until"))

    def __init__(self, *args: Any, wishes: Wishes, mail: bool, **kwargs: Any) -> None:
        self.wishes = wishes
        kwargs["initial"] = {"discreet": wishes.discreet, **_clocks(wishes)}
        super().__init__(*args, **kwargs)
        for sort in SORTS:
            self._ask(sort, mail)
        if not mail:
            del self.fields["discreet"], self.fields["quiet_from"], self.fields["quiet_until"]

    def _ask(self, sort: Sort, mail: bool) -> None:
        words = [How.MAIL] * mail + [How.KITH] + [How.NONE] * sort.silent
        now = self.wishes.how.get(sort.key, How.KITH)
        if len(words) > 1:
            choices = [(how.value, SAYS[how]) for how in words]
            initial = now if now in words else How.KITH.value
            field = forms.ChoiceField(label=str(sort.label), choices=choices, initial=initial, required=False)
            self.fields[f"how_{sort.key}"] = field

    def sorts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("how_")]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if bool(said.get("quiet_from")) != bool(said.get("quiet_until")):
            self.add_error("quiet_from", ValidationError(_("Please give both times, or neither.")))
        return said

    def wish(self) -> Wish:
        """What was not asked stays as it was."""
        said = self.cleaned_data
        how = {name.removeprefix("how_"): said[name] for name in self.fields if name.startswith("how_") and said[name]}
        return Wish(how, said.get("discreet", self.wishes.discreet), self._quiet())

    def _quiet(self) -> tuple[time, time] | None:
        said = self.cleaned_data if "quiet_from" in self.fields else _clocks(self.wishes)
        start, end = said.get("quiet_from"), said.get("quiet_until")
        return (start, end) if start is not None and end is not None else None


def _clocks(wishes: Wishes) -> dict[str, time | None]:
    return {"quiet_from": wishes.quiet_from, "quiet_until": wishes.quiet_until}
