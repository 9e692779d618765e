"""Holding an evening together: one has the piece, one the door and the people; and asking someone else to hold the next."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from kith.groups import known, lines
from kith.groups.models import Group, Membership
from kith.kit.refusal import Refused
from kith.meetings import taking_turns
from kith.meetings.models import Attendance, Meeting, PieceAsked
from kith.meetings.signals import meeting_changed
from kith.meetings.words import Reason
from kith.notices import outbox
from kith.notices.models import Notice
from kith.notices.outbox import Telling

PIECE, DOOR = "piece", "door"
FIELDS = {PIECE: "facilitator", DOOR: "door_by"}
LOOKED_AT = 12  # evenings back
HELD, ASKED = "held", "asked_to_hold"


@transaction.atomic
def take(meeting: Meeting, *, role: str, by: Membership, now: datetime) -> Meeting:
    """ "I'll have the piece", or the door, that evening. Nobody is pushed out: whoever has it lays it down first."""
    meeting = _still_to_come(meeting, by, now)
    holder: Membership | None = getattr(meeting, FIELDS[role])
    if not by.runs:
        raise Refused(Reason.NOT_THEIRS_TO_HOLD)
    if holder and holder.pk != by.pk:
        raise Refused(Reason.IS_HELD_BY_ANOTHER, alias=holder.alias)
    return _give(meeting, role, by)


@transaction.atomic
def lay_down(meeting: Meeting, *, role: str, by: Membership, now: datetime) -> Meeting:
    """Not me that evening. Twice is harmless, and so is laying down what one does not have."""
    meeting = _still_to_come(meeting, by, now)
    holder: Membership | None = getattr(meeting, FIELDS[role])
    return _give(meeting, role, None) if holder and holder.pk == by.pk else meeting


@transaction.atomic
def ask(meeting: Meeting, *, of: Membership, by: Membership, now: datetime) -> PieceAsked:
    """ "Would you hold the piece that evening?" They hear of it once, however often it is pressed."""
    meeting = _still_to_come(meeting, by, now)
    if not (by.runs and of.runs and of.group_id == by.group_id):
        raise Refused(Reason.NOT_THEIRS_TO_HOLD)
    asked, _ = PieceAsked.objects.get_or_create(meeting=meeting, of=of, defaults={"by": by, "at": now})
    if not asked.answer:
        outbox.put(_told(meeting, of, _key(meeting, of)))
    return asked


@transaction.atomic
def answer(meeting: Meeting, *, by: Membership, yes: bool, now: datetime) -> PieceAsked:
    """Yes puts the evening into their hands; no leaves it as it was. It can be changed until the evening begins."""
    meeting = _still_to_come(meeting, by, now)
    asked = (
        PieceAsked.objects.select_for_update(no_key=True, of=("self",))
        .select_related("by__person")
        .get(meeting=meeting, of=by)
    )
    if yes and not by.runs:
        raise Refused(Reason.NOT_THEIRS_TO_HOLD)
    if yes and meeting.facilitator and meeting.facilitator_id not in (asked.by_id, by.pk):
        raise Refused(Reason.IS_HELD_BY_ANOTHER, alias=meeting.facilitator.alias)
    if yes:
        _give(meeting, PIECE, by)
    elif meeting.facilitator_id == by.pk:
        _give(meeting, PIECE, None)
    asked.answer, asked.answered_at = (PieceAsked.Answer.YES if yes else PieceAsked.Answer.NO), now
    asked.save(update_fields=["answer", "answered_at"])
    outbox.withdraw(_key(meeting, by), now=now)
    if asked.by:
        outbox.put(_told(meeting, asked.by, f"{_key(meeting, by)}:{asked.answer}"))
    return asked


def _still_to_come(meeting: Meeting, by: Membership, now: datetime) -> Meeting:
    Group.objects.select_for_update(no_key=True).get(pk=by.group_id)  # the group first, as planning does
    found = Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "facilitator", "door_by", "group"
    )
    meeting = found.get(pk=meeting.pk, group=by.group_id)
    if meeting.is_cancelled:
        raise Refused(Reason.WAS_CANCELLED)
    if meeting.has_begun(now):
        raise Refused(Reason.HAS_BEGUN)
    return meeting


def _give(meeting: Meeting, role: str, to: Membership | None) -> Meeting:
    setattr(meeting, FIELDS[role], to)
    meeting.save(update_fields=[FIELDS[role]])
    transaction.on_commit(partial(meeting_changed.send_robust, Meeting, meeting=meeting))  # its kettle may be on
    return meeting


def _key(meeting: Meeting, of: Membership) -> str:
    return f"meeting:{meeting.ref}:piece:{of.ref}"


def _told(meeting: Meeting, who: Membership, key: str) -> Telling:
    return Telling(
        person=who.person,
        kind=Notice.Kind.FACILITATING,
        key=key,
        path=meeting.get_absolute_url(),
        when=meeting.starts_at,
        until=meeting.starts_at,
        zone=meeting.group.zone,
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """ "You have held six in a row." Whom to ask, if there is someone who has not said no."""

    in_a_row: int
    meeting: Meeting
    asked: Membership | None = None  # has not answered yet
    whom: Membership | None = None
    are_alone: bool = False


def turn(me: Membership, meeting: Meeting | None) -> Turn | None:
    """Whether it is time that someone else holds `meeting`, the next one. None while it is not, or someone else does."""
    if meeting is None or not me.runs or meeting.facilitator_id not in (None, me.pk):
        return None
    if known.says(me, "held_the_last", unasked=me.pk) != me.pk:
        return None
    held = [row.name or "" for row in reversed(lines.of(me, HELD))]
    count = taking_turns.in_a_row(held, me.ref)
    if count < taking_turns.MANY:
        return None
    others = {one.ref: one for one in known.who_run(me) if one.pk != me.pk}
    asked = {row.name: row.more for row in lines.of(me, ASKED) if row.ref == meeting.ref}
    waiting = next((others[ref] for ref, answer in asked.items() if not answer and ref in others), None)
    whom = others.get(taking_turns.to_ask(held, [ref for ref in others if ref not in asked]))
    return Turn(count, meeting, waiting, None if waiting else whom, are_alone=not others)


def _held_the_last(me: Membership) -> bool:
    return me.runs and known.says(me, "held_the_last", unasked=me.pk) == me.pk


def _held_lately(me: Membership, now: datetime) -> lines.Rows:
    """Who had the piece on evenings that took place. Only for whoever had it the last time."""
    past = lines.first(took_place(me.group), LOOKED_AT)
    return lines.rows(past, HELD, name="facilitator__ref", at="starts_at")


def _asked_lately(me: Membership, now: datetime) -> lines.Rows:
    """Who was asked to hold one of the coming evenings, and what they said."""
    asked = PieceAsked.objects.filter(meeting__group=me.group_id, meeting__starts_at__gt=now)
    return lines.rows(asked, ASKED, name="of__ref", ref="meeting__ref", more="answer")


def look_for_turns() -> None:
    """What `turn` needs to know is found with the page's other small lines."""
    lines.look_for(HELD, _held_lately, when=_held_the_last)
    lines.look_for(ASKED, _asked_lately, when=_held_the_last)


def took_place(group: "Group | OuterRef") -> "QuerySet[Meeting]":
    """Evenings to which someone came, newest first."""
    came = Attendance.objects.filter(meeting=OuterRef("pk"))
    return Meeting.objects.standing().filter(Exists(came), group=group).order_by("-starts_at")
