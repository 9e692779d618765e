"""Opening a circle: its room is made from the meeting by whoever comes first, a quarter of an hour before the start."""

from datetime import datetime, timedelta

from django.db import connection

from kith.circle import core, decoded
from kith.circle.models import Room
from kith.groups.models import Membership
from kith.meetings.models import Meeting

EARLY = timedelta(minutes=15)
LATE = timedelta(minutes=30)  # nobody came until then: nobody will


def opens_at(meeting: Meeting) -> datetime:
    return meeting.starts_at - EARLY


def may_open(meeting: Meeting, now: datetime) -> bool:
    return opens_at(meeting) <= now <= meeting.ends_at + LATE


def open_room(meeting: Meeting, now: datetime) -> Room | None:
    """The meeting's room; None while it is too early for one, or too late. Two who open it at once get the same room."""
    room = Room.objects.defer("state").filter(meeting=meeting).first()
    if room or not may_open(meeting, now):
        return room
    circle = circle_for(meeting)
    due = core.due(circle)
    return Room.objects.get_or_create(
        meeting=meeting, defaults={"state": core.dump(circle), "due_at": due[0] if due else None}
    )[0]


def circle_of(meeting_ref: str, room: Room) -> core.Circle:
    """The circle as its row has it. Asks the database for the text only if it was not read before."""
    if found := decoded.get(meeting_ref, room.seq):
        return found
    room.seq, room.state = (
        Room.objects.filter(pk=room.pk).values_list("seq", "state").get()
    )  # as one, or they may differ
    circle = core.load(room.state)
    if not connection.in_atomic_block:
        decoded.put(meeting_ref, room.seq, circle)
    return circle


def circle_for(meeting: Meeting) -> core.Circle:
    """The circle as it was planned, before anyone has come."""
    group = meeting.group
    return core.open_circle(
        title=group.name,
        agenda=meeting.agenda,
        starts_at=meeting.starts_at.timestamp(),
        ends_at=meeting.ends_at.timestamp(),
        way={"call": bool(meeting.call_link), "hall": bool(meeting.place), "text": meeting.by_text},
        call_link=meeting.call_link,
        empty_seat=bool(meeting.agenda.get("empty_seat")),
        greeter=door.alias if (door := meeting.door_by or group.greeter) else "",
    )


def greets(member: Membership, meeting: Meeting | None) -> bool:
    """Whether they answer the door: who has it tonight, and the group's greeter, should that one not come."""
    return member.pk in (member.group.greeter_id, meeting.door_by_id if meeting else None)
