"""Where each seat stands, as CSS: the content policy forbids `style=`, so places are classes. Run as a module, it prints it."""

from math import cos, pi, sin

MOST = 17  # sixteen seats, and perhaps an empty one
REACH = 39  # of a hundred: from the middle to a seat


def rules() -> str:
    """`.of-8 > :nth-child(3)` and the like, the first seat on top, then clockwise."""
    lines = ["/* Made by kith/circle/ring.py: everyone the same distance from the middle. */"]
    for seats in range(1, MOST + 1):
        lines.append(f".of-{seats} {{ --n: {seats}; }}")
        lines += [f".of-{seats} > :nth-child({place + 1}) {{ {_at(place, seats)} }}" for place in range(seats)]
    return "\n".join(lines) + "\n"


def _at(place: int, seats: int) -> str:
    angle = 2 * pi * place / seats - pi / 2
    return f"left: {50 + REACH * cos(angle):.2f}%; top: {50 + REACH * sin(angle):.2f}%;"


if __name__ == "__main__":
    print(rules(), end="")  # noqa: T201
