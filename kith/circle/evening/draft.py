"""A command at work: the circle as it becomes, and the events so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kith.circle.evening.events import Event, evolve
from kith.circle.evening.facts import CLOCK, Circle, Reason, Refused, Seat

T = TypeVar("T")


@dataclass(frozen=True)
class Command:
    """What someone means to do. `data` is what they typed; `facts` is what the server knows, dice included.

    `turn` and `part` name what the person saw when they pressed: if that has passed, the press is refused.
    """

    kind: str
    actor: str
    turn: int | None = None
    part: int | None = None
    on_behalf: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


class Draft:
    """Events are evolved as they are added, so that each step of a verb sees what the last one changed."""

    def __init__(self, circle: Circle, command: Command, now: float) -> None:
        self.circle = circle
        self.command = command
        self.now = now
        self.events: list[Event] = []

    def add(self, event: Event) -> None:
        self.circle = evolve(self.circle, event)
        self.events.append(event)

    def text(self, name: str) -> str:
        return str(self.command.data.get(name) or "").strip()

    # who is asking, and may they

    @property
    def actor(self) -> Seat:
        """The seat that presses. Refused to anyone without one, and to those asked to leave."""
        if self.command.actor == CLOCK:
            raise Refused(Reason.NOT_SEATED)
        if self.command.actor in self.circle.gone:
            raise Refused(Reason.REMOVED)
        seat = self.circle.seat(self.command.actor)
        if seat is None:
            raise Refused(Reason.NOT_SEATED)
        return seat

    @property
    def seat(self) -> Seat:
        """The seat it is for: the actor's own, or one without a device that they may act for."""
        actor, other = self.actor, self.command.on_behalf
        if not other or other == actor.ref:
            return actor
        seat = self.circle.seat(other)
        if seat is None:
            raise Refused(Reason.NOT_THERE)
        if seat.by == actor.ref or (seat.guest and self.circle.keeps(actor)):
            return seat
        raise Refused(Reason.NOT_FOR_THEM)

    @property
    def keeper(self) -> Seat:
        """The actor, who must keep the evening."""
        if not self.circle.keeps(self.actor):
            raise Refused(Reason.ONLY_FACILITATORS)
        return self.actor

    def named(self, name: str = "seat") -> Seat:
        """The seat that a field names."""
        seat = self.circle.seat(self.text(name))
        if seat is None:
            raise Refused(Reason.NOT_THERE)
        return seat

    # what they saw when they pressed

    def same_turn(self) -> None:
        if self.command.turn is not None and self.command.turn != self.circle.piece.turn:
            raise Refused(Reason.TURN_HAS_PASSED)

    def same_part(self) -> None:
        if self.command.part is not None and self.command.part != self.circle.part:
            raise Refused(Reason.PART_HAS_PASSED)

    def must(self, true: object, otherwise: Reason) -> None:
        if not true:
            raise Refused(otherwise)

    def given(self, value: T | None, otherwise: Reason) -> T:
        """The value, which must be there."""
        if value is None:
            raise Refused(otherwise)
        return value

    def under_way(self) -> None:
        self.must(self.circle.phase != "kettle", Reason.NOT_YET)
        self.must(self.circle.phase in ("under_way", "closing"), Reason.IT_IS_OVER)
