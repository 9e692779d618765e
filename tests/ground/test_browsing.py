"""The harness itself: Chromium starts, and a page that asks another host is caught."""

import pytest

from tests.browsing import note, sign_in

pytestmark = pytest.mark.browser


@pytest.mark.deep
def test_a_page_that_asks_another_host_would_be_caught(page, shared_server, asked_elsewhere):
    page.goto(shared_server.url)
    assert asked_elsewhere == []
    page.evaluate("fetch('http://elsewhere.invalid/pixel.gif', {mode: 'no-cors'}).catch(() => null)")
    note("http://elsewhere.invalid/direct", asked_elsewhere)
    assert asked_elsewhere
    asked_elsewhere.clear()


@pytest.mark.deep
def test_someone_of_the_demo_can_sign_in(page, shared_server):
    sign_in(page, shared_server, "rowan")
    page.goto(shared_server.url)
    assert "Walking with grief" in page.content()
