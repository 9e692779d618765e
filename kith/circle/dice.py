"""The room's dice. The core never throws any: what fell is handed to it."""

from random import SystemRandom

from kith.circle import core

_dice = SystemRandom()


def shuffled(circle: core.Circle) -> dict[str, list[str]]:
    """Everyone who sits here, in an order that nobody chose: for pairs."""
    refs = [seat.ref for seat in circle.seated]
    return {"shuffle": _dice.sample(refs, len(refs))}


def thrown() -> dict[str, int]:
    return {"dice": _dice.randrange(2**31)}
