"""Axe finds nothing: every page, by role, light and dark, on a small screen and a wide one; a few of them at depth quick."""

from collections.abc import Iterator
from itertools import cycle, product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.depth import pick
from tests.journeys import test_first_visit as first_visit
from tests.journeys.place import found
from tests.journeys.sitting import Reader, Sitter, at_the_circle, whoever
from tests.journeys.test_hall import adds, plans_in_a_hall
from tests.serving import Serve, Server

pytestmark = pytest.mark.browser
LOOKS = [(width, scheme) for width, scheme in product((320, 1280), ("light", "dark"))]
SIGNED_OUT = (
    *("/", "/help/", "/safety/", "/what-we-hold/", "/how-it-works/", "/sign-in/", "/welcome/", "/lost-passphrase/"),
    *("/lost-passphrase/by-mail/", "/practice/", "/practice/facilitating/", "/hard-moments/", "/no-such-page/"),
    *("/practice/facilitating/tears/", "/hard-moments/tears/", "/come/no-such-link/", "/goodbye/", "/find/"),
    "/find/which-fits/",
    "/come/",
    "/return/",
    "/listening/",
    "/listening/1/",
)
ACCOUNT = (
    *("/", "/me/", "/me/codes/", "/me/devices/", "/me/email/", "/me/zone/", "/me/second-factor/", "/me/delete/"),
    *("/how-am-i/", "/how-am-i/answer/", "/how-am-i/what-it-is/"),
    *("/me/sign-in-name/", "/me/passphrase/", "/tell/", "/groups/new/"),
    *("/notices/", "/notices/wishes/", "/me/calendar/"),
    *("/stories/gentle/", "/stories/left/", "/take-along/", "/looked/", "/jar/", "/jar/one/"),
    *("/journey/", "/journey/evenings/", "/journey/days/", "/journey/letters/", "/journey/?until=2025-01"),
)
OF_A_HOST = ("/host/asked/", "/host/themes/", "/tellings/")
OF_A_MEMBER = (
    *("", "agreement/", "leave/", "apart/", "plan/", "pause/", "graduate/", "how-are-we/"),
    *("outings/", "outings/new/", "outings/sheet/"),
    *("calendar/", "agreement/propose/", "alongside/", "number/", "wishes/", "give/", "kind-words/"),
)
BETWEEN = (
    *("stories/", "stories/earlier/", "shelf/", "stories/write/", "shelf/sheet/"),
    *("shelf/resource/", "shelf/strategy/", "keepsakes/", "keepsakes/new/"),
    *("goals/", "goals/new/"),
)
OUTINGS = {"hike": "Up to the old lookout", "tea": "Tea, and nothing to say", "walk": "Round the pond"}
OF_A_KEEPER = (
    "",
    "edit/",
    "agreement/edit/",
    "how-is-the-group/",
    "invitations/",
    "members/",
    "prompts/",
    "formats/",
    "formats/council/print/",
    "meetings/new/",
    "door/",
    "greeting/",
    "series/new/",
    "series/new/?every=week",
    "cupboards/",
    "hand-over/",
    "end/",
    "print/",
    "print/how-to/",
    "calendar/",
)
PLANNING = "meetings/new/?format=guided-discussion"


class Eyes:
    """Looks at pages in each light and width in turn; says what axe found, with where."""

    def __init__(self, looks: list[tuple[int, str]]) -> None:
        self.axe, self.looks = Axe(), looks
        self.turns = cycle(looks)

    def on(self, page: Page, name: str = "") -> None:
        for width, scheme in pick([next(self.turns)], self.looks, self.looks):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            page.wait_for_load_state()
            found = self.axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
            where = f"{name or page.url} at {width} px, {scheme}"
            assert not found, f"{where}: " + "; ".join(map(told, found))
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{where} sticks out to the side"


def told(one: dict[str, Any]) -> str:
    return f"{one['id']} ({one['help']}): " + " | ".join(node["html"][:160] for node in one["nodes"][:3])


@pytest.fixture
def eyes() -> Eyes:
    return Eyes(LOOKS)


def some(paths: tuple[str, ...], few: int) -> tuple[str, ...]:
    return pick(paths[:few], paths, paths)


