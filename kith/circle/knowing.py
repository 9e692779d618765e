"""What the server adds to a command that nobody may say for themselves: who they are, new refs, and the dice."""

from collections.abc import Mapping
from typing import Any

from kith.circle import dice, entering, held_up
from kith.circle.entering import Arrival
from kith.circle.room import Facts
from kith.kit.refs import new_ref
from kith.meetings import agenda


def facts_for(kind: str, arrival: Arrival, data: Mapping[str, Any] | None = None) -> Facts:
    """`data` is what was typed: the server knows more only of what it names."""
    match kind:
        case "knock" | "sit":
            return entering.facts_of(arrival.membership, arrival.meeting)
        case "seat_guest" | "slip" | "drop_in_bowl":
            return {"ref": new_ref()}
        case "draw_from_bowl":
            return dice.thrown()
        case "begin":
            return lambda circle: {**dice.shuffled(circle), "two_chairs": agenda.for_two(arrival.meeting)}
        case "show":
            ref = str((data or {}).get("ref", ""))
            return lambda circle: {"shown": held_up.known(ref, by=arrival.membership, at=arrival.meeting)}
    return dice.shuffled  # whatever ends a turn may open a part, and a part may draw pairs
