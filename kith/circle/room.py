"""The only door into a circle: one transaction that writes everything a command became, or nothing at all."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from kith.circle import core, decoded, dice, faults, leaving_traces, looking, opening, pokes, rows
from kith.circle.core import CLOCK
from kith.circle.models import Entry, Room
from kith.kit import turnstile
from kith.meetings.models import Meeting

MOST_AT_ONCE = 200  # deadlines met in one go; a circle that wants more has a fault, and must not hold the lock
log = logging.getLogger("kith.circle")

Facts = Mapping[str, Any] | Callable[[core.Circle], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The circle after a command. `entry` is the number it became; None where time alone moved, or nothing did."""

    seq: int
    circle: core.Circle
    entry: int | None


class Declined(Exception):  # noqa: N818 - an answer, not an error
    """The circle said no. It carries what the circle is now, so that a screen that was behind can catch up."""

    def __init__(self, reason: str, seq: int, circle: core.Circle) -> None:
        super().__init__(reason)
        self.reason, self.seq, self.circle = str(reason), seq, circle


class Mismatch(Declined):
    """The same `op` was sent before with other words: one of the two was never carried out, and this one will not be."""


class NoRoom(LookupError):  # noqa: N818 - an answer
    """There is no circle for this meeting now."""


@dataclass(slots=True)
class Held:
    """A room under its lock, and what has been done to it so far in this transaction."""

    meeting: Meeting
    room: Room
    circle: core.Circle
    now: float
    moved: bool = False

    def carry_out(self, command: core.Command, op: str, asked: str) -> int:
        """The number it became."""
        events, self.circle = core.carried_out(self.circle, command, self.now)
        faults.at("after_decide")
        self.room.seq += 1
        self.moved = True
        entry = {
            "room_id": self.room.pk,
            "seq": self.room.seq,
            "op": op,
            "actor": command.actor,
            "kind": command.kind,
            "asked": asked,
            "events": core.dump_events(events),
            "at": _moment(self.now),
        }
        rows.write(entry)
        faults.at("after_entry")
        return self.room.seq

    def let_time_pass(self) -> None:
        """Everything that time has made due, each once and each its own entry."""
        for _ in range(MOST_AT_ONCE):
            due = core.due(self.circle)
            if due is None or due[0] > self.now:
                return
            if not self._meet(*due):
                return
        log.error("a circle never came to rest")

    def _meet(self, when: float, why: str) -> bool:
        turn = self.circle.piece.turn
        ops = f"clock:{turn}:{why}", f"clock:{turn}:{why}:{when:.0f}"
        done = Entry.objects.filter(room=self.room, actor=CLOCK, op__in=ops).count()
        if done == len(ops):
            log.error("a deadline came again: %s", why)
            return False
        command = core.Command("lapse", CLOCK, turn=turn, data={"why": why}, facts=dice.shuffled(self.circle))
        try:
            self.carry_out(command, ops[done], "")
        except core.Refused as no:
            log.error("a deadline was refused: %s", no.reason)
            return False
        return True

    def keep(self) -> None:
        """Write the circle as it is now, and tell everyone to look once that is certain."""
        if not self.moved:
            return
        due = core.due(self.circle)
        self.room.state, self.room.due_at = core.dump(self.circle), due[0] if due else None
        if self.circle.phase == "closed" and self.room.closed_at is None:
            self.room.closed_at = _moment(self.now)
            self.room.save(update_fields=["closed_at"])
            leaving_traces.record(self.meeting, self.circle, self.now)
        rows.keep(self.room)
        faults.at("after_room")
        transaction.on_commit(self._tell, robust=True)

    def _tell(self) -> None:
        faults.at("after_commit")
        if self.circle.phase == "closed":  # what others do about that may be anything
            looking.sure.forget()
        decoded.put(self.meeting.ref, self.room.seq, self.circle)
        pokes.poke(self.room.pk, self.room.seq)


