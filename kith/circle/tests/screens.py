"""Evenings played by the real core, stopped where a screen can be looked at. What a page is tested with, and pictured from."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string

from kith.circle import screen
from kith.circle.core import Circle, Command, decide, due, open_circle, replay, view
from kith.circle.held_up import Thing
from kith.circle.tests.core.plausible import SENT_AS

START = 1_900_000_000.0
QUESTION = "What has someone said to you that helped?"
NAMES = ("Rowan", "Marisol", "June", "Teo", "Ash", "Sam", "Noor", "Kit")
CLAUSES = ["I speak of my own life.", "I may pass, listen or leave.", "What is said here stays here."]


TIN = Thing("keepsake", "tin", "", "A blue biscuit tin with a dent in its lid")
WALK = Thing("strategy", "walk", "Ten minutes outside", "Before the evening, whatever the weather.")


def part(key: str, name: str, mode: str, minutes: int, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": name, "mode": mode, "minutes": minutes, "share": 4, "prompt": "", "lighter": ""} | more


AGENDA = {
    "parts": [
        part("arriving", "Arriving", "talk", 5, script="Welcome, and take your time."),
        part("agreement", "Our agreement", "reading", 3, script="We read our agreement, a line each."),
        part("check-in", "Check-in", "round", 12, prompt="How are you as you come in?", script="The piece goes round."),
        part("question", "One question", "floor", 25, prompt=QUESTION, lighter="What helped this week?", asks=True),
        part("pairs", "Pairs", "pairs", 8, prompt="What do you want to say to one person?"),
        part("writing", "Writing", "writing", 5, prompt="What do you want to leave here?"),
        part("quiet", "A quiet minute", "silence", 2),
        part("empathy", "Empathy", "empathy", 10, prompt="What is alive in you?"),
        part("closing", "Closing", "closing", 8, prompt="Which word do you leave with?"),
    ]
}


class Evening:
    """A circle that can be played: `evening.does("ash", "accept")`. An actor is an alias in small letters."""

    def __init__(self, names: tuple[str, ...] = NAMES, **more: Any) -> None:
        self.now = START - 600
        opened = {"title": "Walking with grief", "agenda": AGENDA, "starts_at": START, "ends_at": START + 78 * 60}
        self.circle: Circle = open_circle(**(opened | {"way": {"text": True}, "greeter": "June"} | more))
        for seed, name in enumerate(names):
            self.comes(name, seed=seed % 8)

    def comes(self, name: str, **more: Any) -> None:
        ref = name.lower()
        role = {"rowan": "facilitator", "june": "co_facilitator"}.get(ref, "member")
        facts = {"alias": name, "role": role, "greeter": ref == "june", "new": False} | more
        self.does(ref, "knock", facts=facts)
        if self.circle.seat(ref):
            self.does("clock", "found", seat=ref)

    def does(self, actor: str, kind: str, /, *, on_behalf: str | None = None, facts: Any = None, **data: Any) -> None:
        self.now += 1
        given = Command(kind, actor, on_behalf=on_behalf, data=data, facts=facts or {})
        self.circle = replay(self.circle, decide(self.circle, given, self.now))

    def goes_to(self, mode: str) -> None:
        """On to the first part of this mode. Who is in a turn is not cut off: there is none yet."""
        if self.circle.phase == "kettle":
            self.now = max(self.now, START)
            self.does("rowan", "begin")
        while self.circle.mode != mode:
            self.does("rowan", "next_part", facts={"shuffle": [seat.ref for seat in self.circle.seats]})
            if self.circle.next_after_turn:
                self.does("rowan", "next_part", facts={"shuffle": [seat.ref for seat in self.circle.seats]})

    def floor_of(self, name: str) -> None:
        """`name` speaks on the floor, and asks us to just listen; June is next."""
        self.goes_to("floor")
        self.does(name, "ask_to_share")
        self.does(name, "need", need="just_listen")
        self.does("june", "ask_to_share")

    def shows(self, name: str, thing: Thing) -> None:
        self.floor_of(name)
        self.does(name, "show", facts={"shown": vars_of(thing)}, ref=thing.ref)

    def waits(self, seconds: float) -> None:
        """So long, and whatever falls due meanwhile happens."""
        until = self.now + seconds
        while (next_due := due(self.circle)) and next_due[0] <= until:
            self.now = max(self.now, next_due[0])
            self.does("clock", "lapse", why=next_due[1])
        self.now = until

    def seen_by(self, viewer: str) -> dict[str, Any]:
        return view(self.circle, viewer, self.now)


def vars_of(thing: Thing) -> dict[str, str]:
    return {"kind": thing.kind, "ref": thing.ref, "name": thing.name, "text": thing.text}


def page(seen: dict[str, Any], template: str = "circle/room.html", **more: Any) -> str:
    """The page of this view, as the server draws it."""
    about = {
        "seq": 5,
        "op": "op",
        "clauses": CLAUSES,
        "group": {"name": "Walking with grief", "ref": "g", "zone": "UTC"},
        "brought": [TIN, WALK],
    }
    return render_to_string(template, screen.context(seen, ref="meeting") | about | more)


def wanted(seen: dict[str, Any]) -> set[str]:
    """What has to be on the page: all that this one may do, but for what waits until something else was pressed."""
    can = {SENT_AS.get(verb, verb) for verb in seen["can"]}
    if "call" not in seen:
        can -= {"call_link"}  # there is no call to have a link
    if seen["you"]["not_ok"]["sent_to"] and not seen["you"]["not_ok"].get("waited"):
        can -= {"not_ok"}  # it is on its way
    if seen["you"]["holding"] and seen["piece"]["saying_back"]:
        can -= {"need", "pass_on"}  # first the saying back
    if seen["hush"]:
        can -= {"pass_on", "need", "not_now", "come_back_to_me"}  # we are quiet: whose turn it is, has it afterwards
    return can


def listening() -> dict[str, Any]:
    evening = Evening()
    evening.does("sam", "step_out")
    evening.floor_of("marisol")
    return evening.seen_by("ash")


def facilitating() -> dict[str, Any]:
    evening = Evening()
    evening.comes("Wren", new=True)
    evening.does("june", "admit", who="wren")
    evening.does("sam", "step_out")
    evening.floor_of("marisol")
    evening.waits(190)
    return evening.seen_by("rowan")


def your_turn() -> dict[str, Any]:
    evening = Evening()
    evening.floor_of("ash")
    return evening.seen_by("ash")


def your_turn_keeping() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("round")
    evening.does("rowan", "accept")
    return evening.seen_by("rowan")


def kettle() -> dict[str, Any]:
    evening = Evening()
    evening.does("teo", "say", text="Hello, all.\nIt is raining here.")
    evening.does("ash", "say", text="Hello Teo.")
    return evening.seen_by("ash")


def kettle_keeping() -> dict[str, Any]:
    evening = Evening()
    evening.comes("Wren", new=True)
    evening.comes("Lin", unsafe=["ash"])
    return evening.seen_by("rowan")


def reading() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("reading")
    return evening.seen_by("ash")


def offered() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("round")
    evening.does("rowan", "accept")
    evening.does("rowan", "pass_on")
    return evening.seen_by("marisol")


def just_passed() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("round")
    evening.does("rowan", "accept")
    evening.does("rowan", "pass_on")
    return evening.seen_by("rowan")


def heads_up() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("round")
    evening.does("rowan", "accept")
    evening.does("rowan", "need", need="questions")
    return evening.seen_by("june")


def heads_up_answered() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("round")
    evening.does("rowan", "accept")
    evening.does("june", "answer_ahead", answer="write")
    return evening.seen_by("june")


def written_turn() -> dict[str, Any]:
    evening = Evening()
    evening.floor_of("marisol")
    evening.does("marisol", "say", text="My neighbour brought soup.\nShe did not say anything.")
    evening.does("ash", "acknowledge", kind="hear_you")
    return evening.seen_by("ash")


def received() -> dict[str, Any]:
    evening = Evening()
    evening.floor_of("marisol")
    for name in ("june", "teo"):
        evening.does(name, "acknowledge", kind="hear_you")
    evening.does("kit", "acknowledge", kind="thank_you")
    evening.does("noor", "reflect", text="I heard how quiet the kitchen was.")
    evening.does("marisol", "pass_on")
    evening.waits(30)
    return evening.seen_by("marisol")


def resting() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("floor")
    return evening.seen_by("ash")


def round_home() -> dict[str, Any]:
    evening = Evening(("Rowan", "June", "Ash"))
    evening.goes_to("round")
    while not evening.circle.home_at:
        evening.does(evening.circle.piece.offered_to, "not_now")
    return evening.seen_by("rowan")


def silence() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("silence")
    return evening.seen_by("ash")


def hush() -> dict[str, Any]:
    evening = Evening()
    evening.floor_of("marisol")
    evening.does("rowan", "hush")
    return evening.seen_by("rowan")


def pairs() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("pairs")
    evening.does("rowan", "say", text="Hello you.")
    return evening.seen_by("marisol")


def after_pairs() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("pairs")
    evening.goes_to("writing")
    evening.does("ash", "say", text="The weight of it.")
    return evening.seen_by("ash")


def saying_back() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("empathy")
    evening.does("rowan", "accept")
    evening.does("rowan", "pass_on")
    evening.does("marisol", "accept")
    return evening.seen_by("marisol")


def hears_back() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("empathy")
    evening.does("rowan", "accept")
    evening.does("rowan", "pass_on")
    evening.does("marisol", "accept")
    return evening.seen_by("ash")


def stepped_out() -> dict[str, Any]:
    evening = Evening()
    evening.floor_of("marisol")
    evening.does("ash", "step_out")
    return evening.seen_by("ash")


def keeper_wanted() -> dict[str, Any]:
    evening = Evening(("Rowan", "Marisol", "Teo", "Ash"))
    evening.goes_to("round")
    evening.does("clock", "lost", seat="rowan")
    evening.waits(200)
    return evening.seen_by("ash")


def not_ok_sent() -> dict[str, Any]:
    evening = Evening()
    evening.floor_of("marisol")
    evening.does("ash", "not_ok")
    return evening.seen_by("ash")


def not_ok_waited() -> dict[str, Any]:
    evening = Evening()
    evening.floor_of("marisol")
    evening.does("ash", "not_ok")
    evening.waits(70)
    return evening.seen_by("ash")


def called() -> dict[str, Any]:
    evening = Evening()
    evening.floor_of("marisol")
    evening.does("ash", "not_ok", to="rowan")
    return evening.seen_by("rowan")


def slips() -> dict[str, Any]:
    evening = Evening()
    evening.floor_of("marisol")
    evening.does("ash", "slip", text="Is it only me who is angry?", facts={"ref": "one"})
    evening.does("teo", "slip", text="Is it only me who laughs?", facts={"ref": "two"})
    for name in ("june", "kit", "noor"):
        evening.does(name, "not_only_you", slip="one")
    return evening.seen_by("ash")


def beside_a_call() -> dict[str, Any]:
    evening = Evening(way={"call": True, "text": True}, call_link="https://call.example/room")
    evening.floor_of("marisol")
    return evening.seen_by("ash")


def kept_apart() -> dict[str, Any]:
    evening = Evening(("Rowan", "June", "Kit"))
    evening.comes("Ash", apart=["kit"], mine=["kit"])
    return evening.seen_by("ash")


def hall_hands() -> dict[str, Any]:
    evening = Evening(("Rowan", "June", "Teo"), way={"hall": True})
    for name in ("Olu", "Dee"):
        evening.does("rowan", "seat_guest", alias=name, where="hall", facts={"ref": name.lower()})
    evening.goes_to("floor")
    evening.does("rowan", "ask_to_share", on_behalf="olu")
    evening.does("teo", "ask_to_share")
    return evening.seen_by("rowan")


def closing_together() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("empathy")
    evening.now = START + 80 * 60
    evening.does("rowan", "next_part")
    return evening.seen_by("ash")


def after() -> dict[str, Any]:
    evening = Evening()
    evening.goes_to("closing")
    evening.does("rowan", "next_part")
    return evening.seen_by("ash")


def two_seats() -> dict[str, Any]:
    return Evening(("Rowan", "Ash")).seen_by("rowan")


def many_seats() -> dict[str, Any]:
    long = "Bartholomew" * 3 + "Montgom"
    names = (*NAMES, *["Olu", "Dee", "Pia", "Ines", "Wren", "Linden", "Mo"], long)
    evening = Evening(names[:16])
    evening.floor_of(long.lower())
    return evening.seen_by("ash")


def empty_seat() -> dict[str, Any]:
    names = (*NAMES, *["Olu", "Dee", "Pia", "Ines"])
    evening = Evening(names[:12], empty_seat=True)
    evening.floor_of("marisol")
    return evening.seen_by("ash")


def projector() -> dict[str, Any]:
    evening = Evening((*NAMES, "Olu"))
    evening.floor_of("marisol")
    return evening.seen_by("hall")


def shown_to_others() -> dict[str, Any]:
    evening = Evening()
    evening.shows("marisol", TIN)
    return evening.seen_by("ash")


def shown_by_you() -> dict[str, Any]:
    evening = Evening()
    evening.shows("ash", TIN)
    return evening.seen_by("ash")


def shown_keeping() -> dict[str, Any]:
    evening = Evening()
    evening.shows("marisol", WALK)
    return evening.seen_by("rowan")


def talk_is_next() -> dict[str, Any]:
    evening = Evening()
    evening.shows("marisol", WALK)
    evening.does("marisol", "pass_on")
    return evening.seen_by("rowan")


SCREENS: dict[str, Callable[[], dict[str, Any]]] = {
    made.__name__: made
    for made in (
        listening, facilitating, your_turn, your_turn_keeping, kettle, kettle_keeping, reading, offered, just_passed,
        heads_up, heads_up_answered, written_turn, received, resting, round_home, silence, hush, pairs, after_pairs,
        saying_back, hears_back, stepped_out, keeper_wanted, not_ok_sent, not_ok_waited, called, slips, beside_a_call,
        kept_apart, hall_hands, closing_together, after, two_seats, many_seats, empty_seat,
        shown_to_others, shown_by_you, shown_keeping, talk_is_next,
    )
}  # fmt: skip
