"""What is pressed to say that one comes, and what a facilitator ticks afterwards."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.groups.models import Membership
from kith.meetings import answering, by_hand
from kith.meetings.models import Meeting

WAYS = [
    ("come", _("I'll come")),
    ("listen", _("I'll come and listen")),
    ("cant", _("I can't")),
    ("hard", _("I can't, and it's been a hard week")),
]


class AnswerForm(KindForm):
    what = forms.ChoiceField(choices=WAYS)
    hello = forms.CharField(max_length=40, required=False)


class LinkForm(KindForm):
    """The same by a link that shows no name: a hello from whoever greets there, or none."""

    what = forms.ChoiceField(label=_("Will you come?"), choices=WAYS, widget=forms.RadioSelect)
    hello = forms.ChoiceField(
        label=_("If it's been a hard week"),
        choices=[(answering.LEAVE, _("Leave me be")), (answering.HELLO, _("A hello from someone there"))],
        initial=answering.LEAVE,
        required=False,
        widget=forms.RadioSelect,
    )


class Aliases(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Membership) -> str:
        return obj.alias


class CameForm(KindForm):
    came = Aliases(
        label=_("Who came?"),
        queryset=Membership.objects.none(),
        to_field_name="ref",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    guests = forms.IntegerField(
        label=_("And how many guests without an alias here?"), min_value=0, max_value=by_hand.MOST_GUESTS, initial=0
    )
    why = forms.CharField(
        label=_("Why it is put right, in a few words"),
        help_text=_("Kept with it, for those who facilitate. You may leave it empty."),
        max_length=300,
        required=False,
    )

    def __init__(self, meeting: Meeting, data: QueryDict | None) -> None:
        came = meeting.attendances.filter(membership__isnull=False)
        guests = meeting.attendances.filter(membership=None).count()
        super().__init__(
            data,
            initial={
                "came": [one.membership.ref for one in came.select_related("membership") if one.membership],
                "guests": guests,
            },
        )
        self.is_first = not came.exists() and not guests
        here = meeting.group.memberships.filter(state=Membership.State.MEMBER) | meeting.group.memberships.filter(
            attendances__meeting=meeting
        )
        self.fields["came"].queryset = here.distinct().order_by("alias")  # type: ignore[attr-defined]
        if self.is_first:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        return typed | {"came": list(typed.get("came") or [])}


class NotHeldForm(KindForm):
    why = forms.CharField(
        label=_("Why, in a few words"),
        help_text=_("Everyone in the group can read it. You may leave it empty."),
        max_length=300,
        required=False,
    )
