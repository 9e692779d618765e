"""A pact in two browsers without script, from the ticks to the thank-you; weeks pass by the rounds that the worker would walk."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.journeys.place import fits
from tests.journeys.sitting import picture
from tests.serving import HANG, ROOT, Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
SMALL = {"width": 320, "height": 800}
ROUNDS = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from kith.companions import ending, matching
from kith.companions.models import Pact
now = timezone.now() + timedelta(days={days})
matching.look(now)
if {today}: Pact.objects.filter(ending=None).update(checks_from=timezone.now().date() - timedelta(days=1))
ending.look(now)
"""


def pass_the_days(server: Server, days: int, *, today: bool = False) -> None:
    env = os.environ | server.env | {"KITH_DATA": str(server.data), "DJANGO_SETTINGS_MODULE": "kith.config.settings"}
    code = ROUNDS.format(days=days, today=today)
    subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, check=True, timeout=HANG)


def test_two_tick_each_other_keep_company_and_are_thanked(browser: Browser, server: Server) -> None:
    june, sam = (browser.new_context(java_script_enabled=False, viewport=SMALL).new_page() for _ in range(2))
    for page, name, other in ((june, "june", "Sam"), (sam, "sam", "June")):
        opens_companions(page, server, name)
        page.get_by_role("button", name=f"I would like {other}").click()
        expect(page.get_by_text("Only you see it.")).to_be_visible()
        expect(page.get_by_text("You have a companion")).to_have_count(0)
    picture(june, "companions-wishes")
    fits(june)
    pass_the_days(server, 8, today=True)
    for page, other in ((june, "Sam"), (sam, "June")):
        page.reload()
        page.get_by_role("link", name="The two of you").click()
        expect(page.get_by_role("heading", name=f"You and {other}")).to_be_visible()
        page.get_by_label("A few words").fill(f"Good morning, {other}.")
        page.get_by_role("button", name="Say it").click()
        page.get_by_label("How was your week?").fill(f"{other} was on my mind.")
        page.get_by_role("button", name="Keep my answers").click()
        fits(page)
    expect(sam.get_by_text("Sam was on my mind.")).to_be_visible()
    june.reload()
    expect(june.get_by_text("June was on my mind.")).to_be_visible()
    expect(june.get_by_text("Good morning, June.")).to_be_visible()
    picture(june, "companions-pact")
    june.get_by_label("As many weeks again").check()
    june.get_by_role("button", name="Keep my choice").click()
    pass_the_days(server, 40)
    for page, other in ((june, "Sam"), (sam, "June")):
        page.reload()
        expect(page.get_by_role("heading", name=f"Thank you, from {other}")).to_be_visible()
        fits(page)
    picture(sam, "companions-thanked")
    for page in (june, sam):
        page.get_by_role("button", name="Let it go").click()
    june.reload()
    expect(june.get_by_text("Good morning, June.")).to_have_count(0)
    for page in (june, sam):
        page.context.close()


def opens_companions(page: Page, server: Server, name: str) -> None:
    sign_in(page, server, name)
    page.goto(f"{server.url}/")
    page.get_by_role("link", name="Walking with grief").first.click()
    page.get_by_role("link", name="Companions", exact=True).click()
