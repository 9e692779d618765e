"""What is different on some dates, as it is typed and as it is told."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.meetings import editing
from kith.meetings.formats import FACILITATOR, Format, Part
from kith.meetings.varying import AFTER, DAY, EVERY, INSTEAD, LAST, NTH, Varied

OF_MONTH = [
    (f"{NTH}:1", _("The first meeting of the month")),
    (f"{NTH}:2", _("The second meeting of the month")),
    (f"{NTH}:3", _("The third meeting of the month")),
    (f"{NTH}:4", _("The fourth meeting of the month")),
    (f"{NTH}:5", _("The fifth meeting of the month")),
    (f"{NTH}:{LAST}", _("The last meeting of the month")),
]
EACH = [
    (f"{EVERY}:2", _("Every second time")),
    (f"{EVERY}:3", _("Every third time")),
    (f"{EVERY}:4", _("Every fourth time")),
    (f"{EVERY}:6", _("Every sixth time")),
    (f"{EVERY}:8", _("Every eighth time")),
    (f"{EVERY}:12", _("Every twelfth time")),
]
WHENS = [*OF_MONTH, *EACH, (DAY, _("On one date"))]
WHATS = [(INSTEAD, _("Instead of that part")), (AFTER, _("After that part, one more"))]
FIXED = ("closing",)


class VariationForm(KindForm):
    when = forms.ChoiceField(label=_("When"), choices=WHENS)
    day = forms.DateField(
        label=_("Which date"),
        help_text=_("Only if it is on one date."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    part = forms.ChoiceField(label=_("Which part"))
    what = forms.ChoiceField(label=_("What happens"), choices=WHATS, widget=forms.RadioSelect, initial=INSTEAD)
    name = forms.CharField(label=_("What the other part is called"), max_length=60)
    mode = forms.ChoiceField(label=_("How it goes"), choices=[one for one in editing.MODES if one[0] not in FIXED])
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=120)
    prompt = forms.CharField(label=_("What is asked"), max_length=200, required=False)
    script = forms.CharField(
        label=_("What is read aloud"), max_length=800, required=False, widget=forms.Textarea(attrs=editing.LONG)
    )
    reader = forms.ChoiceField(label=_("Who reads it"), choices=editing.READERS, initial=FACILITATOR)
    first_time = forms.CharField(
        label=_("For someone who has never been: what happens here"), max_length=200, required=False
    )

    def __init__(self, form: Format, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            (one.key, one.name) for one in form.parts if one.mode not in FIXED
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if self.errors:
            return typed
        on, _colon, number = typed.pop("when").partition(":")
        if on == DAY and not typed["day"]:
            self.add_error("day", gettext("Please say which date."))
            return typed
        day = typed.pop("day") if on == DAY else typed.pop("day") and None
        what, part = typed.pop("what"), typed.pop("part")
        block = Part(key="", **typed)
        return {"to": Varied(on, int(number or 0), day, what, part, block)}


def told(form: Format) -> list[dict[str, str]]:
    """Each variation in words: when, and what."""
    names = {one.key: one.name for one in form.parts}
    return [{"when": when(one), "what": _what(one, names)} for one in form.variations]


def when(one: Varied[Part]) -> str:
    if one.on == DAY:
        return date_format(one.day, "l, j F Y") if one.day else ""
    known = {key: str(words) for key, words in (*OF_MONTH, *EACH)}
    return known.get(f"{one.on}:{one.number}", "")


def _what(one: Varied[Part], names: dict[str, str]) -> str:
    n = one.block.minutes
    if one.what == INSTEAD:
        words = ngettext(
            "%(name)s, %(n)s minute, instead of %(part)s", "%(name)s, %(n)s minutes, instead of %(part)s", n
        )
    else:
        words = ngettext("%(name)s, %(n)s minute, after %(part)s", "%(name)s, %(n)s minutes, after %(part)s", n)
    return words % {"name": one.block.name, "part": names.get(one.part, ""), "n": n}
