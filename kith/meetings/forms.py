"""What a facilitator types to plan a meeting; it keeps all of it until it is right, and then is one plan."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.groups.models import Group, Membership
from kith.kit.refusal import Refused, sentence
from kith.meetings import prompts, walltime
from kith.meetings.formats import Format
from kith.meetings.models import LONGEST, SHORTEST, Meeting
from kith.meetings.planning import Plan
from kith.meetings.prompts import Prompt

DEPTHS = {"light": _("Light"), "middle": _("A little deeper"), "deep": _("Deep")}
SHORT = {"rows": 3}
WHICH = [("first", _("The first, before the clocks go back")), ("second", _("The second, after"))]


class PlanForm(KindForm):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    clock = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    which = forms.ChoiceField(
        label=_("Which one do you mean?"), choices=WHICH, required=False, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=_("How many minutes?"),
        help_text=_("60 to 90 suits most groups. The open quarter of an hour before and after is not counted."),
        min_value=SHORTEST,
        max_value=LONGEST,
    )
    facilitator = forms.ModelChoiceField(
        label=_("Who has the piece?"),
        help_text=_("They keep the time, read the script and see that the piece goes round."),
        queryset=Membership.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("Not decided yet"),
    )
    door_by = forms.ModelChoiceField(
        label=_("Who has the door and the people?"),
        help_text=_("They let people in, greet who is new, and go out with someone who needs it."),
        queryset=Membership.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("Nobody besides them"),
    )
    prompt = forms.ChoiceField(
        label=_("From the library"),
        help_text=_("Each has a lighter door, offered first when someone is new."),
        required=False,
        error_messages={"invalid_choice": _("This question was asked here within six months. Please choose another.")},
    )
    own = forms.CharField(label=_("Or a question of your own"), max_length=200, required=False)
    own_lighter = forms.CharField(
        label=_("A lighter door to your own question"),
        help_text=_("An easier way in, for those who are new. You may leave it empty."),
        max_length=200,
        required=False,
    )
    by_text = forms.BooleanField(label=_("By text"), required=False)
    call_link = forms.URLField(
        label=_("Beside a call: its link"),
        help_text=_("Shown only to those who have taken a seat. Kith never opens it."),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
        error_messages={"invalid": _("Please paste a whole link that begins with https://")},
    )
    place = forms.CharField(
        label=_("In a hall: the place"), help_text=_("Shown to members only."), max_length=300, required=False
    )

    def __init__(
        self,
        group: Group,
        form: Format,
        data: QueryDict | None,
        *,
        now: datetime,
        meeting: Meeting | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.group, self.form = group, form
        for role in ("facilitator", "door_by"):
            self.fields[role].queryset = group.memberships.who_run()  # type: ignore[attr-defined]
        if form.asking:
            fresh = prompts.fresh(group, at=now, besides=meeting)
            self.fields["prompt"].choices = shelves(fresh, first=form.asking.prompt_depth)  # type: ignore[attr-defined]
        else:
            for name in ("prompt", "own", "own_lighter"):
                del self.fields[name]

    @property
    def asks_which(self) -> bool:
        return bool(self.errors.get("which")) or bool(self["which"].value())

    def clean(self) -> dict[str, Any]:
        """All of it as one plan, or what the wall clock has against it."""
        typed = super().clean() or self.cleaned_data
        if self.errors:
            return typed
        try:
            starts_at = walltime.moment(typed["day"], typed["clock"], zone=self.group.tz, which=typed["which"])
        except Refused as no:
            self.add_error(str(no.facts["field"]), sentence(no))
            return typed
        kept = {name: typed[name] for name in ("minutes", "facilitator", "door_by", "call_link", "place", "by_text")}
        return {"to": Plan(starts_at=starts_at, form=self.form, prompt=self._question(typed), **kept)}

    def _question(self, typed: dict[str, Any]) -> Prompt | None:
        if not self.form.asking:
            return None
        if typed["own"]:
            return Prompt(text=typed["own"], lighter=typed["own_lighter"])
        return prompts.library().get(typed["prompt"]) or self.suggestion

    @property
    def suggestion(self) -> Prompt | None:
        """What is asked when nothing was chosen: the first fresh one of the format's depth."""
        return prompts.library().get(first_of(self.fields["prompt"].choices))  # type: ignore[attr-defined]


def shelves(fresh: list[Prompt], *, first: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Questions to choose from, by depth; the format's own depth stands first."""
    depths = sorted(prompts.DEPTHS, key=lambda depth: (depth != first, prompts.DEPTHS.index(depth)))
    return [(str(DEPTHS[d]), [(p.key, p.text) for p in fresh if p.depth == d]) for d in depths]


def first_of(choices: list[tuple[str, list[tuple[str, str]]]]) -> str:
    return next((key for _, shelf in choices for key, _ in shelf), "")


class CancelForm(KindForm):
    why = forms.CharField(
        label=_("Why, in a few words"),
        help_text=_("Everyone in the group can read it. You may leave it empty."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DebriefForm(KindForm):
    """About whoever held the evening, and nobody else."""

    how = forms.CharField(label=_("How was it for you?"), max_length=500, required=False, widget=forms.Textarea(SHORT))
    took = forms.CharField(
        label=_("What did it take out of you?"), max_length=500, required=False, widget=forms.Textarea(SHORT)
    )
    leave = forms.CharField(
        label=_("What will you leave here, and not take home?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(SHORT),
    )
    next = forms.CharField(
        label=_("One thing for next time"),
        help_text=_("Shown to you again before the next evening you hold."),
        max_length=300,
        required=False,
    )
