"""Practice, alone, from its first page to "It is gone": signed out and signed in, with script and without, every scene once."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TooLong

from tests.browsing import sign_in
from tests.journeys.sitting import picture
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
SCENES = ("A line drops", "One voice fills the room", "Someone cries")


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def test_a_newcomer_finds_it_signed_out_and_passes(page: Page, shared_server: Server) -> None:
    page.goto(f"{shared_server.url}/")
    page.get_by_role("link", name="How an evening goes").click()
    page.get_by_role("link", name="Open the practice circle").click()
    begins(page)
    comes_to_me(page)
    picture(page, "practice-offered")
    page.get_by_role("button", name="Pass", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Passing is ordinary here.")).to_be_visible()
    goes_to_its_end(page)
    is_gone_when_done(page)


def test_a_member_writes_and_nobody_of_the_group_sees_it(page: Page, shared_server: Server) -> None:
    sign_in(page, shared_server, "teo")
    page.goto(f"{shared_server.url}/practice/")
    begins(page)
    comes_to_me(page)
    page.get_by_role("button", name="I'll take it").click()
    page.get_by_label("Or write it").fill("A word that is only practice")
    page.get_by_role("button", name="Let them read it").click()
    expect(page.locator(".written")).to_contain_text("A word that is only practice")
    page.get_by_role("button", name="I've finished, pass it on").click()
    expect(page.get_by_role("button", name="I've finished, pass it on")).to_be_hidden()
    goes_to_its_end(page)
    is_gone_when_done(page)
    page.go_back()
    page.goto(f"{shared_server.url}/practice/")
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert "A word that is only practice" not in page.content()


def test_a_facilitator_sits_through_every_scene(page: Page, shared_server: Server) -> None:
    sign_in(page, shared_server, "rowan")
    page.goto(f"{shared_server.url}/practice/facilitating/")
    for scene in SCENES:
        page.get_by_role("link", name=scene).click()
        begins(page)
        expect(page.get_by_role("heading", name="Hard moments")).to_be_visible()
        picture(page, f"scene-{scene}")
        moment_later(page)
        is_gone_when_done(page)
        page.get_by_role("link", name="All three scenes").click()


def begins(page: Page) -> None:
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#circle")).to_be_visible()


def moment_later(page: Page) -> None:
    """One more thing happens; with script it may have happened by itself just before, and the button is gone."""
    with suppress(TooLong), page.expect_response(lambda answer: "/do/later/" in answer.url, timeout=4000):
        page.get_by_role("button", name="A moment later").click(timeout=4000)
    page.wait_for_load_state()


def comes_to_me(page: Page) -> None:
    mine = page.get_by_role("button", name="I'll take it")
    for _ in range(30):
        if mine.is_visible():
            return
        moment_later(page)
        expect(mine.or_(page.get_by_role("button", name="A moment later")).first).to_be_visible()
    raise AssertionError("the piece never came")


def goes_to_its_end(page: Page) -> None:
    end = page.get_by_text("That is all there is to it.")
    for _ in range(30):
        if end.is_visible():
            picture(page, "practice-over")
            return
        moment_later(page)
        expect(end.or_(page.get_by_role("button", name="A moment later")).first).to_be_visible()
    raise AssertionError("it never ended")


def is_gone_when_done(page: Page) -> None:
    page.get_by_role("button", name="I'm done").click()
    expect(page.get_by_role("heading", name="It is gone")).to_be_visible()
