"""What is asked in How am I?: three questions of the scale, three of Kith's own, and where it may be counted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.groups.models import Membership
from kith.journey.how_am_i_words import HOW_OFTEN, OWN, SCALE


def how_often(words: Any, *, required: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=words,
        choices=list(HOW_OFTEN.items()),
        coerce=int,
        empty_value=None,
        required=required,
        widget=forms.RadioSelect,
    )


class HowAmIForm(KindForm):
    def __init__(self, *given: Any, groups: Iterable[Membership], **more: Any) -> None:
        super().__init__(*given, **more)
        here = {one.ref: one for one in groups}
        self.fields |= {name: how_often(words, required=True) for name, words in SCALE.items()}
        self.fields |= {name: how_often(words, required=False) for name, words in OWN.items()}
        if here:
            self.fields["count_in"] = forms.TypedMultipleChoiceField(
                label=_("May it count, without your name?"),
                help_text=_("Only if you wish. From five people on, a group is told one word for a whole month."),
                choices=[(ref, one.group.name) for ref, one in here.items()],
                coerce=here.__getitem__,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def scale(self) -> list[forms.BoundField]:
        return [self[name] for name in SCALE]

    def own(self) -> list[forms.BoundField]:
        return [self[name] for name in OWN]

    def count_in(self) -> forms.BoundField | None:
        return self["count_in"] if "count_in" in self.fields else None
