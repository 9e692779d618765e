"""How long the pure core takes: deciding, viewing, writing and reading a circle of eight."""

import time
from collections.abc import Callable

from bench.report import Figure
from kith.circle import core

START = 1_800_000_000.0
BLANK = {"prompt": "", "lighter": "", "script": "", "first_time": "We take turns.", "asks": False}
AGENDA = {
    "format": "council",
    "name": "Bench",
    "parts": [
        BLANK | {"key": "round", "name": "Round", "mode": "round", "minutes": 50, "share": 3, "prompt": "What helped?"},
        BLANK | {"key": "closing", "name": "Closing", "mode": "closing", "minutes": 10, "prompt": "One word?"},
    ],
}
ALIASES = ("Rowan", "June", "Marisol", "Teo", "Ash", "Sam", "Noor", "Kit")


def evening(seats: int = 8) -> core.Circle:
    """A circle of eight in the middle of its round."""
    circle = core.open_circle(title="B", agenda=AGENDA, starts_at=START, ends_at=START + 3600, way={"text": True})
    for place in range(seats):
        facts = {"alias": ALIASES[place], "role": "facilitator" if place == 0 else "member"}
        circle = do(circle, f"s{place}", "knock", facts=facts)
        circle = do(circle, core.CLOCK, "found", data={"seat": f"s{place}"})
    circle = do(circle, "s0", "begin")
    return do(circle, "s0", "accept")


def do(circle: core.Circle, actor: str, kind: str, **more: object) -> core.Circle:
    return core.replay(circle, core.decide(circle, core.Command(kind, actor, **more), START))  # type: ignore[arg-type]


def microseconds(work: Callable[[], object], times: int = 3000) -> float:
    began = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - began) / times * 1e6


def figures() -> list[Figure]:
    circle = evening()
    text = core.dump(circle)
    return [
        Figure("core.view", microseconds(lambda: core.view(circle, "s3", START + 60)), "us"),
        Figure("core.decide_pass_on", microseconds(lambda: do(circle, "s0", "pass_on")), "us"),
        Figure("core.dump", microseconds(lambda: core.dump(circle)), "us"),
        Figure("core.load", microseconds(lambda: core.load(text)), "us"),
        Figure("core.state_bytes", len(text.encode()), "bytes"),
    ]
