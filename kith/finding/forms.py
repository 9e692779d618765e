"""What the host types about a theme."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.finding import themes
from kith.groups.asking import KindForm
from kith.groups.models import Theme
from kith.people.models import Person


class ThemeForm(KindForm):
    """A name, and the broad theme it stands under (or none: it is a broad one itself)."""

    name = forms.CharField(label=_("In plain words"), max_length=60)
    under = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("It stands under"),
        required=False,
        empty_label=_("Nothing: it is a broad one"),
        to_field_name="ref",
    )

    def __init__(self, *args: object, by: Person, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["under"].queryset = themes.broad(by)  # type: ignore[attr-defined]
