"""A story: begun, kept through a closed tab and a killed server, shared, read small and without script, answered, taken back."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.journeys.place import fits
from tests.journeys.sitting import picture
from tests.serving import Server

pytestmark = pytest.mark.browser
SMALL = {"width": 320, "height": 800}
STORY = "I moved the coat last week, then moved it back. I still reach past it every day for mine."
ADVICE = "That sounds so heavy. Have you tried putting it in a box where you don't see it? When my mum died I did that."


def stories_of(page: Page, server: Server, who: str) -> None:
    sign_in(page, server, who)
    page.goto(f"{server.url}/")
    page.get_by_role("link", name="Walking with grief", exact=True).first.click()
    page.goto(page.url + "stories/")
    expect(page.get_by_role("heading", name="Stories", exact=True)).to_be_visible()


@pytest.mark.deep
def test_a_story_from_its_first_words_until_it_is_taken_back(browser: Browser, server: Server) -> None:
    marisol = browser.new_context().new_page()
    teo = browser.new_context(java_script_enabled=False, viewport=SMALL).new_page()
    stories_of(marisol, server, "marisol")
    marisol = begins_and_loses_the_tab(marisol)
    server.restart()
    address = finds_her_draft_and_shares_it(marisol, server)
    stories_of(teo, server, "teo")
    reads(teo)
    answers(teo)
    is_answered(marisol, address)
    takes_it_back(marisol, teo, address)
    for page in (marisol, teo):
        page.context.close()


def begins_and_loses_the_tab(marisol: Page) -> Page:
    """Nothing is pressed: what she typed keeps itself, and the tab closes."""
    marisol.get_by_role("link", name="Tell a story").first.click()
    marisol.get_by_label("A title, if you like").fill("The coat is still on the hook")
    marisol.get_by_label("Your story").fill(STORY)
    expect(marisol.get_by_text("Kept. Nobody else can read it.")).to_be_visible()
    picture(marisol, "story-write")
    context = marisol.context
    marisol.close()
    return context.new_page()


def finds_her_draft_and_shares_it(marisol: Page, server: Server) -> str:
    marisol.goto(f"{server.url}/")
    marisol.get_by_role("link", name="Walking with grief", exact=True).first.click()
    marisol.goto(marisol.url + "stories/")
    marisol.get_by_role("link", name="The coat is still on the hook").first.click()
    expect(marisol.get_by_label("Your story")).to_have_value(STORY)
    marisol.get_by_label("Your story").press_sequentially(" ")
    marisol.get_by_role("button", name="Share it").click()
    expect(marisol.get_by_role("heading", name="The coat is still on the hook")).to_be_visible()
    expect(marisol.get_by_role("link", name="Take it back")).to_be_visible()
    return marisol.url


def reads(teo: Page) -> None:
    picture(teo, "story-home")
    fits(teo)
    teo.get_by_role("link", name="The coat is still on the hook").first.click()
    expect(teo.get_by_text("I still reach past it every day for mine.")).to_be_visible()
    expect(teo.get_by_text("just listen").first).to_be_visible()
    teo.get_by_role("button", name="I hear you").click()
    expect(teo.get_by_text("They will find it with their story.")).to_be_visible()
    picture(teo, "story-read")
    fits(teo)


def answers(teo: Page) -> None:
    """Advice is shown back once, with the very words; a way to say what was heard goes into the reply; then it is sent."""
    teo.get_by_label("Your reply").fill(ADVICE)
    teo.get_by_role("button", name="Send", exact=True).click()
    note = teo.locator(".aside-note").filter(has_text="asked us to just listen.")
    expect(note).to_be_visible()
    assert any("Have you tried putting it in a box" in words for words in note.locator("mark").all_inner_texts())
    expect(teo.get_by_label("Your reply")).to_have_value(ADVICE)
    for scheme in ("light", "dark"):
        for width in (320, 1280):
            teo.set_viewport_size({"width": width, "height": 900})
            teo.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            picture(teo, f"story-nudge-{scheme}-{width}")
            fits(teo)
    way = note.get_by_role("button").first
    said = way.inner_text()
    way.click()
    expect(teo.get_by_label("Your reply")).to_have_value(said)
    teo.get_by_role("button", name="Send", exact=True).click()
    expect(teo.locator(".answer").filter(has_text=said)).to_be_visible()
    expect(teo.get_by_text("box where you")).to_have_count(0)


def is_answered(marisol: Page, address: str) -> None:
    marisol.goto(address)
    expect(marisol.locator(".answer").filter(has_text="Teo")).to_have_count(1)
    expect(marisol.get_by_text("One person hears you.")).to_be_visible()
    picture(marisol, "story-answered")


def takes_it_back(marisol: Page, teo: Page, address: str) -> None:
    marisol.get_by_role("link", name="Take it back").click()
    marisol.get_by_role("button", name="Take it back").click()
    expect(marisol.get_by_text("It is gone, and its words with it.")).to_be_visible()
    assert teo.goto(address).status == 404  # type: ignore[union-attr]
    teo.goto(re.sub(r"/stories/.*", "/stories/left/", address))
    picture(teo, "story-left")
    expect(teo.locator(".answer")).to_have_count(1)
