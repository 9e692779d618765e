"""A whole guided discussion with five real pages, from the door to the closing screen."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.sitting import Sitter, at_the_circle, whoever
from tests.serving import Server

pytestmark = pytest.mark.browser
FIVE = ("rowan", "june", "marisol", "teo", "ash")


@pytest.mark.deep
def test_five_people_hold_a_whole_meeting(browser: Browser, server: Server) -> None:
    with at_the_circle(browser, server, *FIVE) as sitters:
        rowan, june, marisol, teo, ash = sitters
        for one in sitters:
            one.come_in()
        the_newcomer_waits_and_is_let_in(june, ash, rowan)
        rowan.press("Begin")
        go_on(rowan, "Our agreement")
        go_on(rowan, "Check-in round")
        assert sorted(once_around(sitters, rowan)) == sorted(FIVE)
        go_on(rowan, "One question")
        someone_is_heard(marisol, teo, ash, rowan)
        someone_is_not_ok(teo, june)
        go_on(rowan, "Free talk")
        ash.write("I could laugh tonight")
        teo.sees("I could laugh tonight")
        go_on(rowan, "Kind words")
        once_around(sitters, rowan)
        go_on(rowan, "Closing")
        once_around(sitters, rowan)
        rowan.go_on()
        rowan.sees("The circle has ended.")
        rowan.press_under("More", "Close the circle", "Goodnight, everyone")
        ash.sees("That was your first evening")
        ash.sees("May June say hello on")
        ash.page.get_by_role("region", name="say hello on").get_by_role("button", name="Yes").click()
        ash.sees("Yes, gladly.")
        teo.sees("Thank you for being here")


def the_newcomer_waits_and_is_let_in(june: Sitter, ash: Sitter, rowan: Sitter) -> None:
    """W1: at the door there is the greeter's alias, and no other name."""
    ash.sees("You're at the door")
    ash.does_not_see("Marisol")
    june.sees("Ash is here for the first time.")
    june.press("Let them in")
    ash.write("Hello, I am Ash")
    rowan.sees("Hello, I am Ash")
    ash.press_under("More", "I might talk after all")


def go_on(keeper: Sitter, part: str) -> None:
    keeper.go_on()
    expect(keeper.page.locator("[aria-current=step]")).to_contain_text(part)


def once_around(sitters: list[Sitter], keeper: Sitter) -> list[str]:
    """Everyone takes the piece when it is offered and passes it on; who had it, in order."""
    had: list[str] = []
    while True:
        one = whoever(sitters, lambda one: one.offered() or one.holding() or (one is keeper and home(one)))
        if home(keeper):
            return had
        if one.offered():
            one.press("I'll take it")
        had.append(one.name)
        one.press("I've finished, pass it on")
        expect(one.page.get_by_role("button", name="I've finished, pass it on").locator("visible=true")).to_have_count(
            0
        )


def home(keeper: Sitter) -> bool:
    return keeper.page.get_by_text("Everyone has had their turn").locator("visible=true").count() > 0


def someone_is_heard(marisol: Sitter, teo: Sitter, ash: Sitter, rowan: Sitter) -> None:
    """Under *just listen* "me too" is not offered; what listeners held back is words, after the turn, to her alone."""
    marisol.press("I'd like to share")
    marisol.page.get_by_label("Just listen", exact=True).locator("visible=true").check()
    teo.sees("just listen")
    ash.sees("just listen")
    ash.open("More")
    expect(ash.button("Thank you")).to_be_visible()
    ash.cannot_press("Me too")
    teo.press("I hear you")
    teo.sees("Marisol reads it when the turn has ended.")
    marisol.does_not_see("Teo hears you")
    marisol.write("She said: I can sit with you")
    ash.sees("She said: I can sit with you")
    marisol.press("I've finished, pass it on")
    marisol.sees("Teo hears you")
    rowan.does_not_see("Teo hears you")


def someone_is_not_ok(teo: Sitter, june: Sitter) -> None:
    """It says who gets it before it is sent; it says when it was seen (rule 14)."""
    teo.open("More")
    teo.open("I'm not OK")
    teo.sees("This goes to June, who is here.")
    teo.press("Tell June")
    june.sees("Teo is not OK, and told you.")
    june.press("I have seen it")
    teo.sees("June has seen it")
