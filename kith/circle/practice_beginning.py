"""How a practice begins: the evening has been going on for a while, by the same commands as any other."""

from dataclasses import replace
from typing import Any

from kith.circle import core
from kith.circle.core import CLOCK, Command
from kith.circle.practice import Practice, after, step
from kith.circle.practice_script import YOU, Script, ref_of, scripts


def begin(which: str, *, alias: str, now: float) -> Practice:
    """A practice at its first moment. The evening began a while ago, by the same commands as any other."""
    script = scripts()[which]
    before = 60 * sum(turn.get("minutes", 0) for turn in _earlier(script))
    minutes = sum(part["minutes"] for part in script.parts)
    parts = [{**part, "prompt": script.prompt, "lighter": script.lighter} for part in script.parts]
    begun = now - before - 30
    circle = core.open_circle(
        title=script.title,
        agenda={"parts": parts},
        starts_at=begun,
        ends_at=begun + before + 60 * minutes,
        way={"text": True},
    )
    for command in _arriving(script, alias):
        circle = after(circle, command, begun)
    return step(_so_far(Practice(which, circle, begun=now), begun), now, pressed=True)


def _arriving(script: Script, alias: str) -> list[Command]:
    """Everyone comes in: in the order in which they will speak, you among them; then it begins."""
    order = {ref_of(turn["alias"]): i for i, turn in reversed([*enumerate(script.turns)])}
    seats = [seat | {"ref": ref_of(seat["alias"])} for seat in script.seats if seat["alias"] != YOU]
    seats.sort(key=lambda seat: order.get(str(seat["ref"]), len(order)))
    me = {"ref": YOU, "alias": alias, "role": script.role, "greeter": False, "new": script.role == "member"}
    everyone = [me, *seats] if script.role != "member" else [*seats, me]
    knocks = [Command("knock", seat["ref"], facts=_facts_of(seat, seed)) for seed, seat in enumerate(everyone)]
    greeter = next(seat["ref"] for seat in seats if seat["greeter"])
    admits = [Command("admit", greeter, data={"who": seat["ref"]}) for seat in everyone if seat.get("new")]
    found = [Command("found", CLOCK, data={"seat": seat["ref"]}) for seat in seats]
    keeper = next(seat["ref"] for seat in everyone if seat["role"] == "facilitator")
    return [*knocks, *admits, *found, Command("begin", keeper)]


def _facts_of(seat: dict[str, Any], seed: int) -> dict[str, Any]:
    return {"seed": seed % 8, "new": False} | {
        name: seat[name] for name in ("alias", "role", "greeter", "new") if name in seat
    }


def _earlier(script: Script) -> list[Any]:
    """Turns that were already taken when you come in: all but the last of those that have their minutes."""
    return [turn for turn in script.turns if "minutes" in turn][:-1]


def _so_far(practice: Practice, then: float) -> Practice:
    circle = practice.circle
    for turn in _earlier(practice.script):
        circle = after(circle, Command("ask_to_share", ref_of(turn["alias"])), then)
        then += 60 * turn["minutes"]
        circle = after(circle, Command("pass_on", ref_of(turn["alias"])), then)
    return replace(practice, circle=circle)
