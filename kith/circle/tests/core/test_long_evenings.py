"""Long evenings at random: a hundred presses and more, most of them what a page offers. Each is told by a number.

Beside `test_any_evening`, whose examples shrink, but are few and short, and are not the same ones after each change.
"""

from collections.abc import Callable
from random import Random

from kith.circle import core
from kith.circle.tests.core.test_any_evening import KNOCKS, LINES, MODES, NAMES, SECONDS, TOLD, AnyEvening
from tests.depth import rounds


def test_any_long_evening() -> None:
    for number in range(rounds(60, 1000, 50_000)):
        a_long_evening(number)


def a_long_evening(number: int, look: Callable[[AnyEvening], None] = AnyEvening.the_promises_hold) -> None:
    """What happens in it, and how often what, is up to dice that fall the same way each time. `look`: after each press."""
    dice, evening = Random(number), AnyEvening()
    one_of = dice.choice
    does = {
        lambda: evening.presses_what_is_offered(dice.randrange(10**6)) if evening.people else None: one_of([3, 8, 20]),
        lambda: evening.tells_a_secret(dice.randrange(10**6), one_of(TOLD)) if evening.people else None: one_of([0, 1]),
        lambda: evening.press_any(one_of(NAMES), one_of(sorted(core.VERBS)), one_of): one_of([0, 1, 3]),
        lambda: evening.knocks(one_of(NAMES), **{fact: one_of(them) for fact, them in KNOCKS.items()}): 2,
        evening.begins: 1,
        evening.goes_on: one_of([1, 4]),
        lambda: evening.line(one_of(NAMES), one_of(LINES)): one_of([0, 1, 3]),
        lambda: evening.is_forgotten(one_of(NAMES)): one_of([0, 1]),
        lambda: evening.time_passes(one_of(SECONDS)): one_of([1, 2, 5]),
    }
    modes = [one_of(MODES) for _ in range(dice.randint(1, 3))]
    evening.opened(modes, one_of([False, True]), one_of([False, True]), one_of(["facilitator", "co_facilitator"]))
    try:
        for press in dice.choices([*does], [*does.values()], k=one_of([40, 80, 160])):
            press()
            look(evening)
        evening.teardown()
    except Exception as error:
        error.add_note(f"evening {number}, after {len(evening.evening.happened)} events: a_long_evening({number})")
        raise