@pytest.mark.deep
def test_pages_for_everyone(page: Page, shared_server: Server, eyes: Eyes) -> None:
    for path in some(SIGNED_OUT, 4):
        page.goto(shared_server.url + path)
        eyes.on(page)


@pytest.mark.deep
@pytest.mark.parametrize("who", ["teo", "rowan", "hollis"])
def test_pages_of_an_account(who: str, page: Page, server: Server, eyes: Eyes) -> None:
    signs_in(page, server, who)
    for path in ACCOUNT:
        page.goto(server.url + path)
        eyes.on(page)
    for path in OF_A_HOST if who == "hollis" else ():
        page.goto(server.url + path)
        eyes.on(page)


def signs_in(page: Page, server: Server, who: str) -> None:
    """The host of the demo is in no group, so is not among the people told of; the passphrase is the same for all."""
    if any(one["sign_in"] == who for one in server.people):
        return sign_in(page, server, who)
    page.goto(f"{server.url}/sign-in/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", server.people[0]["passphrase"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return None


@pytest.mark.deep
@pytest.mark.parametrize("who", ["teo", "rowan"])
def test_pages_of_a_group(who: str, page: Page, shared_server: Server, eyes: Eyes) -> None:
    sign_in(page, shared_server, who)
    page.goto(f"{shared_server.url}/")
    group = page.get_by_role("link", name="Walking with grief", exact=True).first.get_attribute("href")
    for path in some(OF_A_MEMBER if who == "teo" else (*OF_A_KEEPER, PLANNING), 1):
        page.goto(f"{shared_server.url}{group}{path}")
        eyes.on(page)
    for walk in pick((), ("hike", "tea", "walk"), ("hike", "tea", "walk")):  # to come, still asked about, over
        page.goto(f"{shared_server.url}{group}outings/")
        page.locator(f"main a:has-text('{OUTINGS[walk]}')").first.click()
        eyes.on(page)
    page.goto(shared_server.circle.replace("/circle/", "/meetings/"))
    for path in some(("",) if who == "teo" else ("", "change/", "cancel/", "run-sheet/"), 1):
        page.goto(shared_server.circle.replace("/circle/", "/meetings/") + path)
        eyes.on(page)


@pytest.mark.deep
@pytest.mark.parametrize("who", ["teo", "rowan"])
def test_stories_and_the_shelf(who: str, page: Page, shared_server: Server, eyes: Eyes) -> None:
    """Every page between meetings, and a reply that the nudge has met; one of them at depth quick."""
    sign_in(page, shared_server, who)
    page.goto(f"{shared_server.url}/")
    group = page.get_by_role("link", name="Walking with grief", exact=True).first.get_attribute("href")
    for path in some(BETWEEN, 1):
        page.goto(f"{shared_server.url}{group}{path}")
        eyes.on(page)
    for shelf in pick((), ("/resources/", "/strategies/"), ("/resources/", "/strategies/")):
        page.goto(f"{shared_server.url}{group}shelf/")
        if (one := page.locator(f"main a[href^='{shelf}']")).count():
            one.first.click()
            eyes.on(page)
    for search in pick((), ("/search/", "/search/?words=the", "/search/?words=xylofoon"), ("/search/?words=the",)):
        page.goto(f"{shared_server.url}{search}")
        eyes.on(page)
    if pick(False, True, True):
        keepsake(page, f"{shared_server.url}{group}keepsakes/", eyes)
    told = tells_one(page, f"{shared_server.url}{group}stories/write/", who)
    eyes.on(page, "my own story")
    other = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    sign_in(other, shared_server, "noor")
    other.goto(told)
    other.get_by_label("Your reply").fill("Have you tried putting it in a box?")
    other.get_by_role("button", name="Send", exact=True).click()
    expect(other.get_by_text("may sound like advice.")).to_be_visible()
    eyes.on(other, "the nudge")
    other.get_by_text("It speaks of something hard").click()
    other.get_by_label("Illness").check()
    other.get_by_role("button", name="Send as it is").click()
    expect(other.get_by_role("link", name="Change it or take it back")).to_be_visible()
    page.goto(told)
    eyes.on(page, "a folded reply")
    other.get_by_role("link", name="Change it or take it back").click()
    eyes.on(other, "my reply")
    for path in pick((), ("take-back/", "change/"), ("take-back/", "change/")):
        page.goto(told + path)
        eyes.on(page)
    page.goto(told.replace("/stories/", "/tell/?story=").rstrip("/"))
    eyes.on(page)
    other.context.close()


def keepsake(page: Page, keepsakes: str, eyes: Eyes) -> None:
    """One of the group's, or one's own with all that can be done with it; and telling about it."""
    page.goto(keepsakes)
    page.locator("main .keepsake p a").first.click()
    eyes.on(page)
    there = page.url
    for path in ("change/", "take-back/"):
        page.goto(there + path)
        eyes.on(page)


def tells_one(page: Page, write: str, who: str) -> str:
    page.goto(write)
    page.get_by_label("A title, if you like").fill(f"The coat of {who}")
    page.get_by_label("Your story").fill("I moved the coat last week.")
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_role("link", name="Take it back")).to_be_visible()
    return page.url


MADE = """
from kith.groups import parting, returning
from kith.meetings import formats, links, repeating, writing
from kith.meetings.recurring import WEEK, Rule
theirs, ben = Group.objects.get(ref=given["group"]), Membership.objects.get(alias="Ben")
ana, dee, soon = Membership.objects.get(alias="Ana"), Membership.objects.get(alias="Dee"), now + timedelta(minutes=40)
ours = writing.copy(formats.shelf()["council"], name="Our way", by=ana)
plan = repeating.SeriesPlan(Rule(WEEK, (soon.weekday(),)), soon.date(), soon.time(), "UTC", 75, formats.read(ours))
series = repeating.start(theirs, to=plan, by=ana, now=now)
one = parting.ask(dee, why="We do not get on.", by=ana, now=now)
back = returning.ask(theirs, said="Ben", by=Person.objects.get(sign_in="charlie"), now=now)
out |= {"series": f"series/{series.ref}/", "format": f"formats/{ours.ref}/", "parting": f"partings/{one.ref}/"}
out |= {"back": f"returning/{back.ref}/", "ben": ben.ref}
out["meeting"] = series.meetings.order_by("starts_at")[0].ref
out["answer"] = links.path(out["meeting"], ben.ref)
"""


@pytest.mark.deep
def test_pages_of_a_series_and_of_what_keeps_a_group(browser: Browser, serve: Serve, eyes: Eyes) -> None:
    """A series and a format in use, tonight called off, who is not yet told, and what takes two people."""
    place = found(serve)
    made = place.do(MADE)
    ana = place.someone(browser, "ana", script=True)
    series, member = made["series"], f"members/{made['ben']}/"
    of_a_series = (series, f"{series}change/", f"{series}skip/", f"{series}end/", f"{made['format']}put-away/")
    kept = (made["format"], made["parting"], made["back"], f"{member}died/", f"{member}remove/", "members/")
    for path in some((*of_a_series, *kept), 1):
        ana.goto(place.at(path))
        eyes.on(ana)
    ana.goto(place.server.url + made["answer"])
    eyes.on(ana, "an answer by a link")
    ana.goto(f"{place.server.url}/meetings/{made['meeting']}/cancel/")
    ana.get_by_role("button", name="Call it off").click()
    ana.goto(f"{place.server.url}/meetings/{made['meeting']}/")
    expect(ana.get_by_text("Not yet told: 2")).to_be_visible()
    eyes.on(ana, "not yet told")
    ana.context.close()


@pytest.mark.deep
def test_at_the_door_of_a_group(browser: Browser, server: Server, eyes: Eyes) -> None:
    """From the public page to the plan for a first visit, and what a facilitator sees of it."""
    rowan, ash = browser.new_context().new_page(), browser.new_context().new_page()
    sign_in(rowan, server, "rowan")
    rowan.goto(f"{server.url}/")
    group = server.url + str(
        rowan.get_by_role("link", name="Walking with grief", exact=True).first.get_attribute("href")
    )
    for path in ("about/", "ask/", "hold/"):
        ash.goto(group + path)
        eyes.on(ash)
    first_visit.asks_to_come_from(ash, group)
    eyes.on(ash, "waiting")
    for path in ("door/", "edit/"):
        rowan.goto(group + path)
        eyes.on(rowan)
    rowan.goto(f"{group}door/")
    rowan.get_by_role("link", name="Read and answer Juniper").click()
    rowan.get_by_text("Not now", exact=True).click()
    eyes.on(rowan, "asked")
    rowan.get_by_role("button", name="Welcome them").click()
    ash.reload()
    eyes.on(ash, "welcomed")
    ash.goto(f"{group}pause/")
    ash.get_by_role("button", name="Take a rest").click()
    eyes.on(ash, "resting")
    ash.get_by_role("button", name="Come back").click()
    ash.goto(f"{group}graduate/")
    ash.get_by_role("button", name="I'm moving on").click()
    eyes.on(ash, "graduated")
    for page in (rowan, ash):
        page.context.close()


@pytest.mark.deep
def test_the_circle_as_it_goes(browser: Browser, server: Server, eyes: Eyes) -> None:
    """Door, kettle, reading, heads-up, offered, holding, listening, hush, closing, closed."""
    with at_the_circle(browser, server, "rowan", "june", "teo", "ash") as (rowan, june, teo, ash):
        for one in (rowan, june, teo, ash):
            one.come_in()
        ash.sees("You're at the door")
        eyes.on(ash.page, "door")
        june.sees("Ash is here for the first time.")
        eyes.on(rowan.page, "kettle, keeping")
        june.press("Let them in")
        rowan.press("Begin")
        for part in evening(rowan):
            if part == "Our agreement":
                eyes.on(teo.page, "reading")
            if part == "Check-in round":
                a_round(rowan, june, teo, ash, eyes)
        rowan.press_under("More", "Close the circle", "Goodnight, everyone")
        ash.sees("That was your first evening")
        eyes.on(ash.page, "closed")


def evening(rowan: Sitter) -> Iterator[str]:
    """From part to part, to its end."""
    here = rowan.page.locator("[aria-current=step]")
    expect(here).to_be_visible()
    while here.count():
        rowan.go_on()
        yield here.inner_text().split("\n")[0] if here.count() else ""


def a_round(rowan: Sitter, june: Sitter, teo: Sitter, ash: Sitter, eyes: Eyes) -> None:
    people = [rowan, june, teo, ash]
    rowan.sees("The piece is offered to")
    for one in people:
        if one.page.locator(".ahead").is_visible():
            one.open("More")
            eyes.on(one.page, "heads-up")
    holder = whoever(people, Sitter.offered)
    holder.sees("Take it when you are ready")
    eyes.on(holder.page, "offered")
    holder.press("I'll take it")
    holder.sees("the piece is yours")
    eyes.on(holder.page, "holding")
    other = next(one for one in people if one is not holder and one is not rowan)
    other.open("More")
    for summary in ("I'm not OK", "Say back what I heard", "Is it only me?"):
        other.open(summary)
    eyes.on(other.page, "listening, with all opened")
    holder.press("I've finished, pass it on")
    rowan.press_under("More", "A moment of silence")
    teo.sees("We are quiet together.")
    eyes.on(teo.page, "hush")
    rowan.press("Go on")


@pytest.mark.deep
def test_the_hall_and_its_screen(browser: Browser, server: Server, eyes: Eyes) -> None:
    with at_the_circle(browser, server, "rowan", "teo") as (rowan, teo):
        rowan.circle = teo.circle = plans_in_a_hall(rowan)
        rowan.page.goto(rowan.circle)
        eyes.on(rowan.page, "the door of a hall")
        rowan.sit(where="In the hall")
        teo.come_in(where="Somewhere else")
        adds(rowan, "Ada")
        rowan.press("Begin")
        for part in evening(rowan):
            if part == "How I am":
                break
        eyes.on(rowan.page, "the hall's device")
        wall = rowan.page.context.new_page()
        wall.goto(f"{rowan.circle}hall/")
        eyes.on(wall, "the hall's screen")


@pytest.mark.deep
def test_practice_and_the_kind_page(browser: Browser, server: Server, eyes: Eyes) -> None:
    with at_the_circle(browser, server, "rowan", kind=Reader, java_script_enabled=True) as (rowan,):
        sign_in(rowan.page, server, "rowan")
        for path in ("/practice/", "/practice/facilitating/tears/"):
            rowan.page.goto(server.url + path)
            rowan.press("Begin")
            eyes.on(rowan.page)
            rowan.press("I'm done")
            eyes.on(rowan.page)
