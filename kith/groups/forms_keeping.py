"""What is typed to keep a group: proposals, answers, a name that was hers, a goodbye, a number, a slip."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.groups.door_forms import if_away
from kith.groups.forms import DAYS
from kith.groups.models import Group, Membership
from kith.groups.returning import HAS_A_NAME


def words(rows: int, **more: object) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto", **more})


class ProposeForm(KindForm):
    text = forms.CharField(
        label=_("The agreement, as you would like it"),
        help_text=_("One promise a line. Change, add or take away what you like."),
        max_length=4000,
        widget=words(11),
    )
    why = forms.CharField(
        label=_("Why, in a few words"),
        help_text=_("You may leave it empty. Those who facilitate read it."),
        max_length=500,
        required=False,
        widget=words(3),
    )


class AnswerForm(KindForm):
    answer = forms.CharField(label=_("A few kind words back"), max_length=500, required=False, widget=words(3))


class PartingForm(KindForm):
    why = forms.CharField(
        label=_("Why"),
        help_text=_(
            "They read this, and so do the others who run the group and the host. Say what happened, not what they are."
        ),
        max_length=1000,
        widget=words(5),
    )


class PartingAnswerForm(KindForm):
    words = forms.CharField(
        label=_("Your side of it"),
        help_text=_("Read by the others who run the group, and by the host."),
        max_length=2000,
        widget=words(5),
    )


class ReturnForm(KindForm):
    code = forms.CharField(
        label=_("A code or a link of the group"),
        help_text=_("The eight letters of a slip, or a link that a facilitator gave you."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )
    said = forms.CharField(label=_("What were you called there?"), max_length=40)


class VouchForm(KindForm):
    of = forms.ModelChoiceField(
        label=_("Which of you is it?"),
        queryset=Membership.objects.none(),
        to_field_name="ref",
        empty_label=_("Please choose"),
        required=False,
    )

    def __init__(self, group: Group, data: QueryDict | None = None, *, initial: Membership | None = None) -> None:
        super().__init__(data, initial={"of": initial.ref if initial else ""})
        named = group.memberships.filter(state__in=HAS_A_NAME).order_by("alias")
        self.fields["of"].queryset = named  # type: ignore[attr-defined]


class SlipForm(KindForm):
    code = forms.CharField(
        label=_("The eight letters on your slip"),
        help_text=_("Capitals and spaces do not matter."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )


class GoodbyeForm(KindForm):
    words = forms.CharField(
        label=_("A few words to go with"),
        help_text=_("Each of you can read them for thirty days. You may leave it empty."),
        max_length=2000,
        required=False,
        widget=words(6),
    )


class NumberForm(KindForm):
    number = forms.CharField(
        label=_("A number to ring"),
        help_text=_("Leave it empty to take it away."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )


class WishesForm(KindForm):
    if_away = if_away()
    words_after = forms.ChoiceField(
        label=_("If you die: what should become of what you wrote here?"),
        help_text=_("Nobody reads this while you are here."),
        choices=[
            (Membership.WordsAfter.UNSAID, _("I would rather not say")),
            (Membership.WordsAfter.KEEP, _("Keep it, for those who remember me")),
            (Membership.WordsAfter.TAKE_DOWN, _("Take it down")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )


class WishForm(KindForm):
    words = forms.CharField(
        label=_("Who would come with you?"),
        help_text=_("For example: my sign language interpreter. You may leave it empty."),
        max_length=300,
        required=False,
        widget=words(2),
    )


class PrintForm(KindForm):
    seats = forms.IntegerField(label=_("For how many people is it good?"), min_value=1, max_value=20, initial=8)
    days = forms.TypedChoiceField(label=_("For how long?"), choices=DAYS, coerce=int, initial=30)
