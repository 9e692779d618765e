"""What people type about a group: each form keeps it until it is right."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kith.groups import inviting
from kith.groups.asking import KindForm
from kith.groups.models import Group, Membership
from kith.people.zones import regions

COMES = [
    (Membership.Comes.LISTEN, _("I'll just listen")),
    (Membership.Comes.MIGHT_TALK, _("I might talk")),
    (Membership.Comes.UNSURE, _("I don't know yet")),
]
DAYS = [
    (1, _("one day")),
    (3, _("three days")),
    (7, _("a week")),
    (14, _("two weeks")),
    (30, _("a month")),
]


class AboutForm(KindForm):
    name = forms.CharField(label=_("The group's name"), max_length=80)
    about = forms.CharField(
        label=_("Who it is for, in a sentence"),
        help_text=_("For example: for anyone who has lost someone close."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    zone = forms.ChoiceField(
        label=_("Where the group's clock stands"),
        help_text=_("Meetings are planned in this zone. Each of you sees them in your own."),
        choices=regions,
    )


class AgreementForm(KindForm):
    text = forms.CharField(
        label=_("What we try to keep"),
        help_text=_("One promise a line. You can change it later, together."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 11}),
    )


class FoundForm(AboutForm):
    alias = forms.CharField(
        label=_("What shall the group call you?"),
        help_text=_("Not your real name unless you want."),
        max_length=40,
    )
    agreement = forms.CharField(
        label=_("What we try to keep"),
        help_text=_("One promise a line. This is a good start; make it yours. You can change it later."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 11}),
    )


class ComeForm(KindForm):
    alias = forms.CharField(
        label=_("What shall we call you here?"), help_text=_("Not your real name unless you want."), max_length=40
    )
    comes = forms.ChoiceField(
        label=_("How do you come?"),
        help_text=_("You can change your mind at any time."),
        choices=COMES,
        initial=Membership.Comes.UNSURE,
        widget=forms.RadioSelect,
    )
    yes = forms.BooleanField(
        label=_("I'll try to keep these"),
        error_messages={"required": _("Please tick this if you will try to keep them. Without it you cannot come in.")},
    )

    def clean(self) -> dict[str, Any]:
        """The yes has done its work once the form is whole; it is kept as an acceptance."""
        typed = super().clean() or self.cleaned_data
        typed.pop("yes", None)
        return typed


class InviteForm(KindForm):
    seats = forms.IntegerField(label=_("For how many people?"), min_value=1, max_value=inviting.MOST_SEATS, initial=1)
    days = forms.TypedChoiceField(label=_("For how long?"), choices=DAYS, coerce=int, initial=7)


class RoleForm(KindForm):
    role = forms.ChoiceField(choices=[(r.value, r.value) for r in Membership.RUNS])


class GreeterForm(KindForm):
    greeter = forms.ModelChoiceField(
        label=_("Who greets people on their first evening?"),
        queryset=Membership.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("Nobody for now"),
    )

    def __init__(self, group: Group, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"greeter": group.greeter})
        self.fields["greeter"].queryset = group.memberships.here().order_by("alias")  # type: ignore[attr-defined]


class WhyForm(KindForm):
    why = forms.CharField(
        label=_("Why, in a few kind words"),
        help_text=_("Kept with the group, for those who facilitate it. You may leave it empty."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ApartForm(KindForm):
    wish = forms.ChoiceField(choices=[("block", ""), ("unsafe", ""), ("none", "")])
