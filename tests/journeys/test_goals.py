"""A goal's life in a browser without script, and a goal through two circles: brought, held up, kept anew, and asked after."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.journeys.place import Place, fits, found
from tests.journeys.sitting import Sitter, at_the_circle, picture, whoever
from tests.serving import Serve, Server

pytestmark = [pytest.mark.browser, pytest.mark.deep]
WORDS = "Walk as far as the bridge, on my own"
STEP = "I sit on the bench by the mill on Sunday"
PLANNED = """
from kith.meetings import formats, planning
theirs = Group.objects.get(name="Walking with grief")
by = theirs.memberships.get(alias="Rowan")
to = planning.Plan(now + timedelta(minutes=10), given["minutes"], formats.shelf()[given["form"]])
out["ref"] = planning.plan(theirs, to=to, by=by, now=now).ref
"""
OPENED = """
theirs = Group.objects.get(ref=given["group"])
Cupboard.objects.create(group=theirs, what="goals", opened_by=theirs.memberships.get(alias="Ana"))
"""


def test_a_goals_life_without_script_on_a_small_screen(browser: Browser, serve: Serve) -> None:
    place = found(serve)
    place.do(OPENED)
    ben, ana = place.someone(browser, "ben"), place.someone(browser, "ana")
    begins(ben, place)
    address = ben.url
    ana.goto(address)
    assert not ana.get_by_text("Open the curtains").count()  # nobody sees it yet
    goes_a_step_and_checks_in(ben)
    under(ben, "Who may see it", "Your group.", "Keep it so")
    expect(ben.get_by_text("Who sees it: Your group.")).to_be_visible()
    fits(ben)
    picture(ben, "goal-own")
    is_seen(ana, place, address)
    ben.reload()
    expect(ben.get_by_text("Ana saw this.")).to_be_visible()
    ends_and_takes_it_up_again(ben)
    under(ben, "Who may see it", "Nobody. Only you see it.", "Keep it so")
    assert ana.goto(address).status == 404  # type: ignore[union-attr]
    ben.get_by_role("link", name="Let go of it altogether").click()
    fits(ben)
    ben.get_by_role("button", name="Let it go").click()
    expect(ben.get_by_text("It is gone, and all that belonged to it.")).to_be_visible()
    for page in (ben, ana):
        page.context.close()


def begins(ben: Page, place: Place) -> None:
    ben.goto(place.at())
    ben.get_by_role("link", name="Goals", exact=True).click()
    fits(ben)
    picture(ben, "goals-first")
    ben.get_by_role("link", name="Begin one").click()
    ben.get_by_label("What would you like to work towards?").fill("Open the curtains every morning")
    ben.get_by_label("By when, if you like").fill("2020-01-01")
    fits(ben)
    picture(ben, "goal-new")
    ben.get_by_role("button", name="Keep it").click()
    expect(ben.get_by_role("heading", name="Open the curtains")).to_be_visible()
    expect(ben.get_by_text("has passed, and that is fine")).to_be_visible()


def goes_a_step_and_checks_in(ben: Page) -> None:
    ben.get_by_label("A small step").fill("Only the kitchen")
    ben.get_by_role("button", name="Add this step").click()
    ben.get_by_role("button", name="I did this: Only the kitchen").click()
    expect(ben.get_by_text("Done, ")).to_be_visible()
    ben.get_by_label("Not yet", exact=True).check()
    ben.get_by_label("A few words, if you like", exact=True).fill("It was grey outside.")
    ben.get_by_role("button", name="Keep it", exact=True).click()
    expect(ben.get_by_text("Not yet is an answer.")).to_be_visible()
    expect(ben.get_by_text("It was grey outside.")).to_be_visible()


def under(page: Page, summary: str, choice: str, press: str) -> None:
    there = page.locator("details").filter(has=page.locator(f"> summary:text-is({summary!r})"))
    there.locator("> summary").click()
    there.get_by_label(choice).check()
    there.get_by_role("button", name=press).click()


def is_seen(ana: Page, place: Place, address: str) -> None:
    ana.goto(place.at("goals/"))
    ana.get_by_role("link", name="Open the curtains").click()
    assert ana.url == address
    assert not ana.get_by_text("2020").count()  # a day that passed is nobody else's
    ana.get_by_role("button", name="I saw that: Only the kitchen").click()
    expect(ana.get_by_text("You saw this.")).to_be_visible()
    fits(ana)
    picture(ana, "goal-seen")


def ends_and_takes_it_up_again(ben: Page) -> None:
    under(ben, "An end to it", "Done for now", "Let it end so")
    expect(ben.get_by_text("It may rest, and so may you.").first).to_be_visible()
    fits(ben)
    picture(ben, "goal-ended")
    ben.get_by_role("button", name="Take it up again").click()
    expect(ben.get_by_role("button", name="Add this step")).to_be_visible()


def test_a_goal_through_two_circles(browser: Browser, server: Server) -> None:
    with at_the_circle(browser, server, "rowan", "marisol", "teo") as sitters:
        rowan, marisol, teo = sitters
        for one in sitters:
            sign_in(one.page, server, one.name)
        first = plans(sitters, form="commitments", minutes=60)
        brings(marisol, first)
        sit_down(sitters)
        rowan.press("Begin")
        on_to(rowan, "Writing it down")
        marisol.write(STEP)
        on_to(rowan, "Out loud")
        for _ in sitters:
            one = whoever(sitters, Sitter.offered)
            one.press("I'll take it")
            if one is marisol:
                is_held_up(marisol, teo)
            one.press("I've finished, pass it on")
        teo.does_not_see(WORDS)
        closes(rowan)
        becomes_a_goal(marisol)
        plans(sitters, form="check-in", minutes=60)
        sit_down(sitters)
        marisol.sees(f"how is it going with “{STEP}”? Only you see this.")
        picture(marisol.page, "goal-asked-kettle")
        rowan.press("Begin")
        on_to(rowan, "How I am")
        is_asked_on_her_own_screen(sitters)


def plans(sitters: list[Sitter], *, form: str, minutes: int) -> str:
    server = sitters[0].server
    ref = str(Place(server).do(PLANNED, form=form, minutes=minutes)["ref"])
    for one in sitters:
        one.circle = f"{server.url}/circle/{ref}/"
    return ref


def brings(marisol: Sitter, ref: str) -> None:
    page = marisol.page
    page.goto(f"{marisol.server.url}/meetings/{ref}/")
    page.get_by_role("button", name=f"Bring {WORDS}").click()
    expect(page.get_by_text("It comes along", exact=True)).to_be_visible()
    picture(page, "goal-at-meeting")


def sit_down(sitters: list[Sitter]) -> None:
    for one in sitters:
        one.sit()


def on_to(rowan: Sitter, part: str) -> None:
    here = rowan.page.locator("[aria-current=step]")
    expect(here).to_be_visible()
    while part not in (now := here.inner_text()):
        rowan.go_on()
        expect(here.filter(has_text=now.split("\n")[0])).to_have_count(0)


def is_held_up(marisol: Sitter, teo: Sitter) -> None:
    teo.does_not_see(WORDS)
    marisol.press_under("More", f"Show “{WORDS}”")
    teo.sees(WORDS)
    teo.sees("Sit on the bench by the mill")  # the next small step
    picture(teo.page, "goal-held-up")


def closes(rowan: Sitter) -> None:
    here = rowan.page.locator("[aria-current=step]")
    while here.count():
        part = here.inner_text().split("\n")[0]
        rowan.go_on()
        expect(here.filter(has_text=part)).to_have_count(0)
    rowan.press_under("More", "Close the circle", "Goodnight, everyone")
    expect(rowan.page.get_by_role("heading", name="Thank you for being here")).to_be_visible()


def becomes_a_goal(marisol: Sitter) -> None:
    page = marisol.page
    expect(page.get_by_label("In your own words")).to_have_value(STEP)
    picture(page, "goal-kept-afterwards")
    page.get_by_label(re.compile("Ask me how it went")).check()
    page.get_by_role("button", name="Keep it as a goal").click()
    expect(page.get_by_role("heading", name=STEP)).to_be_visible()
    expect(page.get_by_text("Nobody. Only you see it.").first).to_be_visible()


def is_asked_on_her_own_screen(sitters: list[Sitter]) -> None:
    rowan, marisol, teo = sitters
    while (one := whoever(sitters, Sitter.offered)) is not marisol:
        one.press("I'll take it")
        one.press("I've finished, pass it on")
        expect(one.button("I've finished, pass it on")).to_have_count(0)
    marisol.press("I'll take it")
    marisol.sees(f"How is it going with “{STEP}”?")
    picture(marisol.page, "goal-asked")
    for other in (rowan, teo):
        other.does_not_see(STEP)
