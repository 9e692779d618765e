"""X9 in a real browser: blank at once, nothing to go back to, and Shift is only Shift while one writes."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def page_of_june(browser: Browser, shared_server: Any) -> Any:
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, shared_server, "june")
    page.goto(f"{shared_server.url}/")
    yield page
    context.close()


def is_gone(page: Page, url: str) -> None:
    page.wait_for_url("**/blank/")
    assert page.evaluate("document.body.textContent.trim()") == ""
    page.go_back()
    page.wait_for_load_state()
    assert "Walking with grief" not in page.content()
    page.goto(f"{url}/me/")
    assert "/sign-in/" in page.url


def test_shift_three_times_leaves_and_a_capital_does_not(page_of_june: Page, shared_server: Any) -> None:
    page = page_of_june
    page.goto(f"{shared_server.url}/tell/")
    for _ in range(4):
        page.locator("textarea").press("Shift")  # while writing
    page.locator("textarea").evaluate("node => node.blur()")
    for key in ("Shift", "Shift", "Shift+A", "Shift", "Tab", "Shift"):  # another key between
        page.keyboard.press(key)
    expect(page.locator("h1")).to_be_visible()
    page.locator("h1").click()
    for _ in range(3):
        page.keyboard.press("Shift")
    is_gone(page, shared_server.url)


@pytest.mark.deep
def test_the_link_leaves_and_so_do_the_other_windows(page_of_june: Page, shared_server: Any) -> None:
    other = page_of_june.context.new_page()
    other.goto(f"{shared_server.url}/safety/")
    page_of_june.locator(".bar .leave").click()
    other.wait_for_url("**/blank/")
    is_gone(page_of_june, shared_server.url)


@pytest.mark.deep
def test_without_script_the_link_does_the_same(browser: Browser, shared_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, shared_server, "june")
    page.goto(f"{shared_server.url}/")
    page.locator(".bar .leave").click()
    page.wait_for_url("**/blank/")
    page.go_back()
    assert "Walking with grief" not in page.content()
    page.goto(f"{shared_server.url}/me/")
    assert "/sign-in/" in page.url
    context.close()
