"""Planning a meeting, changing it, and calling it off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from kith.groups import ending
from kith.groups.models import Group, Membership
from kith.kit.refusal import Refused
from kith.meetings import agenda, moving, occasions, prompts
from kith.meetings.formats import Format
from kith.meetings.models import Cancellation, Meeting
from kith.meetings.prompts import Prompt
from kith.meetings.signals import meeting_changed, meeting_planned
from kith.meetings.words import Reason

FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a facilitator decides about one meeting."""

    starts_at: datetime
    minutes: int
    form: Format
    prompt: Prompt | None = None  # from the library or their own; None where the format brings its own question
    call_link: str = ""
    place: str = ""
    by_text: bool = True
    facilitator: Membership | None = None  # has the piece
    door_by: Membership | None = None  # has the door and the people


@transaction.atomic
def plan(group: Group, *, to: Plan, by: Membership, now: datetime) -> Meeting:
    """A new meeting. Its agenda is made now, so that what is planned does not shift under anyone."""
    meeting = Meeting(group=group, planned_by=by, planned_at=now)
    _settle(meeting, to, now)
    transaction.on_commit(partial(meeting_planned.send_robust, Meeting, meeting=meeting))
    return meeting


@transaction.atomic
def change(meeting: Meeting, *, to: Plan, by: Membership, now: datetime) -> Meeting:
    """The same meeting, otherwise. Once it has begun, the circle holds what can still change."""
    meeting = _locked(meeting, by)
    if meeting.is_cancelled:
        raise Refused(Reason.WAS_CANCELLED)
    if meeting.has_begun(now):
        raise Refused(Reason.HAS_BEGUN)
    meeting.changed_at = now
    if (meeting.starts_at, meeting.minutes) != (to.starts_at, to.minutes):
        meeting.revision += 1
    was = meeting.starts_at
    _settle(meeting, to, now)
    moving.note(meeting, was=was, by=by, now=now)
    transaction.on_commit(partial(meeting_changed.send_robust, Meeting, meeting=meeting))
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, by: Membership, why: str, now: datetime) -> Cancellation:
    """Called off, with a word why. Twice is harmless: the first word stands."""
    meeting = _locked(meeting, by)
    if meeting.is_cancelled:
        return meeting.cancellation
    if not Meeting.objects.not_over(now).filter(pk=meeting.pk).exists():
        raise Refused(Reason.IS_OVER)
    meeting.revision += 1
    meeting.save(update_fields=["revision"])
    cancellation = Cancellation.objects.create(meeting=meeting, by=by, why=why, at=now)
    transaction.on_commit(partial(meeting_changed.send_robust, Meeting, meeting=meeting))
    return cancellation


def _locked(meeting: Meeting, by: Membership) -> Meeting:
    """The group first, as everyone who changes its meetings does: two who take the same rows never wait for each other."""
    Group.objects.select_for_update(no_key=True).get(pk=by.group_id)
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk, group=by.group_id)


def _settle(meeting: Meeting, to: Plan, now: datetime) -> None:
    _agree(meeting, to, now)
    meeting.starts_at, meeting.minutes, meeting.format = to.starts_at, to.minutes, to.form.key
    tonight = occasions.tonight(to.form, meeting.group, starts_at=to.starts_at, besides=meeting)
    meeting.agenda = agenda.fit(tonight, to.minutes, to.prompt)
    meeting.prompt_key = to.prompt.key if to.prompt and tonight.asking else ""
    meeting.call_link, meeting.place, meeting.by_text = to.call_link, to.place, to.by_text
    meeting.facilitator, meeting.door_by = to.facilitator, to.door_by
    meeting.save()


def _agree(meeting: Meeting, to: Plan, now: datetime) -> None:
    ending.keep_going_only(meeting.group)
    if to.starts_at < now:
        raise Refused(Reason.IN_THE_PAST, field="day")
    if to.starts_at > now + FARTHEST:
        raise Refused(Reason.TOO_FAR_OFF, field="day")
    if not (to.call_link or to.place or to.by_text):
        raise Refused(Reason.NOWHERE, field="by_text")
    Group.objects.select_for_update(no_key=True).get(pk=meeting.group_id)  # two planners must not ask the same question
    if to.prompt and to.prompt.key in prompts.resting(meeting.group, at=to.starts_at, besides=meeting):
        raise Refused(Reason.ASKED_LATELY, field="prompt")
