"""Who came to each of a year's evenings: regulars, people who drift, someone new. Only those who were members then."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random

from django.urls import reverse

from kith.config.demo.written import Cast, Told
from kith.groups import first_visit
from kith.groups.models import Membership
from kith.meetings.models import Attendance, Cancellation, Correction, Meeting, NotHeld
from kith.notices.models import Notice

REMINDED = 2  # evenings back: what people were reminded of farther back nobody looks up any more
NEW = timedelta(weeks=2)  # who has just joined comes


def call(cast: Cast, dice: Random) -> list[Correction]:
    """Their rows, and the notes that a facilitator left."""
    off = set(Cancellation.objects.filter(meeting__in=cast.past).values_list("meeting", flat=True))
    off |= set(NotHeld.objects.filter(meeting__in=cast.past).values_list("meeting", flat=True))
    held = [one for one in cast.past if one.pk not in off]
    rows: list[Attendance] = []
    for meeting in held:
        rows += [_row(cast, meeting, one, dice) for one in _who(cast, meeting, dice)]
    _mark_first(cast, rows)
    notes = [*_by_hand(cast, rows), *_corrected(cast, rows)]
    Attendance.objects.bulk_create(rows, batch_size=500)
    _hellos(cast, rows)
    _reminded(cast, held[-REMINDED:], rows)
    return notes


def _who(cast: Cast, meeting: Meeting, dice: Random) -> list[Told]:
    """Whoever holds it is there; the others as often as is written of them. Never one alone."""
    here = [one for one in cast.told["people"] if _was_member(cast, one, meeting.starts_at)]
    holding = {meeting.facilitator, meeting.door_by}
    beside = [one for one in here if "beside" in one]
    come = [one for one in here if one not in beside and _comes(cast, one, meeting, dice)]
    come += [one for one in here if cast.members[one["sign_in"]] in holding and one not in come]
    come += [one for one in here if one not in beside and one not in come][: max(0, 2 - len(come))]
    there = {one["sign_in"] for one in come}
    return [*come, *(one for one in beside if one["beside"] in there)]


def _was_member(cast: Cast, one: Told, at: datetime) -> bool:
    return cast.ago(one["joined"]) <= at < cast.ago(one.get("ended", 0))


def _comes(cast: Cast, one: Told, meeting: Meeting, dice: Random) -> bool:
    luck = dice.random() * 10  # thrown for everyone, so that one who is added changes nothing for the others
    if meeting.starts_at > cast.ago(one.get("last", 0)):
        return False
    return luck < one["often"] or meeting.starts_at < cast.ago(one["joined"]) + NEW


def _row(cast: Cast, meeting: Meeting, one: Told, dice: Random) -> Attendance:
    row = Attendance(meeting=meeting, membership=cast.members[one["sign_in"]], came_at=meeting.starts_at)
    late, stays, heard = dice.randint(-7, 6), dice.randint(-12, 9), dice.randint(2, 7)
    if cast.told["meets"].get("by_hand"):
        row.by_hand = True
        return row
    row.came_at += timedelta(minutes=late)
    row.minutes = meeting.minutes - max(0, late) + stays
    row.heard_minutes = heard // 3 if one["comes"] == "listen" else heard
    return row


def _mark_first(cast: Cast, rows: Iterable[Attendance]) -> None:
    seen = set[Membership]()
    hello = {cast.members[one["sign_in"]] for one in cast.told["people"] if one.get("hello")}
    for row in rows:
        if row.membership and row.membership not in seen:
            row.first = True
            row.hello = Attendance.Hello.YES if row.membership in hello else Attendance.Hello.UNASKED
            seen.add(row.membership)


def _by_hand(cast: Cast, rows: list[Attendance]) -> list[Correction]:
    """In a hall the roll is written down by who held it; now and then there was a guest."""
    meets = cast.told["meets"]
    if not meets.get("by_hand"):
        return []
    for back in meets.get("guests", []):
        meeting = cast.past[-back]
        if any(row.meeting == meeting for row in rows):
            rows.append(Attendance(meeting=meeting, membership=None, came_at=meeting.starts_at, by_hand=True))
    came: dict[int, list[Attendance]] = {}
    for row in rows:
        came.setdefault(row.meeting_id, []).append(row)
    return [_note(some[0].meeting, Correction.What.ROLL, became=str(len(some))) for some in came.values()]


def _corrected(cast: Cast, rows: list[Attendance]) -> Iterator[Correction]:
    """Someone was there whom the circle did not see."""
    for told in cast.told["meets"].get("weeks", []):
        if told["is"] == "corrected":
            me, meeting = cast.members[told["who"]], cast.past[-told["ago"]]
            rows[:] = [row for row in rows if (row.meeting, row.membership) != (meeting, me)]
            rows.append(Attendance(meeting=meeting, membership=me, came_at=meeting.starts_at, by_hand=True))
            note = _note(meeting, Correction.What.MEMBER, was="away", became="came", why=told["why"])
            note.membership, note.at = me, meeting.starts_at + timedelta(hours=15)
            yield note


def _note(meeting: Meeting, what: str, *, became: str, was: str = "", why: str = "") -> Correction:
    at = meeting.ends_at + timedelta(minutes=20)
    return Correction(meeting=meeting, what=what, was=was, became=became, why=why, by=meeting.facilitator, at=at)


def _hellos(cast: Cast, rows: list[Attendance]) -> None:
    """Someone came for the first time and said yes to a hello; the greeter will be reminded."""
    for row in rows:
        if row.first and row.membership and row.hello == Attendance.Hello.YES:
            with cast.then(row.meeting.ends_at):
                first_visit.hello_due(row.membership, row.meeting.starts_at)


def _reminded(cast: Cast, meetings: list[Meeting], rows: list[Attendance]) -> None:
    """Of the last evenings people were reminded. Who came has read it; most of the others have not."""
    came = {(row.meeting_id, row.membership_id) for row in rows}
    notices: list[Notice] = []
    for meeting in (one for one in meetings if not one.is_moved):
        here = [one for one in cast.members.values() if one.state == Membership.State.MEMBER]
        for one in (one for one in here if one.joined_at < meeting.starts_at - timedelta(days=1)):
            read = (meeting.pk, one.pk) in came
            notices += [_reminder(cast, meeting, one, "day", 24, read), _reminder(cast, meeting, one, "hour", 1, read)]
    Notice.objects.bulk_create(notices)


def _reminder(cast: Cast, meeting: Meeting, one: Membership, what: str, hours: int, read: bool) -> Notice:
    due = meeting.starts_at - timedelta(hours=hours)
    kind = Notice.Kind.REMINDER_DAY if what == "day" else Notice.Kind.REMINDER_HOUR
    path, key = reverse("meetings:meeting", args=[meeting.ref]), f"meeting:{meeting.ref}:{what}:0"
    seen = due + timedelta(minutes=12 + one.seed * 5) if read else None
    return Notice(
        person=one.person,
        kind=kind,
        key=key,
        path=path,
        when=meeting.starts_at,
        zone=cast.group.zone,
        made_at=due - timedelta(hours=3) if what == "day" else due,
        due_at=due,
        until=meeting.starts_at,
        sorted_at=due,
        seen_at=seen,
    )
