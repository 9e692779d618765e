"""Any evening at all: whatever people press, in whatever order, the promises of the room hold and time comes to rest."""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kith.circle import core
from kith.circle.core import CLOCK, Circle, Command, Event, Reason, Refused
from kith.circle.evening.facts import Seat
from kith.circle.evening.words import all_have_written
from kith.circle.tests.core.evening import START, Evening
from kith.circle.tests.core.holding import follows, holds, settles, views_keep_to_their_audience
from kith.circle.tests.core.plain import Plain
from kith.circle.tests.core.plausible import new_ref, offered
from tests.depth import rounds

NAMES = ("ana", "ben", "cleo", "dee", "eli", "fay")
MODES = ("round", "floor", "pairs", "talk", "silence", "empathy", "writing", "reading")
FIELDS: dict[str, Sequence[Any]] = {
    "ref": [*NAMES, "guest1", "guest2", "nobody", "slip1", "ana-0", "ben-0"],
    "text": ["", "some words", "many words " * 30],
    "line": ["", "a line"],
    "alias": ["Gran", "a line"],
    "link": ["https://call.example/1"],
    "int": range(1, 11),
    "flag": [False, True],
}
KNOCKS: dict[str, Sequence[Any]] = {
    "where": ["remote", "hall", "phone"],
    "new": [False, True],
    "listens": [False, False, True],
    "role": ["member", "member", "co_facilitator"],
    "apart": [(), (), ("ben",), ("ana", "cleo")],
    "mine": [False, True],
    "unsafe": [(), (), (), ("cleo",), ("dee",)],
    "afraid": [(), (), (), ("eli",), ("ben",)],
}
TOLD = ("say", "reflect", "slip", "drop_in_bowl", "set_prompt")
LINES = ("lost", "found", "unknown")
SECONDS = (1, 3, 9, 11, 46, 61, 121, 200, 600, 3600, -5, -86400, 86400)
names = st.sampled_from(NAMES)


