"""An outing on a small screen without script: proposed with a poll, answered, settled, come to, in line for, called off."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.journeys.place import fits
from tests.journeys.sitting import picture
from tests.serving import HANG, ROOT, Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
SMALL = {"width": 320, "height": 800}
PLACE = "By the clock in front of the library"
ROUNDS = """
import django; django.setup()
from django.utils import timezone
from kith.companions.outings import inviting, seats
seats.look(timezone.now()); inviting.look(timezone.now())
"""


def walk_the_rounds(server: Server) -> None:
    env = os.environ | server.env | {"KITH_DATA": str(server.data), "DJANGO_SETTINGS_MODULE": "kith.config.settings"}
    subprocess.run([sys.executable, "-c", ROUNDS], env=env, cwd=ROOT, check=True, timeout=HANG)


def test_from_a_poll_to_being_called_off(browser: Browser, server: Server) -> None:
    june, sam, noor = (someone(browser, server, name) for name in ("june", "sam", "noor"))
    proposes(june)
    address = june.url
    for page in (sam, noor):
        page.goto(address)
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Keep my times").click()
        expect(page.get_by_text("Your times are kept.")).to_be_visible()
        fits(page)
    picture(sam, "outings-poll")
    june.reload()
    expect(june.get_by_text("Suits Sam, Noor.")).to_be_visible()
    picture(june, "outings-settle")
    june.get_by_role("button", name="It is then").first.click()
    expect(june.get_by_text(PLACE)).to_be_visible()
    sam.reload()
    expect(sam.get_by_role("heading", name="A seat is kept for you")).to_be_visible()
    expect(sam.get_by_text(PLACE)).to_have_count(0)
    comes(sam)
    picture(sam, "outings-comes")
    noor.reload()
    expect(noor.get_by_role("heading", name="Will you come?")).to_have_count(0)
    expect(noor.get_by_role("heading", name="You are in line")).to_be_visible()
    expect(noor.get_by_text(PLACE)).to_have_count(0)
    picture(noor, "outings-waits")
    sam.get_by_role("button", name="I can’t after all").click()
    walk_the_rounds(server)
    noor.reload()
    comes(noor)
    june.get_by_role("link", name="Call it off").click()
    june.get_by_label("Why, in a few words").fill("The river is high.")
    fits(june)
    june.get_by_role("button", name="Call it off").click()
    noor.reload()
    expect(noor.get_by_text("It is called off.")).to_be_visible()
    expect(noor.get_by_text("The river is high.")).to_be_visible()
    expect(noor.get_by_text(PLACE)).to_have_count(0)
    picture(noor, "outings-off")
    noor.goto(f"{server.url}/notices/")
    expect(noor.get_by_text("has changed, or is over").first).to_be_visible()
    for page in (june, sam, noor):
        page.context.close()


def someone(browser: Browser, server: Server, name: str) -> Page:
    """On the page of the group's outings."""
    page = browser.new_context(java_script_enabled=False, viewport=SMALL).new_page()
    sign_in(page, server, name)
    page.goto(f"{server.url}/")
    page.get_by_role("link", name="Walking with grief").first.click()
    page.get_by_role("link", name="All outings").click()
    return page


def proposes(page: Page) -> None:
    picture(page, "outings-home")
    fits(page)
    page.get_by_role("link", name="Propose one").click()
    page.get_by_label("What shall it be?").fill("A walk along the river")
    page.get_by_label("A few words about it").fill("Slowly, and back by four.")
    for n, field in ((5, ""), (6, "_2")):
        page.locator(f"[name=day{field}]").fill((timezone.now() + timedelta(days=n)).date().isoformat())
        page.locator(f"[name=clock{field}]").fill("10:30")
    page.get_by_label("How does one get there?").fill("Ten minutes by bus 4.")
    page.get_by_label("Where do you meet?").fill(PLACE)
    page.get_by_label("How many can come along, besides you?").fill("1")
    fits(page)
    picture(page, "outings-form")
    page.get_by_role("button", name="Ask everyone along").click()
    expect(page.get_by_text("Everyone in your group is asked along.")).to_be_visible()


def comes(page: Page) -> None:
    """The first time with the sheet before it."""
    if page.get_by_role("link", name="Keeping safe on an outing").count():
        page.get_by_role("link", name="Keeping safe on an outing").click()
        picture(page, "outings-sheet")
        fits(page)
        page.get_by_role("button", name="I have read this").click()
    page.get_by_role("button", name="I’ll come").click()
    expect(page.get_by_text(PLACE)).to_be_visible()
    fits(page)
