"""Rooms for tests: a group of a few, an open circle, and pressing in it as the page would."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kith.circle import core, entering, knowing, opening, room
from kith.circle.models import Entry, Room
from kith.groups.models import Membership
from kith.kit.refs import new_ref
from kith.meetings.models import Attendance, Meeting
from tests.cast import group, meeting, member, person

ALIASES = ("Dee", "Ash", "Ben", "Cal", "June", "Kit", "Noor", "Sam")


@dataclass(frozen=True)
class Evening:
    """A group whose members have all been here before, and the circle of their meeting. Dee facilitates, Ash helps her."""

    meeting: Meeting
    members: dict[str, Membership]

    def __getitem__(self, alias: str) -> Membership:
        return self.members[alias]

    def press(self, alias: str, kind: str, /, **more: Any) -> room.Outcome:
        """As the page does it: `op`, `turn`, `part`, `on_behalf`, `now` are what they are, the rest is typed."""
        arrival = entering.Arrival(self.meeting, self[alias], None, None)
        known = {name: more.pop(name) for name in ("turn", "part", "on_behalf", "now") if name in more}
        op = more.pop("op", None) or new_ref()
        facts = knowing.facts_for(kind, arrival, more)
        return room.act(self.meeting, actor=self[alias].ref, kind=kind, op=op, data=more, facts=facts, **known)

    def sit(self, *aliases: str) -> "Evening":
        for alias in aliases or self.members:
            self.press(alias, "sit")
        return self

    @property
    def row(self) -> Room:
        return Room.objects.get(meeting=self.meeting)

    @property
    def circle(self) -> core.Circle:
        return room.look(self.meeting).circle

    def entries(self) -> Iterator[Entry]:
        return Entry.objects.filter(room__meeting=self.meeting).order_by("seq").iterator()


def evening(*aliases: str, **more: Any) -> Evening:
    """An open circle with nobody in it yet. `more` goes to the meeting."""
    theirs = group()
    members = {alias: member(theirs, alias, person(new_ref())) for alias in aliases or ALIASES[:4]}
    first, second, *_ = members.values()
    first.role, second.role = Membership.Role.FACILITATOR, Membership.Role.CO_FACILITATOR
    first.save()
    second.save()
    theirs.greeter = second
    theirs.save()
    _have_been_here(members.values(), meeting(theirs, starts_in=-10_000))
    tonight = meeting(theirs, **more)
    opening.open_room(tonight, timezone.now())
    return Evening(tonight, members)


def _have_been_here(members: Any, earlier: Meeting) -> None:
    for each in members:
        Attendance.objects.create(meeting=earlier, membership=each, came_at=earlier.starts_at)
