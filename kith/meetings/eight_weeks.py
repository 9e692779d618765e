"""The next eight weeks of every series exist as meetings: made when it starts or changes, and by a round. Twice is harmless."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction

from kith.groups.models import Group
from kith.meetings import agenda, cohorts, formats, occasions, prompts
from kith.meetings.formats import Format
from kith.meetings.models import Meeting, Series, Skipped, WrittenFormat
from kith.meetings.models.format import OWN
from kith.meetings.signals import meeting_planned

AHEAD = timedelta(weeks=8)
AT_ONCE = 25  # series in one transaction: others who write wait no longer than this takes


def horizon(now: datetime) -> date:
    return (now + AHEAD).date()


def look(now: datetime) -> int:
    """The round: every series that lacks meetings gets them. Returns how many were made."""
    made, last = 0, 0
    while some := _some(now, after=last):
        made += len(make(some, now=now))
        last = some[-1]
    return made


def _some(now: datetime, *, after: int) -> list[int]:
    unmade = Series.objects.unmade(horizon(now)).filter(pk__gt=after)
    return list(unmade.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def make(series: Iterable[int], *, now: datetime) -> list[Meeting]:
    """What is missing of these series, up to eight weeks from now. A handful of queries, however many there are."""
    found = _locked(list(series), now)
    if not found:
        return []
    wanted = _wanted(found, now)
    rows = Maker(found, now).rows(wanted)
    Meeting.objects.bulk_create(rows, batch_size=500)
    vary(rows)
    Series.objects.filter(pk__in=[one.pk for one in found]).update(made_until=horizon(now))
    announce(rows)
    return rows


def _locked(series: list[int], now: datetime) -> list[Series]:
    """Their groups first, then they, in one order: two workers make nothing twice and never wait for each other in a ring."""
    groups = Group.objects.filter(series__in=series).values("pk")
    list(Group.objects.select_for_update(no_key=True).filter(pk__in=groups).order_by("pk").values_list("pk"))
    behind = Series.objects.unmade(horizon(now)).filter(pk__in=series)
    return list(behind.select_for_update(no_key=True).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """One gathering that has no meeting yet."""

    series: Series
    at: datetime


def _wanted(found: list[Series], now: datetime) -> list[Wanted]:
    """By series, each in order. What is skipped or made already is left out, and so is what has begun."""
    skipped = set(Skipped.objects.filter(series__in=found).values_list("series_id", "day"))
    there = Meeting.objects.filter(series__in=found, occurrence__gt=now).values_list("series_id", "occurrence")
    made, until, wanted = set(there), horizon(now), list[Wanted]()
    for one in found:
        course, since = one.course, max(one.starts_on, (now - timedelta(days=1)).date())
        if one.made_until:
            since = max(since, one.made_until + timedelta(days=1))
        for at in course.moments(since, until):
            if at > now and (one.pk, at) not in made and (one.pk, course.day_of(at)) not in skipped:
                wanted.append(Wanted(one, at))
    return wanted


class Maker:
    """Makes meetings of many series: their formats, and what each group has asked, are read once."""

    def __init__(self, found: list[Series], now: datetime) -> None:
        self.now, self._forms = now, shelf_of(found)
        self._memory = prompts.Memory({one.group_id for one in found}, since=now, until=now + AHEAD)

    def rows(self, wanted: list[Wanted]) -> list[Meeting]:
        return [self._row(one.series, one.at) for one in wanted]

    def _row(self, series: Series, at: datetime) -> Meeting:
        meeting = Meeting(group_id=series.group_id, series=series, planned_by_id=series.planned_by_id)
        meeting.starts_at = meeting.occurrence = at
        meeting.planned_at = self.now
        return self.settle(meeting, series)

    def settle(self, meeting: Meeting, series: Series) -> Meeting:
        """As the series says, with a question that rests from nothing near where the format asks one."""
        form = self._forms.get(series.format) or formats.shelf()[FALLBACK]
        prompt = self._question(meeting, form)
        meeting.minutes, meeting.format = series.minutes, form.key
        meeting.agenda = agenda.fit(form, series.minutes, prompt)
        if cohorts.is_last(series, meeting.ruled_at):
            meeting.agenda = cohorts.goodbye(meeting.agenda)
        meeting.prompt_key = prompt.key if prompt else ""
        meeting.call_link, meeting.place, meeting.by_text = series.call_link, series.place, series.by_text
        meeting.facilitator_id = series.facilitator_id
        return meeting

    def _question(self, meeting: Meeting, form: Format) -> prompts.Prompt | None:
        """The one that was chosen stays; in a format that asks none, there is none."""
        if not form.asking:
            return None
        if kept := prompts.library().get(meeting.prompt_key):
            return kept
        return self._memory.choose(meeting.group_id, at=meeting.starts_at, depth=form.asking.prompt_depth)


FALLBACK = "guided-discussion"  # for a format that its group has put away


def shelf_of(found: list[Series]) -> dict[str, Format]:
    """Kith's formats and, of those that groups wrote, the ones these series use."""
    refs = {one.format.removeprefix(OWN) for one in found if one.format.startswith(OWN)}
    own = WrittenFormat.objects.offered().filter(ref__in=refs) if refs else []
    return formats.shelf() | {written.key: formats.read(written) for written in own}


def form_of(series: Series) -> Format:
    return shelf_of([series]).get(series.format) or formats.shelf()[FALLBACK]


def vary(rows: list[Meeting]) -> None:
    """Formats that differ by date are fitted once all rows stand, because they count them."""
    forms = shelf_of([one.series for one in rows if one.series])
    varied = [one for one in rows if one.format in forms and forms[one.format].variations]
    groups = Group.objects.in_bulk({one.group_id for one in varied})
    for one in varied:
        tonight = occasions.tonight(forms[one.format], groups[one.group_id], starts_at=one.starts_at, besides=one)
        one.agenda = agenda.fit(tonight, one.minutes, prompts.library().get(one.prompt_key))
    Meeting.objects.bulk_update(varied, ["agenda"], batch_size=200)


def announce(rows: list[Meeting]) -> None:
    """One after another; the last one knows all groups of the batch, so that they can be counted at once."""
    if rows:
        transaction.on_commit(partial(_tell, rows))


def _tell(rows: list[Meeting]) -> None:
    groups = sorted({one.group_id for one in rows})
    for one in rows:
        last = one is rows[-1]
        meeting_planned.send_robust(Meeting, meeting=one, last=last, groups=groups if last else ())
