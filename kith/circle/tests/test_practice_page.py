"""The practice circle in a real browser: it lives by itself with script on, and can be gone through with script off."""

import pytest

from tests.practising import until

pytestmark = pytest.mark.browser
TAKE, FINISHED = "I'll take it", "I've finished, pass it on"
END = "That is all there is to it"


def begin(page, server, path="/practice/"):
    page.goto(server.url + path)
    page.get_by_role("button", name="Begin").click()
    page.locator("#circle").wait_for()
    return page


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


@pytest.mark.deep
def test_it_goes_on_by_itself_while_someone_looks(page, shared_server):
    begin(page, shared_server)
    page.locator(".now", has_text="Marisol").wait_for(timeout=60_000)


@pytest.mark.deep
def test_a_newcomer_goes_through_it_with_script_on(page, shared_server):
    begin(page, shared_server)
    button(page, "I hear you").click()
    until(page, button(page, TAKE)).click()
    page.get_by_role("heading", name="the piece is yours").wait_for()
    page.get_by_label("Or write it").fill("Come as you are.")
    button(page, "Let them read it").click()
    page.locator(".written", has_text="Come as you are.").wait_for()
    button(page, FINISHED).click()
    page.get_by_text("Marisol hears you.", exact=True).wait_for()
    until(page, page.get_by_text(END))
    button(page, "I'm done").click()
    page.get_by_role("heading", name="It is gone").wait_for()


@pytest.mark.deep
def test_and_with_script_off(browser, shared_server):
    page = browser.new_context(java_script_enabled=False).new_page()
    begin(page, shared_server)
    until(page, button(page, TAKE), script=False).click()
    button(page, FINISHED).click()
    until(page, page.get_by_text(END), script=False)
    button(page, "I'm done").click()
    assert page.get_by_role("heading", name="It is gone").is_visible()


@pytest.mark.deep
def test_a_facilitator_rests_a_dropped_line_and_goes_on(page, shared_server):
    begin(page, shared_server, "/practice/facilitating/line-drops/")
    page.get_by_text("Teo holds the piece").wait_for()
    until(page, page.get_by_text("Would like to share: Kit"))
    button(page, "Rest it in the middle").click()
    button(page, "Bring it to Kit").click()
    page.locator(".now", has_text="Kit").wait_for()
