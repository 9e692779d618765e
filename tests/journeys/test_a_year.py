"""What a tired volunteer meets in a year, without script on a small screen: a series, a hard week, a line, an agreement, a loss."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.place import Place, fits, found
from tests.journeys.sitting import picture
from tests.serving import Serve

pytestmark = [pytest.mark.browser, pytest.mark.deep]


def sees(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()
    fits(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def test_a_weekly_series_a_day_left_out_and_tonight_called_off_within_the_hour(browser: Browser, serve: Serve) -> None:
    place = found(serve)
    place.do("from kith.groups import reaching\nreaching.give('+1 555 0100', by=Membership.objects.get(alias='Ben'))")
    ana = place.someone(browser, "ana")
    starts_a_series(ana, place)
    leaves_a_day_out(ana)
    ana.goto(place.at())
    ana.locator("a[href^='/meetings/']").first.click()
    ana.get_by_role("link", name="Call it off").click()
    ana.get_by_label("Why, in a few words").fill("The hall is flooded.")
    press(ana, "Call it off")
    ana.goto(place.at())
    ana.get_by_role("link", name="Not yet told: 2").click()
    sees(ana, "Not yet told: 2")
    expect(ana.get_by_role("link", name="+1 555 0100")).to_be_visible()
    picture(ana, "not-yet-told")
    press(ana, "I have told Ben")
    sees(ana, "Not yet told: 1")
    expect(ana.get_by_role("button", name="Ben was told. Take it back")).to_be_visible()
    ben = place.someone(browser, "ben")
    ben.goto(f"{place.server.url}/notices/")  # Dee has not read of it, Ben reads it now
    ben.goto(place.at())
    sees(ben, "The hall is flooded.")
    expect(ben.get_by_text("Not yet told")).to_have_count(0)


def starts_a_series(ana: Page, place: Place) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=40)
    ana.goto(place.at("series/new/"))
    ana.get_by_role("link", name="Every week").first.click()
    for day in ana.locator("[name=days]").all():
        day.set_checked(int(day.get_attribute("value") or 0) == soon.weekday())
    ana.get_by_label("Time", exact=True).fill(f"{soon:%H:%M}")
    ana.get_by_label("From which day on?").fill(f"{soon:%Y-%m-%d}")
    ana.locator("main form button.main").click()
    sees(ana, "It is planned. The next eight weeks are here; the rest comes by itself.")
    picture(ana, "series")


def leaves_a_day_out(ana: Page) -> None:
    ana.get_by_role("link", name="Leave a day out").click()
    ana.get_by_label("Which day?").select_option(index=2)
    ana.get_by_label("Why, in a few words").fill("A holiday.")
    press(ana, "Leave it out")
    sees(ana, "A holiday.")


def test_an_answer_by_the_link_changed_signed_in_and_a_hello_only_the_greeter_sees(
    browser: Browser, serve: Serve
) -> None:
    place = found(serve)
    told = place.do(
        """
