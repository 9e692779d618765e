"""Everything works as plain forms: a guided discussion, leaving, and coming in from a link, without any script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.journeys.sitting import Reader, at_the_circle, picture
from tests.serving import Server

pytestmark = pytest.mark.browser


@pytest.mark.deep
def test_three_people_hold_a_round_without_script(browser: Browser, server: Server) -> None:
    names = ("rowan", "marisol", "teo")
    with at_the_circle(browser, server, *names, kind=Reader, java_script_enabled=False) as sitters:
        rowan, marisol, teo = sitters
        for one in sitters:
            one.come_in()
            one.does_not_see("Face down")  # what needs script is not shown without it
        rowan.press("Begin")
        goes_on_to(rowan, "Our agreement")
        teo.sees("Our agreement")
        goes_on_to(rowan, "Check-in round")
        once_around(sitters, rowan)
        goes_on_to(rowan, "One question")
        marisol_is_heard(marisol, teo, rowan)
        teo_is_not_ok(teo, rowan)
        teo_steps_out_and_comes_back(teo, marisol)
        goes_on_to(rowan, "Free talk")
        teo.look_again()
        teo.write("I could laugh tonight")
        marisol.sees("I could laugh tonight")
        goes_on_to(rowan, "Kind words")
        goes_on_to(rowan, "Closing")
        rowan.go_on()
        rowan.press_under("More", "Close the circle", "Goodnight, everyone")
        expect(rowan.page.get_by_role("heading", name="Thank you for being here")).to_be_visible()
        marisol.look_again()
        expect(marisol.page.get_by_role("heading", name="Thank you for being here")).to_be_visible()
        marisol.picture("plain-over")


def goes_on_to(keeper: Reader, part: str) -> None:
    keeper.go_on()
    expect(keeper.page.locator("[aria-current=step]")).to_contain_text(part)


def once_around(sitters: list[Reader], keeper: Reader) -> None:
    """Whoever is offered the piece takes it and passes it on: one turn each, nobody twice."""
    for turn in range(len(sitters)):
        one = whose_turn(sitters)
        one.picture(f"plain-offered-{turn}")
        one.press("I'll take it")
        expect(one.page.get_by_role("heading", name="The piece is yours")).to_be_visible()
        one.press("I've finished, pass it on")
    keeper.sees("Everyone has had their turn")


def whose_turn(sitters: list[Reader]) -> Reader:
    for one in sitters:
        one.look_again()
    (offered,) = [one for one in sitters if one.offered()]
    return offered


def marisol_is_heard(marisol: Reader, teo: Reader, rowan: Reader) -> None:
    marisol.look_again()
    marisol.press("I'd like to share")
    marisol.page.get_by_label("Just listen", exact=True).check()
    marisol.press("Tell them")
    marisol.picture("plain-mine")
    marisol.write("She said: I can sit with you")
    teo.sees("She said: I can sit with you")
    teo.picture("plain-listening")
    assert teo.page.get_by_text("just listen").locator("visible=true").count()
    teo.press("I hear you")
    teo.open("More")
    assert not teo.button("Me too").is_visible()
    teo.open("Say back what I heard")
    teo.page.locator("form[action$='/reflect/'] textarea").fill("You were not alone in it")
    teo.press("Say it back")
    marisol.does_not_see("Teo hears you")
    marisol.press("I've finished, pass it on")
    marisol.sees("Teo hears you")
    marisol.sees("You were not alone in it")
    rowan.does_not_see("You were not alone in it")


def teo_is_not_ok(teo: Reader, rowan: Reader) -> None:
    """Rule 14: who gets it is said before it is sent. Whether Rowan is here is not known, so it is not said."""
    teo.look_again()
    teo.open("More")
    teo.open("I'm not OK")
    expect(teo.page.get_by_text("This goes to Rowan. Nobody else sees it.").locator("visible=true")).to_be_visible()
    teo.press("Tell Rowan")
    rowan.sees("Teo is not OK, and told you.")
    rowan.press("I have seen it")
    teo.sees("Rowan has seen it")


def teo_steps_out_and_comes_back(teo: Reader, marisol: Reader) -> None:
    teo.press_under("More", "Step out for a moment")
    marisol.look_again()
    expect(marisol.page.locator(".seat[data-away]")).to_have_count(1)
    teo.press("Come back in")
    marisol.look_again()
    expect(marisol.page.locator(".seat[data-away]")).to_have_count(0)


@pytest.mark.deep
def test_leaving_quickly_without_script_ends_the_session_and_leaves_the_seat(browser: Browser, server: Server) -> None:
    """X9: it lands on the blank page, Back shows nothing, and the others see that the seat is empty for now."""
    with at_the_circle(browser, server, "rowan", "teo", kind=Reader, java_script_enabled=False) as (rowan, teo):
        for one in (rowan, teo):
            one.come_in()
        rowan.look_again()
        expect(rowan.page.locator(".seat")).to_have_count(2)
        expect(rowan.page.locator(".seat[data-away]")).to_have_count(0)
        teo.page.get_by_role("link", name="Leave quickly").click()
        teo.page.wait_for_url("**/blank/")
        assert teo.page.locator("body").inner_text().strip() == ""
        for _ in range(3):
            teo.page.go_back()
            assert not re.search("Rowan|Walking with grief|Teo", teo.page.content())
        teo.page.goto(server.circle)
        assert "/sign-in/" in teo.page.url
        rowan.look_again()
        expect(rowan.page.locator(".seat[data-away], .seat:nth-of-type(n + 3)")).to_have_count(1)


@pytest.mark.deep
def test_from_a_link_to_the_group_without_script(browser: Browser, server: Server) -> None:
    with at_the_circle(browser, server, "rowan", kind=Reader, java_script_enabled=False) as (rowan,):
        link = a_link_from(rowan)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(link)
    picture(page, "come")
    expect(page.get_by_role("heading", name="Walking with grief")).to_be_visible()
    page.locator("main").get_by_role("link", name="Come in").click()
    picture(page, "welcome")
    page.get_by_label("What shall we call you?").fill("Juniper")
    page.get_by_label("just listen").check()
    page.get_by_role("button", name="Come in").click()
    name, passphrase = kept_from(page)
    page.get_by_role("button", name="I have them").click()
    picture(page, "come-in")
    expect(page.get_by_label("What shall we call you")).to_have_value("Juniper")  # nothing is asked twice
    page.get_by_label("I'll try to keep these").check()
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_text("Welcome. You are Juniper here.")).to_be_visible()
    picture(page, "new-member")
    expect(page.get_by_role("heading", name="Walking with grief")).to_be_visible()
    page.goto(server.circle)
    page.get_by_role("button", name="Take a seat").click()
    expect(page.get_by_role("heading", name="You're at the door")).to_be_visible()
    context.close()
    comes_back_with_what_was_kept(browser, server, name, passphrase)


def a_link_from(rowan: Reader) -> str:
    sign_in(rowan.page, rowan.server, rowan.name)
    rowan.page.goto(f"{rowan.server.url}/")
    rowan.page.get_by_role("link", name="Walking with grief").click()
    rowan.page.get_by_role("heading", name="The door").click()  # folded until someone needs it
    rowan.page.get_by_role("link", name=re.compile("invit", re.I)).first.click()
    rowan.press("Make a link")
    return rowan.page.get_by_label("The link").input_value()


def kept_from(page: Page) -> tuple[str, str]:
    picture(page, "keep")
    name, passphrase = page.locator(".keepable").all_inner_texts()
    return name, passphrase


def comes_back_with_what_was_kept(browser: Browser, server: Server, name: str, passphrase: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/sign-in/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", passphrase)
    page.press("[name=password]", "Enter")
    expect(page.get_by_role("link", name="Walking with grief")).to_be_visible()
    context.close()
