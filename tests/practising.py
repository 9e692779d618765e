"""To go through a practice circle in a browser. With script on it goes on by itself: no button is sure to be there for long."""

from playwright.sync_api import Locator, Page, expect

# In one moment of the page: pressed if it is there to be pressed. Anything else may be drawn away between the look and the press.
PRESSED = "all => all.slice(0, 1).map((one) => one.click()).length"
ANSWERED = "() => !document.querySelector('form[data-sending]')"


def until(page: Page, there: Locator, *, script: bool = True, most: int = 30) -> Locator:
    """Let moments pass until it is there, and give it."""
    there = there.locator("visible=true").first
    for _ in range(most):
        expect(there.or_(moment_later(page)).first).to_be_visible()
        if there.is_visible():
            return there
        later(page, script=script)
    raise AssertionError("it never came")


def later(page: Page, *, script: bool = True) -> None:
    """One more thing happens; with script on it may have happened by itself."""
    if not script:
        with page.expect_navigation():
            moment_later(page).click()
    elif moment_later(page).evaluate_all(PRESSED):
        page.wait_for_function(ANSWERED)


def moment_later(page: Page) -> Locator:
    return page.get_by_role("button", name="A moment later", exact=True)
