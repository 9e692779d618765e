"""What is typed to tell a story, and to answer one."""

from functools import cache
from typing import Any, cast

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.kit.refs import ALPHABET, LENGTH, new_ref
from kith.stories import notes, practising
from kith.stories.models import Need, Story

NEEDS = (
    (Need.JUST_LISTEN, _("Just listen")),
    (Need.NOT_ALONE, _("Hear that I’m not alone")),
    (Need.QUESTIONS, _("Questions")),
    (Need.IDEAS, _("Ideas")),
)
KINDS = ((Story.Kind.STORY, _("A story")), (Story.Kind.LETTER, _("A letter to the newcomer I was")))
READERS = ((Story.Readers.GROUP, _("Everyone in the group")), (Story.Readers.ME, _("Only I, for now")))
COMPANION = str(Story.Readers.COMPANION)


class StoryForm(KindForm):
    """A calm editor. Its draft is kept by script as it grows; without script, by a button."""

    title = forms.CharField(label=_("A title, if you like"), max_length=120, required=False)
    text = forms.CharField(
        label=_("Your story"),
        max_length=50_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "said"}),
        help_text=_("*One star* makes words stand out, **two** make them strong. An empty line begins a paragraph."),
    )
    need = forms.ChoiceField(
        label=_("What do you need back?"), choices=NEEDS, widget=forms.RadioSelect, initial=Need.JUST_LISTEN
    )
    notes = forms.MultipleChoiceField(
        label=_("Does it speak of any of these?"),
        help_text=_("It is then folded, and everyone decides for themselves whether to open it."),
        choices=lambda: list(notes.known().items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note_words = forms.CharField(label=_("Or of something else, in your words"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS, widget=forms.RadioSelect, initial=Story.Kind.STORY)
    readers = forms.ChoiceField(
        label=_("Who may read it?"), choices=READERS, widget=forms.RadioSelect, initial=Story.Readers.GROUP
    )
    without_alias = forms.BooleanField(
        label=_("Without my alias"),
        help_text=_(
            "Nobody is shown that it is yours. In a small group they may still guess. Facilitators can only learn it when"
            " someone reports the story, and then you are told."
        ),
        required=False,
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, companion: str = "", **more: Any) -> None:
        """`companion`: the name of theirs. Without one they are not among who may read it, but where that was chosen before."""
        super().__init__(*args, **more)
        if companion or self.initial.get("readers") == COMPANION:
            named = gettext("My companion, %(name)s, while we are companions") % {"name": companion}
            words = named if companion else gettext("The companion I had")
            choices = [READERS[0], (COMPANION, words), READERS[1]]
            cast(forms.ChoiceField, self.fields["readers"]).choices = choices

    WORDS = ("title", "text")
    SMALL = ("notes", "note_words", "kind", "readers", "without_alias")

    def words(self) -> list[forms.BoundField]:
        return [self[name] for name in (*self.WORDS, "need")]

    def more(self) -> list[forms.BoundField]:
        """What most stories do without; folded until opened."""
        return [self[name] for name in self.SMALL]

    def said(self) -> dict[str, Any]:
        """What was typed, without the number of the page."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


def starting(story: Story) -> dict[str, Any]:
    names = ("title", "text", "need", "notes", "note_words", "kind", "readers", "without_alias", "revision")
    return {name: getattr(story, name) for name in names}


class ReplyForm(KindForm):
    text = forms.CharField(
        label=_("Your reply"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    notes = forms.MultipleChoiceField(
        label=_("Does it speak of any of these?"),
        help_text=_("It is then folded, and everyone decides for themselves whether to open it."),
        choices=lambda: list(notes.known().items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note_words = forms.CharField(label=_("Or of something else, in your words"), max_length=80, required=False)

    @property
    def is_noted(self) -> bool:
        return bool(self["notes"].value() or self["note_words"].value())

    def hard(self) -> SafeString:
        """Where a reply says what it speaks of. On most pages nothing is said yet, and that is the same for everyone."""
        return _hard(self) if self.is_bound or self.is_noted else _nothing_hard(get_language() or "")


def _hard(form: ReplyForm) -> SafeString:
    return render_to_string("stories/reply_notes.html", {"form": form})


@cache
def _nothing_hard(_language: str) -> SafeString:
    return _hard(ReplyForm())


class GentleForm(forms.Form):
    leave_out = forms.MultipleChoiceField(
        label=_("Leave these out of what I am shown"),
        choices=lambda: list(notes.known().items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class KeepsakeWordsForm(KindForm):
    """What it is, for those who cannot see it, and its story."""

    described = forms.CharField(
        label=_("What is on the picture?"),
        help_text=_(
            "For those who cannot see it, or while it loads. Like “A blue biscuit tin with a dent in its lid”."
            " It is also what it is called in a circle."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = forms.CharField(
        label=_("Its story, if you like"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "said"}),
    )

    def clean_described(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["described"].split())


class KeepsakeForm(KeepsakeWordsForm):
    picture = forms.FileField(
        label=_("A picture of it"),
        help_text=_(
            "JPEG, PNG or WebP, up to 15 MB. We make it small and keep only what is seen: where and when it was taken is"
            " thrown away."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    readers = forms.ChoiceField(
        label=_("Who may see it?"), choices=READERS, widget=forms.RadioSelect, initial=Story.Readers.GROUP
    )
    ref = forms.RegexField(f"[{ALPHABET}]{{{LENGTH}}}", widget=forms.HiddenInput, initial=new_ref)
    field_order = ["picture", "described", "text", "readers", "ref"]


class PractiseForm(KindForm):
    """One of the replies was pressed (its place), or words of one's own."""

    reply = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    text = forms.CharField(
        label=_("Or in your own words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *given: Any, to: practising.Exercise, **more: Any) -> None:
        super().__init__(*given, **more)
        self.replies = to.replies
        self.fields["reply"].choices = list(enumerate(to.replies))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("reply") is None and not typed.get("text"):
            raise forms.ValidationError(_("Choose one, or write a few words."))
        return typed

    @property
    def reply_said(self) -> str:
        """Once it is whole."""
        place = self.cleaned_data.get("reply")
        return str(self.cleaned_data["text"] if place is None else self.replies[place])
