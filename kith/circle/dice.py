"""The room's dice. The core never throws any: what fell is handed to it."""

import secrets

from kith.circle import core


def shuffled(circle: core.Circle) -> dict[str, list[str]]:
    """Everyone who sits here, in an order that nobody chose: for pairs."""
    drawn = sorted((secrets.token_bytes(8), seat.ref) for seat in circle.seated)
    return {"shuffle": [ref for _, ref in drawn]}


def thrown() -> dict[str, int]:
    return {"dice": secrets.randbelow(2**31)}
