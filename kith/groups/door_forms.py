"""What people type at a group's door, on either side of it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.groups.door_words import NOT_NOWS, WELCOMES
from kith.groups.forms import COMES, AboutForm
from kith.groups.forms import ComeForm as LinkForm
from kith.groups.models import Group, Membership, Standing, Theme

MOST = 24  # seats; a circle suits eight, and is offered to split above twelve
AWAY = [
    (Membership.IfAway.SAY_HELLO, _("Say hello")),
    (Membership.IfAway.WAIT, _("Wait for me")),
    (Membership.IfAway.ONLY_FACILITATOR, _("Only a facilitator")),
]
TELL = [
    (Standing.Told.RESTING, _("That I am taking a rest")),
    (Standing.Told.MOVED_ON, _("That I have moved on, and thank you")),
    (Standing.Told.NOTHING, _("Nothing")),
]
DOORS = [
    (Group.Door.OPEN, _("Open: whoever says yes to the agreement is in, while a seat is free")),
    (Group.Door.REQUEST, _("By request: one of you answers each")),
    (Group.Door.INVITATION, _("By invitation: only by a link that you give")),
]


def languages() -> list[tuple[str, str]]:
    """Each in its own words: [("de", "Deutsch"), ...]."""
    named = {code: info["name_local"] for code, info in LANG_INFO.items() if "name_local" in info}
    return sorted(((code, name[:1].upper() + name[1:]) for code, name in named.items()), key=lambda pair: pair[1])


if TYPE_CHECKING:
    Several = forms.ModelMultipleChoiceField[Theme]
else:
    Several = forms.ModelMultipleChoiceField


class ThemeField(Several):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.under.name}: {obj.name}" if obj.under else str(obj.name)


class EditForm(AboutForm):
    listed = forms.BooleanField(
        label=_("It can be found"),
        help_text=_("Everyone may read its words, its agreement, who greets, and when it meets. Never who is in it."),
        required=False,
    )
    door = forms.ChoiceField(label=_("How does one come in?"), choices=DOORS, widget=forms.RadioSelect)
    capacity = forms.IntegerField(
        label=_("For how many people?"),
        help_text=_("A circle suits eight. Above twelve it is better to be two."),
        min_value=2,
        max_value=MOST,
    )
    starts_with = forms.IntegerField(
        label=_("It starts when this many are in"),
        help_text=_("0 if it has begun, or begins with whoever comes."),
        min_value=0,
        max_value=MOST,
        required=False,
    )
    who_for = forms.CharField(label=_("Who may come, in a sentence"), max_length=200, required=False)
    adults_only = forms.BooleanField(label=_("Only for people of 18 and over"), required=False)
    language = forms.ChoiceField(label=_("In which language?"), choices=languages)
    town = forms.CharField(
        label=_("Roughly where, if you meet in a hall"),
        help_text=_("A town or a part of it. The place itself is shown to members only."),
        max_length=80,
        required=False,
    )
    themes = ThemeField(
        label=_("What is it about?"),
        queryset=Theme.objects.none(),
        to_field_name="ref",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        root = (Coalesce("under__order", "order"), Coalesce("under__name", "name"))
        tree = Theme.objects.select_related("under").order_by(*root, F("under").asc(nulls_first=True), "order", "name")
        self.fields["themes"].queryset = tree  # type: ignore[attr-defined]

    def clean_starts_with(self) -> int:
        return self.cleaned_data["starts_with"] or 0


def arranged(group: Group) -> dict[str, Any]:
    """What the group's edit page begins with."""
    own = ("name", "about", "zone", "door", "capacity", "starts_with", "who_for", "adults_only", "language", "town")
    now: dict[str, Any] = {name: getattr(group, name) for name in own}
    return now | {"listed": group.is_listed, "themes": [theme.ref for theme in group.themes.all()]}


def if_away() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("If you're away a while"),
        help_text=_("What may the others do? You can change it later."),
        choices=AWAY,
        initial=Membership.IfAway.SAY_HELLO,
        widget=forms.RadioSelect,
        required=False,
    )


class ComeForm(LinkForm):
    """Coming in: by a link, or through an open door."""

    if_away = if_away()
    field_order = ["alias", "comes", "if_away", "words", "yes"]

    def clean_if_away(self) -> str:
        return self.cleaned_data["if_away"] or Membership.IfAway.SAY_HELLO


def words_field() -> forms.CharField:
    return forms.CharField(
        label=_("A few words to the facilitators"),
        help_text=_("Only they read them. A sentence is plenty; you may leave it empty."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AskForm(ComeForm):
    words = words_field()


class HoldForm(KindForm):
    """Before there is an account: what to be called, how one comes."""

    alias = forms.CharField(
        label=_("What shall we call you here?"), help_text=_("Not your real name unless you want."), max_length=40
    )
    comes = forms.ChoiceField(
        label=_("How do you come?"), choices=COMES, initial=Membership.Comes.UNSURE, widget=forms.RadioSelect
    )


class HoldAndAskForm(HoldForm):
    words = words_field()


class QuestionForm(KindForm):
    words = forms.CharField(
        label=_("Your question"),
        help_text=_("No name is asked for. Those who facilitate the group read it, and nobody else."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PlanForm(KindForm):
    say = forms.CharField(
        label=_("What I might say"),
        help_text=_("A sentence for the first round, if it helps to have one. You need not use it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    listens = forms.BooleanField(label=_("I'll just listen"), required=False)
    leave_with = forms.CharField(
        label=_("A word to leave with"),
        help_text=_("For when you want to go early. “I have to go now, thank you” is enough."),
        max_length=120,
        required=False,
    )


class TellForm(KindForm):
    """On pausing or leaving."""

    told = forms.ChoiceField(
        label=_("What shall we tell the others?"),
        help_text=_("It stands on the group's page for two weeks."),
        choices=TELL,
        initial=Standing.Told.NOTHING,
        widget=forms.RadioSelect,
        required=False,
    )


class SentenceForm(KindForm):
    """Ready sentences, or own words, which come first when there are any."""

    ready: list[Any] = []
    sentence = forms.ChoiceField(label=_("What shall we say?"), required=False, widget=forms.RadioSelect)
    own = forms.CharField(
        label=_("Or in your own words"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(n), words) for n, words in enumerate(self.ready)]
        self.fields["sentence"].choices = choices  # type: ignore[attr-defined]
        self.fields["sentence"].initial = "0"

    def clean(self) -> dict[str, Any]:
        """One thing comes out: the words."""
        typed = super().clean() or self.cleaned_data
        number, own = typed.get("sentence") or "", (typed.get("own") or "").strip()
        if not own and not number:
            raise ValidationError(_("Please choose a sentence, or write a few words."))
        return {"words": own or str(self.ready[int(number)])}


class WelcomeForm(SentenceForm):
    ready = WELCOMES


class NotNowForm(SentenceForm):
    ready = NOT_NOWS


class AnswerForm(KindForm):
    words = forms.CharField(
        label=_("Your answer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}), required=True
    )
