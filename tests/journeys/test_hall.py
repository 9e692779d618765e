"""A hall with one device and three people elsewhere: planned by the real form, sat through, and shown on a projector."""

import itertools
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.journeys.sitting import Sitter, at_the_circle, picture, whoever
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
GUESTS = ("Ada", "Bo", "Cy")
ELSEWHERE = ("marisol", "teo", "kit")
CALL = "https://call.example/hall"


def test_one_device_in_a_hall_and_three_elsewhere(browser: Browser, server: Server) -> None:
    with at_the_circle(browser, server, "rowan", *ELSEWHERE) as (rowan, *elsewhere):
        circle = plans_in_a_hall(rowan)
        for one in (rowan, *elsewhere):
            one.circle = circle
        rowan.sit(where="In the hall")
        for one in elsewhere:
            one.come_in(where="Somewhere else")
        for guest in GUESTS:
            adds(rowan, guest)
        only_the_seated_see_the_call(elsewhere[0])
        projector = rowan.page.context.new_page()
        projector.set_viewport_size({"width": 1920, "height": 1080})
        projector.goto(f"{circle}hall/")
        turns_to_match_the_chairs(projector)
        rowan.press("Begin")
        for part in ("Our agreement", "How I am"):
            rowan.go_on()
            expect(rowan.page.locator("[aria-current=step]")).to_contain_text(part)
        had = goes_round(rowan, elsewhere, projector)
        assert sorted(had) == sorted([*GUESTS, "Rowan", "Marisol", "Teo", "Kit"])
        sides = ["elsewhere" if name.lower() in ELSEWHERE else "hall" for name in had]
        assert not any(one == other == "elsewhere" for one, other in itertools.pairwise(sides)), had


def plans_in_a_hall(rowan: Sitter) -> str:
    """The address of its circle."""
    sign_in(rowan.page, rowan.server, rowan.name)
    page, soon = rowan.page, datetime.now(ZoneInfo("Europe/London")) + timedelta(minutes=4)
    page.get_by_role("link", name="Walking with grief").first.click()
    page.get_by_role("link", name=re.compile("Plan a meeting")).first.click()
    page.get_by_role("link", name="Plan: Check-in", exact=True).click()
    page.get_by_label("Day").fill(soon.strftime("%Y-%m-%d"))
    page.get_by_label("Time", exact=True).fill(soon.strftime("%H:%M"))
    page.get_by_label("Beside a call").fill(CALL)
    page.get_by_label("In a hall").fill("The small hall, Elm Street")
    rowan.picture("hall-plan")
    rowan.press("Plan it")
    page.wait_for_url(re.compile("/meetings/(?!new)[^/]+/$"))
    rowan.picture("hall-planned")
    return page.url.replace("/meetings/", "/circle/")


def adds(rowan: Sitter, guest: str) -> None:
    rowan.open("For yourself")
    rowan.open("Add someone without a device")
    rowan.page.locator("form[action$='/seat_guest/'] input[name=alias]").fill(guest)
    rowan.press("Add a seat")
    expect(rowan.page.get_by_role("region", name=guest)).to_be_visible()


def only_the_seated_see_the_call(one: Sitter) -> None:
    one.sees(f"In the call, rename yourself {one.alias}.")
    expect(one.page.get_by_role("link", name="Open the call")).to_have_attribute("href", CALL)
    one.sees("Kith can't rest anyone's microphone there.")


def turns_to_match_the_chairs(projector: Page) -> None:
    first = projector.locator(".seat .name").all_inner_texts()
    assert len(first) == 7
    projector.get_by_role("link", name="Turn right").click()
    expect(projector.locator(".seat .name").first).to_have_text(first[-1])
    projector.get_by_role("link", name="Turn left").click()
    expect(projector.locator(".seat .name").first).to_have_text(first[0])


def goes_round(rowan: Sitter, elsewhere: list[Sitter], projector: Page) -> list[str]:
    """Once around. A press for a guest passes, offers and accepts in one; the screen on the wall follows by itself."""
    had: list[str] = []
    while True:
        holder = whoever_has_it(rowan, elsewhere)
        if not holder:
            return had
        had.append(holder)
        expect(projector.locator(".seat[data-holding]")).to_contain_text(holder)
        expect(projector.locator(".who")).to_contain_text(holder)
        if len(had) == 2:
            is_fit_for_the_wall(projector, rowan)
        if holder in GUESTS:
            finished = rowan.page.get_by_role("region", name=holder).get_by_role("button", name=re.compile("^Finished"))
        else:
            finished = next(one for one in (rowan, *elsewhere) if one.alias == holder).button(
                "I've finished, pass it on"
            )
        finished.click()
        expect(finished.locator("visible=true")).to_have_count(0)
        expect(projector.locator(".seat[data-holding]").filter(has_text=holder)).to_have_count(0)


def whoever_has_it(rowan: Sitter, elsewhere: list[Sitter]) -> str:
    """Whoever holds it now, after taking it if it is offered; nobody when the round has come home."""

    def moved(one: Sitter) -> bool:
        return one.offered() or one.holding() or (one is rowan and (guest_of(rowan) != "" or home(rowan)))

    one = whoever([rowan, *elsewhere], moved)
    if one.offered():
        one.press("I'll take it")
        expect(one.button("I've finished, pass it on")).to_be_visible()
    return one.alias if one.holding() else guest_of(rowan)


def guest_of(rowan: Sitter) -> str:
    for guest in GUESTS:
        hand = rowan.page.get_by_role("region", name=guest)
        if hand.get_by_role("button", name=re.compile("^(Finished|Take it$)")).locator("visible=true").count():
            return guest
    return ""


def home(rowan: Sitter) -> bool:
    return rowan.page.get_by_text("Everyone has had their turn").locator("visible=true").count() > 0


def is_fit_for_the_wall(projector: Page, rowan: Sitter) -> None:
    """Nothing to press but the turning, nothing that is for one person only, and nothing sticks out."""
    assert projector.get_by_role("button").count() == 0
    words = projector.locator("body").inner_text()
    for private in (CALL, "Who might need you", "Only you see this", "I'm not OK", "min)", "about a minute"):
        assert private not in words
    assert projector.evaluate("document.documentElement.scrollWidth <= innerWidth")
    rowan.picture("hall-rowan")
    picture(projector, "hall-wall")
