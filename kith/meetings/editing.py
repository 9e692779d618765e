"""A format on a page: its parts as forms that can be added, moved and taken out without script, keeping what was typed."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.groups.models import Membership
from kith.kit.refusal import Refused, sentence
from kith.meetings import wholeness, writing
from kith.meetings.formats import ANYONE, FACILITATOR, ROTATING, Format, Part
from kith.meetings.formats import part as as_part
from kith.meetings.models import WrittenFormat
from kith.meetings.prompts import DEPTHS

MODES = [
    ("talk", _("Free talk: no piece, no clock")),
    ("reading", _("Reading aloud")),
    ("round", _("A round: the piece goes once around")),
    ("floor", _("The floor: whoever asks for the piece has it")),
    ("pairs", _("In pairs")),
    ("silence", _("Silence")),
    ("empathy", _("Being heard: say back what you heard, then speak")),
    ("writing", _("Writing, each for themselves")),
    ("closing", _("Closing: a word each")),
]
READERS = [
    (FACILITATOR, _("Whoever facilitates")),
    (ANYONE, _("Anyone who would like to")),
    (ROTATING, _("Someone else each time; Kith suggests who")),
]
KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
LONG = {"rows": 3}


class PartForm(forms.Form):
    """One part of an evening."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    name = forms.CharField(label=_("What it is called"), max_length=60)
    mode = forms.ChoiceField(label=_("How it goes"), choices=MODES)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=120)
    prompt = forms.CharField(
        label=_("What is asked"), help_text=_("You may leave it empty."), max_length=200, required=False
    )
    asks = forms.BooleanField(label=_("Here the evening's question is asked instead"), required=False)
    share = forms.IntegerField(
        label=_("Soft minutes of one turn"),
        help_text=_("Seen only by the speaker and those who facilitate."),
        min_value=1,
        max_value=60,
        required=False,
    )
    script = forms.CharField(
        label=_("What is read aloud"),
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )
    reader = forms.ChoiceField(label=_("Who reads it"), choices=READERS, initial=FACILITATOR)
    first_time = forms.CharField(
        label=_("For someone who has never been: what happens here"), max_length=200, required=False
    )

    use_required_attribute = False  # a part can be moved before it is filled in

    @property
    def title(self) -> str:
        return str(self["name"].value() or "") or gettext("A new part")

    @property
    def lies_open(self) -> bool:
        """A new part, or one that something is wrong with."""
        return not self["name"].value() or bool(self.is_bound and self.errors)

    def part(self, before: Mapping[str, Part]) -> Part:
        typed = dict(self.cleaned_data)
        typed["key"] = typed["key"] if KEY.fullmatch(typed["key"]) else writing.new_key()
        typed["prompt"] = "" if typed["asks"] else typed["prompt"]
        depth = before[typed["key"]].prompt_depth if typed["key"] in before else DEPTHS[1]
        return Part(**typed, prompt_depth=depth)


class FormatForm(KindForm):
    """What a format is called and whom it suits."""

    name = forms.CharField(label=_("What it is called"), max_length=60)
    summary = forms.CharField(
        label=_("In a sentence"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    good_for = forms.CharField(label=_("What it is good for"), max_length=200, required=False)
    fewest = forms.IntegerField(label=_("For how many: the fewest"), min_value=2, max_value=12)
    most = forms.IntegerField(label=_("The most"), min_value=2, max_value=12)
    empty_seat = forms.BooleanField(label=_("One seat stays empty"), help_text=_("For those you miss."), required=False)


class Editor:
    """The whole page. `press` is the button: "keep", or "up:2", "down:2", "remove:2", "add:2" (after the third part)."""

    def __init__(self, written: WrittenFormat, form: Format, data: QueryDict | None) -> None:
        self.written, self.before = written, {one.key: one for one in form.parts}
        rows = _posted(data) if data is not None else [asdict(one) for one in form.parts]
        self.press, _, place = (data.get("do", "keep") if data is not None else "").partition(":")
        self.place = int(place) if place.isascii() and place.isdigit() and len(place) < 3 else -1
        bound = data if self.press == "keep" else None
        seats = {"fewest": written.fewest, "most": written.most}
        start = {"name": form.name, "summary": form.summary, "good_for": form.good_for, "empty_seat": form.empty_seat}
        self.form = FormatForm(bound, initial=start | seats if data is None else data.dict())
        self.parts = [_drawn(place, row, bound) for place, row in enumerate(self._moved(rows))]

    def _moved(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        at = self.place
        if not 0 <= at < len(rows):
            return rows
        if self.press == "remove":
            return rows[:at] + rows[at + 1 :]
        if self.press == "add" and len(rows) < wholeness.MOST_PARTS:
            return [*rows[: at + 1], {"mode": "round", "minutes": 10}, *rows[at + 1 :]]
        other = at + {"up": -1, "down": 1}.get(self.press, 0)
        if 0 <= other < len(rows):
            rows[at], rows[other] = rows[other], rows[at]
        return rows

    @property
    def minutes(self) -> int:
        """What the parts add up to, as typed."""
        return sum(int(m) for one in self.parts if (m := str(one["minutes"].value() or "")).isdigit() and len(m) < 4)

    @property
    def wrong(self) -> list[tuple[int, str]]:
        """Where something is missing: the place of each such part, and what it is called."""
        return [(place, one.title) for place, one in enumerate(self.parts) if one.is_bound and one.errors]

    @property
    def is_full(self) -> bool:
        return len(self.parts) >= wholeness.MOST_PARTS

    @property
    def was_moved(self) -> bool:
        return self.press in {"up", "down", "remove", "add"}

    def keep(self, *, by: Membership) -> WrittenFormat | None:
        """Kept, if it is whole; else what is wrong stands beside what it is about."""
        parts_whole = not [one for one in self.parts if not one.is_valid()]  # each says what is wrong with it
        if self.press != "keep" or not (self.form.is_valid() and parts_whole):
            return None
        try:
            return writing.keep(self.written, to=self._typed(), by=by)
        except Refused as no:
            place = no.facts.get("part")
            form = self.parts[place] if isinstance(place, int) else self.form
            field = no.facts.get("field")
            form.add_error(str(field) if field in form.fields else None, sentence(no))
            return None

    def _typed(self) -> Format:
        parts = _each_its_own_key([one.part(self.before) for one in self.parts])
        said = self.form.cleaned_data
        seats = (said.pop("fewest"), said.pop("most"))
        minutes = sum(one.minutes for one in parts)
        return Format(key=self.written.key, seats=seats, minutes=minutes, parts=parts, **said)


def _posted(data: QueryDict) -> list[dict[str, Any]]:
    said = data.get("count", "")
    count = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    rows = range(min(count, wholeness.MOST_PARTS + 1))
    return [{name: data.get(f"part{i}-{name}", "") for name in PartForm.base_fields} for i in rows]


def _drawn(place: int, row: dict[str, Any], bound: QueryDict | None) -> PartForm:
    return PartForm(bound, prefix=f"part{place}", initial=row)


def _each_its_own_key(parts: list[Part]) -> tuple[Part, ...]:
    seen: set[str] = set()
    whole = []
    for one in parts:
        key = one.key if one.key not in seen else writing.new_key()
        seen.add(key)
        whole.append(as_part(asdict(one) | {"key": key}))
    return tuple(whole)
