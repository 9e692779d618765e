"""An evening in a few words: seats sit down, people press, time passes. No database and no clock but its own."""

import json
from typing import Any

from kith.circle import core
from kith.circle.core import CLOCK, Command, Event, Reason, Refused
from kith.circle.evening.facts import Seat

START = 1_000_000_000.0
PARTS: dict[str, dict[str, Any]] = {
    "talk": {"name": "Arriving", "minutes": 5},
    "reading": {"name": "Our agreement", "minutes": 3},
    "round": {
        "name": "Check-in",
        "minutes": 12,
        "share": 1,
        "prompt": "How are you here?",
        "lighter": "What did you eat?",
    },
    "floor": {"name": "One question", "minutes": 20, "share": 3, "prompt": "What helped?", "asks": True},
    "pairs": {"name": "In pairs", "minutes": 10},
    "silence": {"name": "A quiet minute", "minutes": 2},
    "empathy": {"name": "Saying back", "minutes": 15, "share": 3},
    "writing": {"name": "Writing", "minutes": 8},
    "closing": {"name": "Closing", "minutes": 8, "share": 1, "prompt": "One word?"},
}


def part(mode: str, **other: Any) -> dict[str, Any]:
    return {"key": mode, "mode": mode, **PARTS[mode], **other}


class Evening:
    """`parts` are modes, or whole parts. Everyone may write; `call` and `hall` are other ways of meeting."""

    def __init__(self, *parts: str | dict[str, Any], call: bool = False, hall: bool = False, **other: Any) -> None:
        agenda = [part(one) if isinstance(one, str) else one for one in parts or ("round", "closing")]
        minutes = sum(one["minutes"] for one in agenda)
        self.now = START - 600
        self.opened = self.circle = core.open_circle(
            title="Harbour",
            agenda={"parts": agenda},
            starts_at=START,
            ends_at=START + 60 * minutes,
            way={"call": call, "hall": hall, "text": True},
            **other,
        )
        self.happened: list[Event] = []

    # what people do

    def do(self, who: str, kind: str, /, *, turn: int | None = None, part: int | None = None, **rest: Any) -> "Evening":
        """`for_` is the seat it is done for, `facts` what the server knows; the rest is what they typed."""
        self._let_time_pass()
        for_, facts = rest.pop("for_", None), rest.pop("facts", {})
        self._decide(Command(kind, who, turn, part, for_, rest, facts))
        return self

    def no(self, who: str, kind: str, /, **rest: Any) -> Reason:
        """The reason why the circle says no, which it must."""
        try:
            self.do(who, kind, **rest)
        except Refused as no:
            return no.reason
        raise AssertionError(f"{who} was not refused to {kind}")

    def sit(self, *names: str, here: bool | None = True, where: str = "remote", **facts: Any) -> "Evening":
        """Knock, be let in if it has to be, and open a line. `facilitator`, `co_facilitator` are roles."""
        for name in names:
            self.knock(name, where=where, **facts)
            if self.circle.knock(name):
                self._let_in(name)
            if here is not None and self.circle.seat(name):
                self.do(CLOCK, "found", seat=name)
        return self

    def knock(self, name: str, *, where: str = "remote", **facts: Any) -> "Evening":
        role = next((role for role in ("facilitator", "co_facilitator") if facts.pop(role, False)), "member")
        return self.do(name, "knock", where=where, facts={"alias": name.title(), "role": role, **facts})

    def guest(self, name: str, *, by: str, where: str = "hall") -> "Evening":
        return self.do(by, "seat_guest", alias=name.title(), where=where, facts={"ref": name})

    def _let_in(self, name: str) -> None:
        who = next((seat.ref for seat in self.circle.seated if self.circle.answers_door(seat)), "")
        if who:
            self.do(who, "admit", who=name)

    def begin(self) -> "Evening":
        self.now = max(self.now, START)
        return self.do(self._keeper(), "begin")

    def next(self) -> "Evening":
        return self.do(self._keeper(), "next_part", facts={"shuffle": [seat.ref for seat in self.circle.seated]})

    def to(self, mode: str) -> "Evening":
        """On, part by part, until we are in this mode."""
        while self.circle.mode != mode:
            self.next()
        return self

    def _keeper(self) -> str:
        return self.circle.lead or next(seat.ref for seat in self.circle.seated if self.circle.keeps(seat))

    def on(self, seconds: float = 30) -> str:
        """Whoever is offered the piece accepts, speaks for a while and passes it on. Who that was."""
        if self.offered:
            self.do(self.offered, "accept")
        speaker = self.holder
        self.wait(seconds)
        self.do(speaker, "pass_on")
        return speaker

    def go_round(self) -> list[str]:
        """On until the piece has come home. Who spoke."""
        spoke = []
        while not self.circle.home_at and len(spoke) < 50:
            spoke.append(self.on())
        return spoke

    # what time and lines do

    def wait(self, seconds: float) -> "Evening":
        """Time passes, and what it makes due happens at its moment, as the server does it."""
        until = self.now + seconds
        while (due := core.due(self.circle)) and due[0] <= until:
            self.now = max(self.now, due[0])
            self._let_time_pass()
        self.now = until
        return self

    def lose(self, *names: str) -> "Evening":
        for name in names:
            self.do(CLOCK, "lost", seat=name)
        return self

    def find(self, *names: str) -> "Evening":
        for name in names:
            self.do(CLOCK, "found", seat=name)
        return self

    def _let_time_pass(self) -> None:
        for _ in range(100):
            due = core.due(self.circle)
            if not due or due[0] > self.now:
                return
            shuffle = {"shuffle": [seat.ref for seat in self.circle.seated]}
            self._decide(Command("lapse", CLOCK, self.circle.piece.turn, data={"why": due[1]}, facts=shuffle))
        raise AssertionError("time never settles")

    def _decide(self, command: Command) -> None:
        events, after = core.carried_out(self.circle, command, self.now)
        self.circle = core.replay(self.circle, events)
        assert after == self.circle
        self.happened += events

    # what there is to see

    @property
    def holder(self) -> str:
        return self.circle.piece.holder

    @property
    def offered(self) -> str:
        return self.circle.piece.offered_to

    @property
    def turn(self) -> int:
        return self.circle.piece.turn

    @property
    def resting(self) -> bool:
        return self.circle.piece.resting

    def seat(self, name: str) -> Seat:
        return self.circle.sat(name)

    def view(self, name: str) -> dict[str, Any]:
        seen = core.view(self.circle, name, self.now)
        assert json.loads(core.view_text(self.circle, name, self.now)) == json.loads(json.dumps(seen))
        return seen

    def can(self, name: str) -> list[str]:
        can: list[str] = self.view(name)["can"]
        return can

    def keeping(self, name: str) -> dict[str, Any]:
        keeping: dict[str, Any] = self.view(name)["keeping"]
        return keeping

    def needs(self, name: str) -> list[str]:
        return [need["kind"] for need in self.keeping(name)["needs"]]

    def copy(self) -> "Evening":
        """The same evening, to go on in another way."""
        other = object.__new__(Evening)
        other.__dict__.update({**self.__dict__, "happened": list(self.happened)})
        return other


def gathered(mode: str, *names: str, **way: Any) -> Evening:
    """Begun, and in a part of this mode. The first of the names keeps the evening; all are connected."""
    evening = Evening("talk", mode, "closing", **way)
    evening.sit(names[0], facilitator=True).sit(*names[1:])
    return evening.begin().to(mode)


def round_of(*names: str, **way: Any) -> Evening:
    return gathered("round", *names, **way)


def floor_of(*names: str, **way: Any) -> Evening:
    return gathered("floor", *names, **way)
