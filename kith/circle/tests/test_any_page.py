"""Whatever an evening comes to, its pages can be drawn, and what they offer is what the circle takes.

The evenings are those of `core/test_long_evenings.py`. Now and then someone's page is drawn as it is without script, and read.
"""

from random import Random

from kith.circle import asking, core
from kith.circle.core import Circle, Command, Reason, Refused
from kith.circle.tests.core.holding import settles
from kith.circle.tests.core.test_any_evening import AnyEvening
from kith.circle.tests.core.test_long_evenings import a_long_evening
from kith.circle.tests.reading_forms import Form, Page
from kith.circle.tests.screens import page, wanted
from tests.depth import rounds

TYPED = {"link": "https://call.example/1", "alias": "Gran"}


class Looking:
    """Over somebody's shoulder, after one press in twenty. Whose and when, the number tells."""

    def __init__(self, number: int) -> None:
        self.dice, self.forms = Random(number), 0

    def __call__(self, evening: AnyEvening) -> None:
        if self.dice.random() < 0.05:
            circle, _ = settles(evening.circle, evening.evening.now)
            people = [seat.ref for seat in circle.seats if not seat.guest] + [knock.seat.ref for knock in circle.door]
            self.at_page_of(self.dice.choice([*people, "stranger"]), circle, evening.evening.now)
            page(core.view(circle, core.HALL, evening.evening.now), "circle/hall.html")

    def at_page_of(self, who: str, circle: Circle, now: float) -> None:
        seen = core.view(circle, who, now)
        if seen["phase"] == "closed" and seen["you"]["seat"]:
            return  # what one has afterwards is no circle's
        drawn = Page(page(seen, "circle/room.html" if seen["you"]["seat"] else "circle/door.html"))
        forms = [form for form in drawn.forms if form.verb]
        if seen["you"]["seat"]:
            missing = wanted(seen) - {form.verb for form in forms}
            assert not missing, (who, missing, seen)
        for form in forms:
            self.takes(circle, now, who, form)

    def takes(self, circle: Circle, now: float, who: str, form: Form) -> None:
        """The form as it stands, with words in its boxes and one of its choices chosen."""
        self.forms += 1
        kind = form.verb
        typed = form.sends | {box: TYPED.get(box, "some words") for box in form.boxes}
        them = {name: [one for one in some if one] for name, some in form.choices.items() if name}
        typed |= {name: self.dice.choice(some) for name, some in them.items() if some}
        asked = asking.understood(kind, typed, needs_op=False)
        facts = {
            "alias": who.title(),
            "ref": "new",
            "shown": {"kind": "keepsake", "ref": "x", "name": "", "text": "A tin"},
        }
        try:
            core.decide(
                circle, Command(kind, who, asked.turn, asked.part, asked.on_behalf, dict(asked.data), facts), now
            )
        except Refused as no:
            second_tap = kind == "next_part" and no.reason == Reason.ALREADY_THERE  # two within 3 s count as one
            assert second_tap, (no.reason, who, kind, typed)


def test_every_form_on_every_page_is_taken_and_nothing_that_one_may_do_is_missing() -> None:
    looked = 0
    for number in range(rounds(40, 400, 20_000)):
        look = Looking(number)
        a_long_evening(10**6 + number, look)
        looked += look.forms
    assert looked > 10 * rounds(40, 400, 20_000)
