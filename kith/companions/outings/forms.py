"""What someone types to propose an outing; it keeps all of it until it is right, and then is one plan and its times."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kith.companions.models import Outing
from kith.companions.outings.proposing import Plan
from kith.groups.asking import KindForm
from kith.groups.models import Group
from kith.kit.refusal import Refused, sentence
from kith.meetings import walltime

Effort = Outing.Effort
EFFORTS = (
    (Effort.EASY, _("Easy: anyone can come, with pauses")),
    (Effort.SOME, _("Some effort: an hour or two on one’s feet")),
    (Effort.HARD, _("Hard: long, steep or wet")),
)
LENGTHS = (
    (60, _("an hour")),
    (120, _("two hours")),
    (180, _("three hours")),
    (300, _("half a day")),
    (540, _("a whole day")),
)
TIMES = ("", "_2", "_3")  # more than one makes it a poll


def line(label: Any, most: int, *, help_text: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, help_text=help_text, required=required)


def day_of(label: Any, *, required: bool) -> forms.DateField:
    date = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=date)


def clock_of(label: Any, *, required: bool) -> forms.TimeField:
    clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, widget=clock)


class OutingForm(KindForm):
    """`times`: how many may be given; none while the times of a poll are asked about."""

    title = line(_("What shall it be?"), 80, help_text=_("Like “A walk along the river”."), required=True)
    about = forms.CharField(
        label=_("A few words about it"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    minutes = forms.TypedChoiceField(label=_("How long, about?"), coerce=int, choices=LENGTHS, initial=120)
    effort = forms.ChoiceField(
        label=_("How strenuous is it?"), choices=EFFORTS, widget=forms.RadioSelect, initial="easy"
    )
    cost = line(_("What does it cost?"), 120, help_text=_("Like “Nothing” or “The bus, and a cup of tea”."))
    getting = line(
        _("How does one get there?"),
        300,
        help_text=_("Everyone in the group reads this. Please do not name the place here: “Ten minutes by bus 4”."),
    )
    access = line(
        _("Who can come along easily?"), 300, help_text=_("Steps, benches, toilets, a wheelchair, a dog, the rain.")
    )
    place = line(
        _("Where do you meet?"),
        300,
        help_text=_("A public place. Only those who say yes are shown this."),
        required=True,
    )
    seats = forms.IntegerField(label=_("How many can come along, besides you?"), min_value=1, max_value=40, initial=6)

    def __init__(self, group: Group, data: QueryDict | None, *, times: int, initial: Any = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.group, self.slots = group, TIMES[:times]
        for number, slot in enumerate(self.slots, 1):
            day, clock = (_("Day"), _("Time")) if number == 1 else (_("Or: day"), _("Or: time"))
            self.fields[f"day{slot}"] = day_of(day, required=number == 1)
            self.fields[f"clock{slot}"] = clock_of(clock, required=number == 1)

    def times(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"day{slot}"], self[f"clock{slot}"]) for slot in self.slots]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        at = [one for slot in self.slots if (one := self._moment(typed, slot))]
        if self.errors:
            return typed
        kept = {name: typed[name] for name in Plan.__dataclass_fields__}
        return {"plan": Plan(**kept), "at": at}

    def _moment(self, typed: dict[str, Any], slot: str) -> datetime | None:
        day, clock = typed.get(f"day{slot}"), typed.get(f"clock{slot}")
        if not (day and clock):
            if day or clock:
                self.add_error(f"clock{slot}" if day else f"day{slot}", _("Please give both, or neither."))
            return None
        try:
            return walltime.moment(day, clock, zone=self.group.tz, which=walltime.FIRST)
        except Refused as no:
            self.add_error(f"clock{slot}", sentence(no))
            return None


class OffForm(KindForm):
    """`owed`: by a facilitator, where it does not go with the agreement."""

    why = forms.CharField(
        label=_("Why, in a few words"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: QueryDict | None, *, owed: bool) -> None:
        super().__init__(data)
        self.fields["why"].help_text = (
            _("Whoever proposed it reads this, and those who facilitate. The others only read that it is off.")
            if owed
            else _("Everyone in the group can read it. You may leave it empty.")
        )


def starting(outing: Outing) -> dict[str, Any]:
    """What a form for changing it begins with; its time on the group's clock."""
    said = {name: getattr(outing, name) for name in Plan.__dataclass_fields__}
    if outing.starts_at:
        here = outing.starts_at.astimezone(outing.group.tz)
        said |= {"day": here.date(), "clock": here.time()}
    return said
