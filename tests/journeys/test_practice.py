"""Practice, alone, from its first page to "It is gone": signed out and signed in, with script and without, every scene once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.journeys.sitting import picture
from tests.practising import later, until
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
SCENES = ("A line drops", "One voice fills the room", "Someone cries")


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def page(script: bool, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=script, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def test_a_newcomer_finds_it_signed_out_and_passes(page: Page, shared_server: Server, script: bool) -> None:
    page.goto(f"{shared_server.url}/")
    page.get_by_role("link", name="How an evening goes").click()
    page.get_by_role("link", name="Open the practice circle").click()
    begins(page)
    comes_to_me(page, script)
    picture(page, "practice-offered")
    page.get_by_role("button", name="Pass", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Passing is ordinary here.")).to_be_visible()
    goes_to_its_end(page, script)
    is_gone_when_done(page)


def test_a_member_writes_and_nobody_of_the_group_sees_it(page: Page, shared_server: Server, script: bool) -> None:
    sign_in(page, shared_server, "teo")
    page.goto(f"{shared_server.url}/practice/")
    begins(page)
    comes_to_me(page, script)
    page.get_by_role("button", name="I'll take it").click()
    page.get_by_label("Or write it").fill("A word that is only practice")
    page.get_by_role("button", name="Let them read it").click()
    expect(page.locator(".written")).to_contain_text("A word that is only practice")
    page.get_by_role("button", name="I've finished, pass it on").click()
    expect(page.get_by_role("button", name="I've finished, pass it on")).to_be_hidden()
    goes_to_its_end(page, script)
    is_gone_when_done(page)
    page.go_back()
    page.goto(f"{shared_server.url}/practice/")
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert "A word that is only practice" not in page.content()


def test_a_facilitator_sits_through_every_scene(page: Page, shared_server: Server, script: bool) -> None:
    sign_in(page, shared_server, "rowan")
    page.goto(f"{shared_server.url}/practice/facilitating/")
    for scene in SCENES:
        page.get_by_role("link", name=scene).click()
        begins(page)
        expect(page.get_by_role("heading", name="Hard moments")).to_be_visible()
        picture(page, f"scene-{scene}")
        later(page, script=script)
        is_gone_when_done(page)
        page.get_by_role("link", name="All three scenes").click()


def begins(page: Page) -> None:
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#circle")).to_be_visible()


def comes_to_me(page: Page, script: bool) -> None:
    until(page, page.get_by_role("button", name="I'll take it"), script=script)


def goes_to_its_end(page: Page, script: bool) -> None:
    until(page, page.get_by_text("That is all there is to it."), script=script)
    picture(page, "practice-over")


def is_gone_when_done(page: Page) -> None:
    page.get_by_role("button", name="I'm done").click()
    expect(page.get_by_role("heading", name="It is gone")).to_be_visible()
