"""The picture in the README: someone speaks and says what they need, one has stepped out. KITH_PICTURES=1 makes it anew."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.sitting import at_the_circle
from tests.journeys.test_ordinary import has_it, to_the_question
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
PICTURE = Path(__file__).parent.parent.parent / "docs" / "circle.png"
HERE = ("rowan", "june", "marisol", "teo", "sam", "noor", "kit", "olu")


def test_the_circle_can_be_drawn_for_the_readme(browser: Browser, server: Server) -> None:
    with at_the_circle(browser, server, *HERE, color_scheme="light", viewport={"width": 1280, "height": 900}) as people:
        for one in people:
            one.come_in()
        rowan, _, marisol, teo, *_, olu = people
        expect(rowan.page.locator(".seat")).to_have_count(len(HERE))
        to_the_question(rowan)
        has_it(marisol)
        marisol.page.get_by_label("Just listen", exact=True).locator("visible=true").check()
        olu.press_under("More", "Step out for a moment")
        teo.sees("just listen")
        expect(teo.page.locator(".seat[data-away]")).to_have_count(1)
        expect(teo.page.locator(".seat[data-holding]")).to_contain_text("Marisol")
        if os.environ.get("KITH_PICTURES") == "1":
            teo.page.screenshot(path=PICTURE, scale="css")
