"""What someone would send for each thing their page offers."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from kith.circle import core
from kith.circle.core import Circle, Command
from kith.circle.evening import care

SENT_AS = {"bring_on": "pass_on", "come_back_for_them": "come_back_to_me"}


def offered(circle: Circle, ref: str, now: float) -> Iterator[Command]:
    """Everything in `can`, of one's own seat and of those one's device works for, each with data that fits."""
    view = core.view(circle, ref, now)
    for name in view["can"]:
        yield command(circle, ref, name, view)
    for hand in view["you"].get("hands", ()):
        for name in hand["can"]:
            yield command(circle, ref, name, view, for_=hand["ref"])


def command(circle: Circle, ref: str, name: str, view: dict[str, Any], *, for_: str | None = None) -> Command:
    on_behalf = circle.piece.offered_to if name == "come_back_for_them" else for_
    kind = SENT_AS.get(name, name)
    data, facts = (
        _data(circle, ref, kind, view),
        {"ref": new_ref(circle), "dice": 5, "shown": _brought(circle)},
    )
    return Command(kind, ref, circle.piece.turn, circle.part, on_behalf, data, facts)


def new_ref(circle: Circle) -> str:
    """As unlike any other as the real ones. Numbers alone would come again: what someone leaves behind goes with them."""
    taken = {one.ref for one in (*circle.seats, *circle.slips)} | {ref for ref, _ in circle.bowl}
    names = (f"r{circle.piece.turn}-{n}" for n in count())
    return next(name for name in names if name not in taken)


def _brought(circle: Circle) -> dict[str, str]:
    kind = ("keepsake", "resource", "strategy")[circle.piece.turn % 3]
    return {"kind": kind, "ref": f"b{circle.piece.turn}", "name": "", "text": "A blue tin"}


def _data(circle: Circle, ref: str, kind: str, view: dict[str, Any]) -> dict[str, Any]:
    seat = circle.sat(ref)
    others = [other["ref"] for other in view.get("keeping", {}).get("others", [])]
    slips = [slip["ref"] for slip in view.get("slips", []) if not slip["mine"] and not slip["told"]]
    sent = view["you"].get("sent", [])
    mine = {
        "admit": {"who": _admissible(circle)},
        "turn_away": {"who": next((knock.seat.ref for knock in circle.door if not knock.answer), "")},
        "remove": {"seat": next((one["ref"] for one in view.get("keeping", {}).get("may_remove", [])), "")},
        "hand_over": {"seat": next(iter(others), "")},
        "acknowledge": {"kind": next((kind for kind in _kinds(circle) if kind not in sent), "")},
        "not_ok": {"to": next((ear.ref for ear in care.unasked(circle, seat)), "")},
        "seen": {"call": next((call["ref"] for call in view["you"].get("calls", []) if not call["seen"]), "")},
        "not_only_you": {"slip": next(iter(slips), "")},
    }
    always: dict[str, dict[str, Any]] = {
        "seat_guest": {"alias": "Guest"},
        "answer_ahead": {"answer": "speak"},
        "need": {"need": "ideas"},
        "say": {"text": "some words"},
        "reflect": {"text": "I heard"},
        "slip": {"text": "is it only me"},
        "drop_in_bowl": {"text": "what helps?"},
        "set_prompt": {"choice": "own", "text": "What now?"},
        "call_link": {"link": "https://call.example/1"},
        "gift_minutes": {"minutes": 2},
        "show": {"ref": "b"},
    }
    return mine.get(kind) or always.get(kind, {})


def _admissible(circle: Circle) -> str:
    waiting = [knock for knock in circle.door if not knock.answer and not knock.let_in]
    return next((knock.seat.ref for knock in waiting if not circle.unsafe_with(knock.seat)), "")


def _kinds(circle: Circle) -> tuple[str, ...]:
    return ("hear_you", "thank_you") if circle.piece.need == "just_listen" else ("hear_you", "me_too", "thank_you")
