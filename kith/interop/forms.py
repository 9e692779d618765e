"""What a person says of their calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.interop.models import Feed

SHOWS = (
    (Feed.Shows.APPOINTMENT, _("“Appointment”")),
    (Feed.Shows.OWN, _("A word of my own")),
    (Feed.Shows.GROUP, _("The group’s name. Whoever sees my calendar reads it.")),
)


class Showing(forms.Form):
    shows = forms.ChoiceField(label=_("What stands in it"), choices=SHOWS, widget=forms.RadioSelect)
    word = forms.CharField(
        label=_("My own word"), max_length=60, required=False, help_text=_("Something like “Choir” or “Tuesday”.")
    )

    def clean(self) -> dict[str, object]:
        said = super().clean() or {}
        if said.get("shows") == Feed.Shows.OWN and not said.get("word"):
            self.add_error("word", _("Please write the word that should stand there."))
        return said
