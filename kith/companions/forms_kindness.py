"""What is typed to give someone a few kind words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.groups.models import Membership
from kith.groups.models.membership import MembershipSet

LONGEST = 300


class ByAlias(forms.ModelChoiceField[Membership]):
    def label_from_instance(self, one: Membership) -> str:
        return one.alias


class WordsForm(KindForm):
    to = ByAlias(
        label=_("To whom?"),
        queryset=Membership.objects.none(),
        to_field_name="ref",
        empty_label=_("Choose one"),
        error_messages={key: _("Please choose one of those who are here.") for key in ("required", "invalid_choice")},
    )
    text = forms.CharField(
        label=_("A few kind words"),
        max_length=LONGEST,
        required=False,
        help_text=_("What did you see in them, or what are you glad of?"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "said"}),
    )

    def __init__(self, *given: Any, whom: MembershipSet, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["to"].queryset = whom.select_related("person", "group").order_by("alias")  # type: ignore[attr-defined]