from kith.meetings import links
meeting = cast.meeting(Group.objects.get(ref=given["group"]), starts_in=60 * 20)
out |= {"path": links.path(meeting.ref, Membership.objects.get(alias="Ben").ref), "ref": meeting.ref}
"""
    )
    nobody = place.someone(browser)
    nobody.goto(place.server.url + told["path"])
    expect(nobody.get_by_text("Walking with grief")).to_have_count(0)
    expect(nobody.get_by_text("Ben")).to_have_count(0)
    fits(nobody)
    assert place.do("out['n'] = Coming.objects.count()") == {"n": 0}  # opening it changes nothing
    nobody.get_by_label("I'll come", exact=True).check()
    press(nobody, "Say this")
    sees(nobody, "Kept. You can change it until it starts.")
    nobody.goto(place.at())
    assert "/sign-in/" in nobody.url  # it signs nobody in
    ben, dee, ana = (place.someone(browser, name) for name in ("ben", "dee", "ana"))
    ben.goto(f"{place.server.url}/meetings/{told['ref']}/")
    sees(ben, "You said you'll come.")
    ben.get_by_text("Change your answer").click()
    press(ben, "I can't, and it's been a hard week")
    sees(ben, "I'm sorry it's been hard.")
    press(ben, "A hello from Ana")
    sees(ben, "Ana is told that you would be glad of a hello. Nobody else is.")
    dee.goto(place.at())
    expect(dee.get_by_text("has had a hard week")).to_have_count(0)
    ana.goto(place.at())
    expect(ana.get_by_text("has had a hard week, and would be glad of a hello from you.")).to_be_visible()
    fits(ana)
    picture(ana, "a-hello-from-you")
    press(ana, "I have said hello")
    expect(ana.get_by_text("has had a hard week")).to_have_count(0)


def test_a_full_group_a_line_a_seat_that_is_offered_and_taken(browser: Browser, serve: Serve) -> None:
    place = found(serve, door="open", capacity=3, listed_at=datetime.now(UTC).isoformat())
    charlie, fay, ben = (place.someone(browser, name) for name in ("charlie", "fay", "ben"))
    for page, alias in ((charlie, "Charlie"), (fay, "Fay")):
        page.goto(place.at("about/"))
        page.get_by_role("link", name="Put me on the list").click()
        page.get_by_label("What shall we call you here?").fill(alias)
        page.get_by_label("I'll just listen").check()
        page.get_by_label("I'll try to keep these").check()
        page.locator("main form button.main").click()
        sees(page, "You are on the list")
    sees(charlie, "You are next.")
    sees(fay, "One person waits longer.")
    ben.goto(place.at("leave/"))
    ben.locator("main form button.main").click()
    fay.reload()
    sees(fay, "You are on the list")
    charlie.goto(f"{place.server.url}/notices/")
    charlie.locator(f"main a[href='/groups/{place.group}/waiting/']").first.click()
    sees(charlie, "A seat is yours, if you want it")
    picture(charlie, "a-seat-is-offered")
    press(charlie, "Yes, I'll take it")
    assert charlie.url == place.at()
    ana = place.someone(browser, "ana")
    ana.goto(place.at("door/"))
    ana.get_by_text("Change", exact=True).first.click()
    picture(ana, "the-line")
    press(ana, "Take Fay off the list")
    fay.reload()
    sees(fay, "You are not on the list any more")


def test_a_new_version_is_met_at_the_next_visit_and_a_proposal_becomes_one(browser: Browser, serve: Serve) -> None:
    place = found(serve)
    ana, ben = place.someone(browser, "ana"), place.someone(browser, "ben")
    ana.goto(place.at("agreement/edit/"))
    words = ana.get_by_label("The agreement").or_(ana.locator("main textarea")).first
    words.fill(words.input_value() + "\nNo telephones.")
    press(ana, "Keep this version")
    ben.goto(place.at())
    sees(ben, "Our agreement has changed")
    sees(ben, "No telephones.")
    picture(ben, "agreement-changed")
    press(ben, "I'll try to keep these")
    ben.goto(place.at())
    expect(ben.get_by_text("Our agreement has changed")).to_have_count(0)
    ben.goto(place.at("agreement/propose/"))
    box = ben.get_by_label("The agreement, as you would like it")
    box.fill(box.input_value().replace("No telephones.", "Telephones are silent."))
    ben.get_by_label("Why, in a few words").fill("I am on call.")
    press(ben, "Send it")
    ana.goto(f"{place.server.url}/notices/")
    ana.locator("main a[href*='/agreement/proposals/']").first.click()
    sees(ana, "I am on call.")
    press(ana, "Make it our agreement")
    ana.goto(place.at("agreement/"))
    sees(ana, "Telephones are silent.")
    dee = place.someone(browser, "dee")
    dee.goto(place.at())
    sees(dee, "Our agreement has changed")


@pytest.mark.parametrize("refuses", [True, False])
def test_lost_everything_two_vouch_and_the_old_device_refuses_or_two_days_pass(
    browser: Browser, serve: Serve, refuses: bool
) -> None:
    place = found(serve)
    link = place.do(
        """
from kith.groups import inviting
theirs, ana = Group.objects.get(ref=given["group"]), Membership.objects.get(alias="Ana")
out["token"] = inviting.invite(theirs, seats=3, days=7, by=ana, now=now)[1]
"""
    )
    lost, old, ana, dee = (place.someone(browser, name) for name in ("charlie", "ben", "ana", "dee"))
    lost.goto(f"{place.server.url}/return/")
    lost.get_by_label("A code or a link of the group").fill(f"{place.server.url}/come/{link['token']}/")
    lost.get_by_label("What were you called there?").fill("Ben")
    press(lost, "Ask them")
    sees(lost, "Those who facilitate have been asked.")
    old.goto(place.at())
    for page in (ana, dee):
        page.goto(f"{place.server.url}/notices/")
        page.locator("main a[href*='/returning/']").first.click()
        picture(page, "before-you-vouch")
        press(page, "I know them, and vouch")
    sees(dee, "Two of you have vouched.")
    old.goto(f"{place.server.url}/notices/")
    old.locator("main a[href*='/not-me/']").first.click()
    sees(old, "Someone says that they are you")
    if refuses:
        press(old, "This is not me: end it")
    place.do(
        """
from kith.groups import returning
Returning.objects.filter(ended_at=None).update(moves_at=now - timedelta(minutes=1))
returning.look(now)
"""
    )
    lost.goto(place.at())
    old.goto(place.at())
    mine, theirs = (old, lost) if refuses else (lost, old)
    expect(mine.get_by_role("heading", name="Walking with grief")).to_be_visible()
    expect(theirs.get_by_role("heading", name="Walking with grief")).to_have_count(0)
    who = "ben" if refuses else "charlie"
    assert place.do("out['who'] = Membership.objects.here().get(alias='Ben').person.sign_in") == {"who": who}