def act(
    meeting: Meeting,
    *,
    actor: str,
    kind: str,
    op: str,
    data: Mapping[str, Any],
    turn: int | None = None,
    part: int | None = None,
    on_behalf: str | None = None,
    now: float | None = None,
    facts: Facts | None = None,
    row: Room | None = None,
) -> Outcome:
    """Carry out one command once, however often it is sent, and answer with the circle as it is then.

    `facts` are what we know and the sender need not say; as a function they are asked for under the lock. `row` is the room's,
    where it was read under the lock already. Raises `Declined`, `Mismatch` or `NoRoom`. A refused command leaves no trace, but what
    time had made due by then stays done.
    """
    asked = _hash(kind, data, turn, part, on_behalf)
    no: Declined | None = None
    entry: int | None = None
    faults.at("before_lock")
    with turnstile.writing():
        held = _hold(meeting, now, row)
        held.let_time_pass()
        faults.at("after_due")
        before = rows.sent_before(held.room.pk, actor, op)
        if before and before[1] != asked:
            no = Mismatch("mismatch", held.room.seq, held.circle)
        elif before:
            entry = before[0]
        else:
            known = facts(held.circle) if callable(facts) else facts or {}
            command = core.Command(kind, actor, turn, part, on_behalf, dict(data), dict(known))
            try:
                entry = held.carry_out(command, op, asked)
            except core.Refused as refused:
                no = Declined(refused.reason, held.room.seq, held.circle)
        held.keep()
        faults.at("before_commit")
    if no:
        raise no
    return Outcome(held.room.seq, held.circle, entry)


def notice(meeting: Meeting, kind: str, seats: Mapping[str, str], now: float | None = None) -> None:
    """What is seen of several seats of one circle at once: `seats` is op -> seat. Each becomes its own entry, all in one
    transaction, and everyone looks once. What was said before, or the circle would refuse by now, is left out. Raises `NoRoom`.
    """
    faults.at("before_lock")
    with turnstile.writing():
        held = _hold(meeting, now)
        held.let_time_pass()
        for op, seat in seats.items():
            if rows.sent_before(held.room.pk, CLOCK, op):
                continue
            data = {"seat": seat}
            with suppress(core.Refused):
                held.carry_out(core.Command(kind, CLOCK, data=data), op, _hash(kind, data, None, None, None))
        held.keep()
        faults.at("before_commit")


def settle(meeting: Meeting, now: float | None = None) -> Outcome:
    """Do what time has made due, and nothing else. Any process may; it happens once."""
    faults.at("before_lock")
    with turnstile.writing():
        held = _hold(meeting, now)
        held.let_time_pass()
        if not held.moved:  # a deadline that cannot be met must not be asked for every second
            Room.objects.filter(pk=held.room.pk, due_at__lte=held.now).update(due_at=held.now + 60)
        held.keep()
        faults.at("before_commit")
    return Outcome(held.room.seq, held.circle, None)


def look(meeting: Meeting) -> Outcome:
    """The circle as it is. Takes no lock and writes nothing."""
    room = rows.room_of(meeting.pk)
    if room is None:
        raise NoRoom(meeting.ref)
    circle = opening.circle_of(meeting.ref, room)  # may find a newer seq than the row did
    return Outcome(room.seq, circle, None)


def hold(meeting: Meeting, now: float | None = None, row: Room | None = None) -> Held | None:
    """The room under its lock, for the rest of the transaction. SQLite has locked everything at BEGIN; PostgreSQL does it here."""
    room = row or rows.room_of(meeting.pk, locked=True)
    if room is None:
        return None
    faults.at("after_lock")
    moment = timezone.now().timestamp() if now is None else now
    return Held(meeting, room, opening.circle_of(meeting.ref, room), moment)


def _hold(meeting: Meeting, now: float | None, row: Room | None = None) -> Held:
    held = hold(meeting, now, row)
    if held is None:
        raise NoRoom(meeting.ref)
    return held


def _hash(*asked: object) -> str:
    return hashlib.sha256(orjson.dumps(asked, default=str, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _moment(now: float) -> datetime:
    return datetime.fromtimestamp(now, UTC)
