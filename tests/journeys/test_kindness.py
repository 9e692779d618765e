"""Kind words and the listening exercise in a browser without script, on a small screen."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.place import fits, found
from tests.journeys.sitting import at_the_circle, picture
from tests.journeys.test_axe import evening
from tests.serving import Serve, Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
BEEN_TOGETHER = """
theirs, ana = Group.objects.get(ref=given["group"]), Membership.objects.get(alias="Ana")
one = cast.meeting(theirs, starts_in=-60 * 24)
Membership.objects.filter(alias="Ben").update(alias="Bartholomew of the long evening walks ...")
for who in theirs.memberships.all():
    Attendance.objects.create(meeting=one, membership=who, came_at=one.starts_at)
Cupboard.objects.create(group=theirs, what="kindness", opened_by=ana)
"""


def test_a_few_words_are_given_and_read_again_on_a_hard_day(browser: Browser, serve: Serve) -> None:
    place = found(serve)
    place.do(BEEN_TOGETHER)
    ana, ben = (place.someone(browser, name) for name in ("ana", "ben"))
    ben.goto(place.at())
    ben.get_by_role("link", name="Write to one of you").click()
    ben.get_by_label("To whom?").select_option(label="Ana")
    ben.get_by_label("A few kind words").fill("You waited for my answer.")
    fits(ben)
    picture(ben, "kind-words")
    ben.get_by_role("button", name="Put it in their jar").click()
    expect(ben.get_by_text("It is kept for them.")).to_be_visible()
    ana.goto(f"{place.server.url}/notices/")
    expect(ana.get_by_text("Something is there for you alone")).to_be_visible()
    ana.goto(place.at())
    ana.get_by_role("link", name="Your jar").click()
    expect(ana.get_by_text("You waited for my answer.")).to_be_visible()
    fits(ana)
    picture(ana, "jar")
    ana.get_by_role("link", name="Take one to read").click()
    expect(ana.get_by_text("You waited for my answer.")).to_be_visible()
    fits(ana)
    picture(ana, "jar-one")
    ana.get_by_role("link", name="Back to your jar").click()
    ana.get_by_role("button", name="Not now").click()
    expect(ana.get_by_text("Nothing new comes for now, and nobody is told.")).to_be_visible()
    ana.get_by_text("Take it out, or tell someone").click()
    fits(ana)
    ana.get_by_role("button", name="Take it out for good").click()
    expect(ana.get_by_text("You waited for my answer.")).to_have_count(0)
    ben.reload()
    expect(ben.get_by_text("You waited for my answer.")).to_be_visible()
    for page in (ana, ben):
        page.context.close()


def test_listening_is_practised_and_one_says_that_one_would_be_willing(browser: Browser, serve: Serve) -> None:
    place = found(serve)
    ben = place.someone(browser, "ben")
    ben.goto(place.at("give/"))
    ben.get_by_role("button", name="Greeter: I'd be willing").click()
    expect(ben.get_by_text("You said you would")).to_be_visible()
    fits(ben)
    picture(ben, "ways-to-give")
    ben.get_by_role("link", name="Practise listening").click()
    fits(ben)
    ben.get_by_role("link", name="Begin with the first").click()
    picture(ben, "listening-one")
    ben.get_by_role("button", name="Have you looked at the bus?").click()
    expect(ben.get_by_text("may sound like advice.")).to_be_visible()
    fits(ben)
    picture(ben, "listening-said")
    ben.get_by_label("Or in your own words").fill("You miss the keys in your hand.")
    ben.get_by_role("button", name="See what it does").click()
    expect(ben.get_by_text("No advice was found")).to_be_visible()
    for _ in range(7):
        ben.get_by_role("link", name="The next story").click()
        ben.get_by_label("Or in your own words").fill("I hear you.")
        ben.get_by_role("button", name="See what it does").click()
        fits(ben)
    expect(ben.get_by_text("That was the last one.")).to_be_visible()
    ana = place.someone(browser, "ana")
    ana.goto(place.at("members/"))
    expect(ana.get_by_text("Would be willing to greet: Ben")).to_be_visible()
    for page in (ana, ben):
        page.context.close()


def test_beside_the_closing_round_with_script_the_circle_goes_on(browser: Browser, server: Server) -> None:
    with at_the_circle(browser, server, "rowan", "june", "teo") as (rowan, june, teo):
        for one in (rowan, june, teo):
            one.come_in()
        rowan.press("Begin")
        for part in evening(rowan):
            if "losing" in part:
                break
        june.open("A few kind words to one person")
        june.page.get_by_label("Teo", exact=True).check()
        june.page.get_by_label("What did you see in them").fill("You laughed tonight.")
        june.picture("kind-words-circle")
        june.press("Put it in their jar")
        june.sees("It is kept for them.")
        teo.does_not_see("You laughed tonight.")
        teo.page.goto(f"{server.url}/jar/")
        teo.sees("You laughed tonight.")
