"""What a facilitator types about a series; it keeps all of it until it is right, and then is one plan."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kith.groups.asking import KindForm
from kith.groups.models import Group, Membership
from kith.meetings import formats, in_words, repeating
from kith.meetings.models import LONGEST, SHORTEST, Meeting, Series
from kith.meetings.recurring import MONTH, WEEK, Rule
from kith.meetings.repeating import SeriesPlan

EVERY = {
    "week": _("Every week"),
    "other": _("Every other week"),
    "month": _("Once a month"),
}
DAYS = [(number, WEEKDAYS[number]) for number in range(7)]
NEVER, TIMES, UNTIL = "never", "times", "until"
ENDS = [(NEVER, _("No end for now")), (TIMES, _("After so many times")), (UNTIL, _("After a day"))]
MOST_TIMES = 104
KEPT = ("from_day", "clock", "minutes", "call_link", "place", "by_text", "facilitator", "is_cohort")


class SeriesForm(KindForm):
    which = forms.TypedChoiceField(
        label=_("Which one of the month?"),
        choices=[(number, word.capitalize()) for number, word in in_words.WHICH.items()],
        coerce=int,
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one day.")},
    )
    day = forms.TypedChoiceField(label=_("On which day?"), choices=DAYS, coerce=int)
    clock = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    from_day = forms.DateField(
        label=_("From which day on?"),
        help_text=_("The first meeting is on this day, or on the next day that fits."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends = forms.ChoiceField(label=_("How long does it go on?"), choices=ENDS, widget=forms.RadioSelect)
    times = forms.IntegerField(label=_("How many times?"), min_value=1, max_value=MOST_TIMES, required=False)
    until = forms.DateField(
        label=_("Its last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    is_cohort = forms.BooleanField(
        label=_("The same people from beginning to end"),
        help_text=_(
            "After the first week nobody new joins unless you let them. The last evening is for goodbyes, and a day to "
            "meet once more is proposed. It needs an end."
        ),
        required=False,
    )
    format = forms.ChoiceField(label=_("How does an evening go?"))
    minutes = forms.IntegerField(
        label=_("How many minutes?"),
        help_text=_("60 to 90 suits most groups. The open quarter of an hour before and after is not counted."),
        min_value=SHORTEST,
        max_value=LONGEST,
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
    facilitator = forms.ModelChoiceField(
        label=_("Who usually facilitates?"),
        help_text=_("You can choose someone else for any evening."),
        queryset=Membership.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("Not decided yet"),
    )
    why = forms.CharField(
        label=_("Why, in a few words"),
        help_text=_("Read by whoever looks for a meeting that is no more. You may leave it empty."),
        max_length=300,
        required=False,
    )

    def __init__(
        self,
        group: Group,
        every: str,
        data: QueryDict | None,
        *,
        zone: str,
        series: Series | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.every, self.zone, self.shelf = every, zone, formats.of(group)
        self.fields["format"].choices = [(key, form.name) for key, form in self.shelf.items()]  # type: ignore[attr-defined]
        self.fields["facilitator"].queryset = group.memberships.who_run()  # type: ignore[attr-defined]
        for name in ("days",) if every == MONTH else ("which", "day"):
            del self.fields[name]
        if series is None:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """All of it as one plan."""
        typed = super().clean() or self.cleaned_data
        for name in (TIMES, UNTIL):
            if typed.get("ends") == name and name not in self.errors and not typed.get(name):
                self.add_error(name, _("Please fill this in, or choose another ending."))
        if self.errors:
            return typed
        form = self.shelf[typed["format"]]
        to = SeriesPlan(rule=self._rule(typed), zone=self.zone, form=form, **{name: typed[name] for name in KEPT})
        return {"to": to, **({"why": typed["why"]} if "why" in typed else {})}

    def _rule(self, typed: dict[str, Any]) -> Rule:
        times = typed["times"] if typed["ends"] == TIMES else None
        until = typed["until"] if typed["ends"] == UNTIL else None
        if self.every == "month":
            return Rule(MONTH, (typed["day"],), which=typed["which"], times=times, until=until)
        apart = 2 if self.every == "other" else 1
        return Rule(WEEK, tuple(sorted(typed["days"])), apart, times=times, until=until)


def every_of(rule: Rule) -> str:
    """Which of the three ways to come again a rule is."""
    return "month" if rule.every == MONTH else "week" if rule.apart == 1 else "other"


def beginning(me: Membership, first: Meeting | None, *, today: date) -> dict[str, Any]:
    """What a new series starts with: a meeting that is planned already, or nothing much."""
    form = formats.shelf()["guided-discussion"]
    start = {"clock": "19:00", "from_day": today, "ends": NEVER, "minutes": form.minutes, "format": form.key}
    start |= {"by_text": True, "facilitator": me.ref}
    if first is None:
        return start
    here = first.starts_at.astimezone(me.group.tz)
    start |= {"clock": here.time(), "from_day": here.date(), "days": [here.weekday()], "day": here.weekday()}
    start |= {"which": min(4, (here.day + 6) // 7), "minutes": first.minutes, "format": first.format}
    start |= {"by_text": first.by_text, "call_link": first.call_link, "place": first.place}
    return start | {"facilitator": first.facilitator.ref if first.facilitator else None}


def standing(series: Series, *, from_day: date) -> dict[str, Any]:
    """A series as the form shows it, from a day on."""
    rule = repeating.remaining(series, from_day)
    ends = TIMES if rule.times else UNTIL if rule.until else NEVER
    kept = {name: getattr(series, name) for name in ("clock", "minutes", "format", "call_link", "place", "by_text")}
    return kept | {
        "from_day": from_day,
        "days": list(rule.days),
        "day": rule.days[0],
        "which": rule.which,
        "ends": ends,
        "times": rule.times,
        "until": rule.until,
        "is_cohort": series.is_cohort,
        "facilitator": series.facilitator.ref if series.facilitator else None,
    }


def _choices(days: list[date]) -> list[tuple[str, str]]:
    return [(day.isoformat(), date_format(day, "l, j F Y")) for day in days]


class EndForm(KindForm):
    last_on = forms.TypedChoiceField(
        label=_("When is the last time?"), coerce=date.fromisoformat, required=False, empty_value=None
    )
    why = forms.CharField(
        label=_("Why, in a few words"),
        help_text=_("Everyone in the group can read it. You may leave it empty."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, days: list[date], data: QueryDict | None) -> None:
        super().__init__(data)
        self.fields["last_on"].choices = [("", _("It does not meet again")), *_choices(days)]  # type: ignore[attr-defined]


class SkipForm(KindForm):
    day = forms.TypedChoiceField(label=_("Which day?"), coerce=date.fromisoformat)
    why = forms.CharField(
        label=_("Why, in a few words"),
        help_text=_("Everyone in the group can read it. You may leave it empty."),
        max_length=300,
        required=False,
    )

    def __init__(self, days: list[date], data: QueryDict | None) -> None:
        super().__init__(data)
        self.fields["day"].choices = _choices(days)  # type: ignore[attr-defined]


class DayForm(KindForm):
    day = forms.DateField()


def today_on(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()
