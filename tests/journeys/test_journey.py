"""A path of one's own in a browser: the picture in light and dark, a letter on its day, a word before and after without script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.journeys.place import Place, fits, found
from tests.journeys.sitting import picture
from tests.serving import Serve, Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
INK = "getComputedStyle(document.querySelector('{} path:nth-of-type(2)')).stroke"


def test_the_picture_is_drawn_for_each_screen_and_light_and_read_as_a_table(page: Page, server: Server) -> None:
    sign_in(page, server, "june")
    inks = set()
    for width, one, other in ((1280, "wide-one", "narrow-one"), (320, "narrow-one", "wide-one")):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"{server.url}/journey/")
            expect(page.locator(f"svg.{one}")).to_be_visible()
            expect(page.locator(f"svg.{other}")).to_be_hidden()
            inks.add(page.evaluate(INK.format(f"svg.{one}")))
            fits(page)
            picture(page, f"journey-{width}-{scheme}")
    assert len(inks) == 2, "the strands turn with the light"
    expect(page.get_by_role("img", name="By month, two strands")).to_have_count(1)
    page.get_by_text("Read it as a table").click()
    expect(page.get_by_role("table")).to_contain_text("evenings with the piece")
    picture(page, "journey-table")
    expect(page.get_by_text("My hands were shaking and nobody minded.")).to_be_visible()


WRITES = """
from kith.journey.models import Letter
Letter.objects.update(opens_on=now.date())
from kith.notices.models import Notice
Notice.objects.update(due_at=now)
"""
AFTER = "Meeting.objects.update(starts_at=now - timedelta(minutes=80), minutes=75)"
SOON = """
theirs = Group.objects.get(ref=given["group"])
out["meeting"] = cast.meeting(theirs, starts_in=30).ref
"""


def test_a_letter_is_shut_until_its_day_and_a_neutral_notice_tells_of_it(browser: Browser, serve: Serve) -> None:
    place = found(serve)
    ben = place.someone(browser, "ben")
    ben.goto(f"{place.server.url}/journey/letters/")
    ben.get_by_label("Your letter").fill("Dear me, you came back.")
    ben.get_by_label("On which day does it open?").fill("2030-05-01")
    ben.get_by_role("button", name="Shut it until then").click()
    ben.get_by_role("link", name="A letter that opens on 1 May 2030").click()
    expect(ben.get_by_role("heading", name="It is not the day yet")).to_be_visible()
    expect(ben.get_by_text("you came back")).to_have_count(0)
    fits(ben)
    place.do(WRITES)
    ben.goto(f"{place.server.url}/notices/")
    expect(ben.get_by_text("you came back")).to_have_count(0)
    ben.get_by_role("link", name="Something of your own is there for you alone.").or_(
        ben.locator("main a[href^='/journey/letters/'], main form[action*='notices']")
    ).first.click()
    ben.goto(f"{place.server.url}/journey/letters/")
    ben.get_by_role("link", name="The letter you wrote on").click()
    expect(ben.get_by_text("Dear me, you came back.")).to_be_visible()
    picture(ben, "journey-letter")
    ben.context.close()


def test_one_word_before_and_one_after_a_meeting_without_script(browser: Browser, serve: Serve) -> None:
    place = found(serve)
    meeting = place.do(SOON)["meeting"]
    ben = place.someone(browser, "ben")
    says(ben, place, meeting, "How are you arriving?", "Trembling")
    place.do(AFTER)
    says(ben, place, meeting, "How are you leaving?", "Settled")
    ben.get_by_role("link", name="How it was on other evenings").click()
    expect(ben.get_by_role("table")).to_contain_text("Trembling")
    expect(ben.get_by_role("table")).to_contain_text("Settled")
    fits(ben)
    picture(ben, "journey-eased")
    ana = place.someone(browser, "ana")
    ana.goto(f"{place.server.url}/journey/evenings/")
    expect(ana.get_by_text("Nothing yet.")).to_be_visible()
    for page in (ben, ana):
        page.context.close()


def says(page: Page, place: Place, meeting: str, question: str, word: str) -> None:
    page.goto(f"{place.server.url}/meetings/{meeting}/")
    page.get_by_role("link", name=question).click()
    card = page.locator("main .card", has=page.get_by_role("group", name=question))
    card.get_by_label(word).check()
    picture(page, f"journey-{word.lower()}")
    card.get_by_role("button").click()
    expect(page.get_by_text("Kept. Only you see it.")).to_be_visible()
    fits(page)
