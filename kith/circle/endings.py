"""When a session, a membership or an account ends, every room that person sits in looks again, and their screens there close."""

import json
from typing import Any

from django.db import transaction
from django.db.models import Q

from kith.circle import changing, leaving, opening, pokes, room
from kith.circle.core import CLOCK
from kith.circle.leaving import rooms_of
from kith.circle.models import Entry, Room
from kith.groups.models import Group, Membership
from kith.kit.refs import new_ref
from kith.meetings.models import Meeting
from kith.people.models import Person


def look_again(**whose: object) -> None:
    for each in rooms_of(**whose):
        pokes.poke(each.pk)


# what the apps below announce


def on_sessions_ended(sender: object, person_id: int, **_: Any) -> None:
    look_again(person=person_id)


def on_person_suspended(sender: object, person_id: int, **_: Any) -> None:
    look_again(person=person_id)  # first: closing their screens must not wait for the rest
    leaving.leave_rooms(person_id)


def on_membership_ended(sender: object, membership: Membership, **_: Any) -> None:
    look_again(group=membership.group_id)
    for each in Membership.objects.filter(ref=membership.ref):
        leaving.step_out(each)


def on_role_changed(sender: object, membership: Membership, **_: Any) -> None:
    """A role given or taken counts in the circle they sit in, at once (S4)."""
    tell_roles(membership.group_id)


def on_greeter_changed(sender: object, group: Group, **_: Any) -> None:
    tell_roles(group.pk)


def tell_roles(group: int) -> None:
    for one in Membership.objects.filter(group=group).select_related("group"):
        for each in rooms_of(pk=one.pk).filter(closed_at=None):
            _tell(each, one)
    look_again(group=group)


def _tell(each: Room, one: Membership) -> None:
    facts, data = {"role": one.role, "greeter": opening.greets(one, each.meeting)}, {"seat": one.ref}
    try:
        room.act(each.meeting, actor=CLOCK, kind="role", op=f"role:{new_ref()}", data=data, facts=facts)
    except (room.Declined, room.NoRoom):  # is not seated there, or nothing changed
        return


def on_meeting_changed(sender: object, meeting: Meeting, **_: Any) -> None:
    """Moved, changed or cancelled: a circle that has not begun follows; one of a cancelled meeting closes its screens."""
    changing.follow(meeting)
    for each in Room.objects.filter(meeting=meeting, closed_at=None, cleared_at=None).select_related("meeting"):
        for one in Membership.objects.filter(group=meeting.group_id).select_related("group"):
            _tell(each, one)  # who has the door tonight may be another
    pokes.poke(meeting.pk)


def on_person_erasing(sender: object, person: Person, **_: Any) -> None:
    """Their alias and words leave every circle that still holds some, in the same transaction as the rest of them."""
    for membership in Membership.objects.filter(person=person):
        for each in rooms_of(pk=membership.pk):
            _forget(each, membership.ref)


def on_gone(sender: object, ref: str, group: int, **_: Any) -> None:
    """Of a keepsake or a goal. Taken back while it was being shown: it is put away in that moment."""
    for each in Room.objects.filter(meeting__group=group, closed_at=None, cleared_at=None).select_related("meeting"):
        if (shown := room.look(each.meeting).circle.piece.shown) and shown.ref == ref:
            _put_away(each.meeting, ref)


def _put_away(meeting: Meeting, ref: str) -> None:
    try:
        room.act(meeting, actor=CLOCK, kind="taken_back", op=f"taken_back:{new_ref()}", data={"ref": ref})
    except (room.Declined, room.NoRoom):  # the turn was over meanwhile
        return


@transaction.atomic
def _forget(each: Room, ref: str) -> None:
    bowl = _dropped(each, ref)
    for actor, kind, data in ((ref, "step_out", {}), (CLOCK, "forget", {"seat": ref})):
        try:
            room.act(each.meeting, actor=actor, kind=kind, op=f"forget:{new_ref()}", data=data, facts={"bowl": bowl})
        except (room.Declined, room.NoRoom):
            continue
    for entry in Entry.objects.filter(Q(actor=ref) | Q(events__contains=ref), room=each):
        theirs = entry.actor == ref
        entry.events = json.dumps([_without_words(event, ref, theirs=theirs) for event in json.loads(entry.events)])
        entry.asked = "" if theirs else entry.asked  # a hash of what they wrote
        entry.save(update_fields=["events", "asked"])


def _dropped(each: Room, ref: str) -> list[str]:
    """The questions this one put into the bowl. They carry no name; only the log knows whose they are."""
    entries = Entry.objects.filter(room=each, actor=ref, kind="drop_in_bowl").values_list("events", flat=True)
    return [event["ref"] for events in entries for event in json.loads(events) if "ref" in event]


def _without_words(event: dict[str, Any], ref: str, *, theirs: bool) -> dict[str, Any]:
    """The same event, with nothing of what this one wrote or was called."""
    mine = theirs or ref in event.values()
    return {
        key: _nameless(value, ref)
        if isinstance(value, dict)
        else ""
        if mine and key in ("text", "alias", "name")
        else value
        for key, value in event.items()
    }


def _nameless(seat: dict[str, Any], ref: str) -> dict[str, Any]:
    return {**seat, "alias": "", "seed": 0} if seat.get("ref") == ref else seat
