"""A first visit, by someone without an account and without script: found, asked, waited, welcomed, planned; and a question."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.journeys.place import fits
from tests.journeys.sitting import picture
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
GROUP = "Walking with grief"
SMALL = {"width": 320, "height": 800}


def test_a_stranger_finds_a_group_asks_waits_is_welcomed_and_has_her_plan(browser: Browser, server: Server) -> None:
    rowan = browser.new_context(java_script_enabled=False).new_page()
    stranger = browser.new_context(java_script_enabled=False, viewport=SMALL).new_page()
    lists_the_group(rowan, server)
    about = finds_it(stranger, server)
    answer_at = asks_a_question(stranger)
    stranger.goto(about)
    asks_to_come(stranger)
    rowan_answers(rowan, server)
    stranger.goto(answer_at)
    expect(stranger.get_by_text("Of course you may.")).to_be_visible()
    is_welcomed(stranger, server)
    plans_her_visit(stranger)
    stranger.goto(f"{server.url}/")
    stranger.get_by_role("link", name=GROUP).first.click()
    stranger.get_by_role("link", name="What it will be like").or_(
        stranger.locator("a[href^='/meetings/']")
    ).first.click()
    picture(stranger, "first-meeting")
    expect(stranger.get_by_text("I am here because of my mother.")).to_be_visible()
    fits(stranger)
    for page in (rowan, stranger):
        page.context.close()


def lists_the_group(rowan: Page, server: Server) -> None:
    sign_in(rowan, server, "rowan")
    rowan.goto(f"{server.url}/")
    rowan.get_by_role("link", name=GROUP).first.click()
    rowan.get_by_role("heading", name="For those who facilitate").click()  # folded until someone needs it
    rowan.get_by_role("link", name="Change the group's words and door").click()
    picture(rowan, "door-edit")
    rowan.get_by_label("It can be found").check()
    rowan.get_by_label("By request").check()
    rowan.get_by_label("Who may come, in a sentence").fill("For anyone who has lost someone close.")
    rowan.get_by_label("For how many people?").fill("20")  # so that a seat is free
    rowan.get_by_role("button", name="Keep this").click()


def finds_it(stranger: Page, server: Server) -> str:
    stranger.goto(f"{server.url}/find/")
    stranger.get_by_role("link", name=GROUP).first.click()
    expect(stranger.get_by_role("heading", name=GROUP)).to_be_visible()
    expect(stranger.get_by_text("June greets you")).to_be_visible()
    picture(stranger, "door-public")
    fits(stranger)
    return stranger.url


def asks_a_question(stranger: Page) -> str:
    stranger.get_by_role("link", name="I have a question").click()
    stranger.get_by_label("Your question").fill("May I just sit there?")
    stranger.get_by_role("button", name="Ask").click()
    address = stranger.get_by_label("The address").input_value()
    picture(stranger, "door-question")
    fits(stranger)
    return address


def asks_to_come_from(stranger: Page, group: str) -> None:
    stranger.goto(f"{group}about/")
    asks_to_come(stranger)


def asks_to_come(stranger: Page) -> None:
    stranger.get_by_role("link", name="Ask to come").click()
    stranger.get_by_label("What shall we call you here?").fill("Juniper")
    stranger.get_by_label("I'll just listen").check()
    stranger.get_by_label("A few words").fill("My mother died in spring.")
    picture(stranger, "door-hold")
    fits(stranger)
    stranger.get_by_role("button", name="Keep my place").click()
    expect(stranger.get_by_role("heading", name="Come in, Juniper")).to_be_visible()
    picture(stranger, "door-account")
    stranger.get_by_role("button", name="Come in").click()
    stranger.get_by_role("button", name="I have them").click()
    expect(stranger.get_by_label("What shall we call you here?")).to_have_value("Juniper")
    expect(stranger.get_by_label("A few words")).to_have_value("My mother died in spring.")
    stranger.get_by_label("I'll try to keep these").check()
    picture(stranger, "door-come-in")
    fits(stranger)
    stranger.get_by_role("button", name="Ask to come").click()
    expect(stranger.get_by_role("heading", name="Your note is with them")).to_be_visible()
    expect(stranger.get_by_role("link", name="Help in your country")).to_be_visible()
    picture(stranger, "door-waiting")
    fits(stranger)


def rowan_answers(rowan: Page, server: Server) -> None:
    rowan.goto(f"{server.url}/")
    rowan.get_by_role("link", name=GROUP).first.click()
    rowan.get_by_role("link", name="Read and answer").first.click()
    picture(rowan, "door-facilitator")
    rowan.get_by_role("link", name="Answer: May I just sit there?").click()
    rowan.get_by_label("Your answer").fill("Of course you may.")
    rowan.get_by_role("button", name="Answer", exact=True).click()
    rowan.get_by_role("link", name="Read and answer Juniper").click()
    expect(rowan.get_by_text("My mother died in spring.")).to_be_visible()
    picture(rowan, "door-asked")
    rowan.get_by_role("button", name="Welcome them").click()
    expect(rowan.get_by_text("Your answer is there for Juniper.")).to_be_visible()


def is_welcomed(stranger: Page, server: Server) -> None:
    stranger.goto(f"{server.url}/notices/")
    picture(stranger, "door-notices")
    stranger.locator("main a[href*='/waiting/'], main form button").first.click()
    expect(stranger.get_by_role("heading", name="You are welcome")).to_be_visible()
    picture(stranger, "door-welcomed")
    fits(stranger)


def plans_her_visit(stranger: Page) -> None:
    stranger.get_by_role("link", name="Plan my first visit").click()
    stranger.get_by_label("What I might say").fill("I am here because of my mother.")
    stranger.get_by_label("A word to leave with").fill("I have to go now")
    picture(stranger, "door-plan")
    fits(stranger)
    stranger.get_by_role("button", name="Keep my plan").click()
    expect(stranger.get_by_text("Kept, for you alone.")).to_be_visible()