class AnyEvening(RuleBasedStateMachine):
    """People sit down, press what their page offers or anything else, lose their line, come back, and time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.plain = Plain()
        self.audiences: dict[str, set[str]] = {}
        self.words = 0

    @initialize(
        modes=st.lists(st.sampled_from(MODES), min_size=1, max_size=3),
        call=st.booleans(),
        hall=st.sampled_from([False, False, True]),
        lead=st.sampled_from(["facilitator", "co_facilitator"]),
    )
    def opened(self, modes: list[str], call: bool, hall: bool, lead: str) -> None:
        self.evening = Evening(*modes, "closing", call=call, hall=hall)
        self.evening.sit("ana", **{lead: True}).sit("ben", greeter=True).sit("cleo")

    # ---- rules ----------------------------------------------------------------------------------------------------

    @rule(name=names, **{fact: st.sampled_from(them) for fact, them in KNOCKS.items()})
    def knocks(self, name: str, where: str, **facts: Any) -> None:
        apart = tuple(other for other in {*facts.pop("apart"), *facts["unsafe"], *facts["afraid"]} if other != name)
        mine = apart if facts.pop("mine") else ()
        self.press(
            Command(
                "knock",
                name,
                data={"where": where},
                facts={**facts, "alias": name.title(), "apart": apart, "mine": mine},
            )
        )

    @rule(name=names, kind=st.sampled_from(sorted(core.VERBS)), data=st.data())
    def presses_anything(self, name: str, kind: str, data: st.DataObject) -> None:
        """Whatever fits its shape: the circle answers, or refuses."""
        self.press_any(name, kind, lambda them: data.draw(st.sampled_from(them)))

    def press_any(self, name: str, kind: str, one_of: Callable[[Sequence[Any]], Any]) -> None:
        typed = {
            field: one_of(of.choices if of.kind == "choice" else FIELDS[of.kind])
            for field, of in core.SHAPES[kind].items()
        }
        seen, part = one_of([None, self.circle.piece.turn, 1]), one_of([None, self.circle.part, 0])
        other = one_of([None, None, *NAMES, "guest1"])
        ref = f"guest{len(self.circle.seats)}" if kind == "seat_guest" else new_ref(self.circle)
        self.press(Command(kind, name, seen, part, other, typed, {"alias": name.title(), "ref": ref, "dice": 3}))

    @precondition(lambda self: self.people)
    @rule(which=st.integers(0, 10**6))
    def presses_what_is_offered(self, which: int) -> None:
        """What a page offers is never refused. For a guest it is offered on the page of whoever brought them."""
        seat = self.people[which % len(self.people)]
        things = list(offered(self.circle, seat.ref, self.evening.now))
        if things:
            self.press(things[which // 16 % len(things)], willing=True)

    @precondition(lambda self: self.circle.phase == "kettle")
    @rule()
    def begins(self) -> None:
        self.press(Command("begin", "ana"))

    @rule()
    def goes_on(self) -> None:
        """As most evenings go: who is offered it accepts, who holds it passes it on."""
        piece = self.circle.piece
        if piece.offered_to:
            self.press(Command("accept", piece.offered_to, piece.turn))
        elif piece.holder:
            self.press(Command("pass_on", piece.holder, piece.turn))
        else:
            self.press(Command("next_part", self.circle.lead or "ana"))

    @precondition(lambda self: self.people)
    @rule(which=st.integers(0, 10**6), kind=st.sampled_from(TOLD))
    def tells_a_secret(self, which: int, kind: str) -> None:
        """A word that only some may read (I8)."""
        seat = self.people[which % len(self.people)]
        self.words += 1
        word = f"canary-{kind}-{self.words}"
        self.audiences[word] = self._audience(kind, seat)
        facts = {"ref": f"secret{self.words}"}
        self.press(Command(kind, seat.ref, self.circle.piece.turn, data={"text": word}, facts=facts))

    def _audience(self, kind: str, seat: Seat) -> set[str]:
        circle, piece = self.circle, self.circle.piece
        if kind == "say" and circle.mode == "pairs":
            return {seat.ref, *circle.partners(seat.ref)}
        if kind == "reflect":
            to = piece.holder or piece.spoke
            return set() if to in seat.apart else {to}
        if kind == "slip":
            return {"seated"}
        if kind == "drop_in_bowl":
            return set()
        return {"all"} if kind == "set_prompt" or circle.mode != "writing" else {seat.ref}

    @rule(name=names, kind=st.sampled_from(LINES))
    def line(self, name: str, kind: str) -> None:
        self.press(Command(kind, CLOCK, data={"seat": name}))

    @rule(name=names)
    def is_forgotten(self, name: str) -> None:
        if self.words % 3 == 0:
            self.press(Command("forget", CLOCK, data={"seat": name}))

    @rule(seconds=st.sampled_from(SECONDS))
    def time_passes(self, seconds: float) -> None:
        self.evening.now = max(START - 900, self.evening.now + seconds)

    # ---- what always holds ----------------------------------------------------------------------------------------

    @property
    def circle(self) -> Circle:
        return self.evening.circle

    @property
    def people(self) -> list[Seat]:
        """Who sits here and presses: a guest has no page of their own."""
        return [seat for seat in self.circle.seated if not seat.guest]

    def press(self, command: Command, *, willing: bool = False) -> None:
        evening = self.evening
        evening.circle, lapsed = settles(evening.circle, evening.now)
        for lapse in lapsed:
            self._happened(*lapse)
        before = evening.circle
        try:
            events = core.decide(before, command, evening.now)
        except Refused as no:
            again = (
                command.kind == "next_part" and no.reason == Reason.ALREADY_THERE
            )  # two presses within 3 s count as one
            assert lapsed or again or not willing, f"{command} was offered, and refused: {no.reason}"
            return
        evening.circle = core.replay(before, events)
        follows(before, evening.circle, events)
        self._happened(command, before, evening.circle, events)
        self._open_secrets(before)

    def _happened(self, command: Command, before: Circle, after: Circle, events: tuple[Event, ...]) -> None:
        """As it was agreed, plainly; and kept, so that the evening can be told again from its start."""
        self.evening.happened += events
        self.plain.press(command, before, after, self.evening.now)
        assert self.plain.agrees_with(after), command

    def teardown(self) -> None:
        if hasattr(self, "evening"):
            assert core.replay(self.evening.opened, tuple(self.evening.happened)) == self.circle

    def _open_secrets(self, before: Circle) -> None:
        """A question that is drawn is everyone's; what was written at once is read together."""
        after = self.circle
        for text in {text for _, text in before.bowl} & {after.prompt}:
            self.audiences[text] = {"all"}
        for line in after.lines:
            if line.text in self.audiences and (all_have_written(after) or after.mode != "writing") and not line.to:
                self.audiences[line.text] = {"all"}

    @invariant()
    def the_promises_hold(self) -> None:
        if not hasattr(self, "evening"):
            return
        holds(self.circle)
        settles(self.circle, self.evening.now)
        views_keep_to_their_audience(self.circle, self.evening.now, self.audiences)


AnyEvening.TestCase.settings = settings(
    max_examples=rounds(15, 1000, 5000),
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnyEvening = AnyEvening.TestCase
